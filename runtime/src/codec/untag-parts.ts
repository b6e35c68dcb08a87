import { makeError, readBytes } from './built-in-classes.ts';
import { MAX_DEPTH, MAX_PARTS } from './limits.ts';
import { MARK_CODE, ODD_NUMBERS } from './tags.ts';

/**
 * The value that parsed JSON with tags stands for; objects and lists are changed in place.
 * @throws Error for tags that `tagParts` does not write. Whatever was parsed, no code runs and no prototype changes.
 */
export function untagParts(parsed: unknown): unknown {
  return untag(parsed, 0);
}

function untag(part: unknown, depth: number): unknown {
  if (typeof part === 'string') return isTag(part) ? untagText(part) : part;
  if (typeof part !== 'object' || part === null) return part;
  if (depth > MAX_DEPTH) throw new RangeError(`more than ${MAX_DEPTH} levels`);
  if (!Array.isArray(part)) return untagFields(part, depth);
  const [word] = part;
  const read = typeof word === 'string' && isTag(word) ? CONTAINERS.get(word) : undefined;
  return read === undefined ? untagItems(part, 0, depth) : read(part, depth);
}

function isTag(text: string): boolean {
  return text.charCodeAt(0) === MARK_CODE;
}

/** Whether the part may stand for something else, or hold what does. */
function mayHoldTags(part: unknown): boolean {
  return typeof part === 'string' ? isTag(part) : typeof part === 'object' && part !== null;
}

function untagFields(object: object, depth: number): object {
  for (const name in object) {
    // `in` proved that there is a field; JSON.parse made it a plain one, `__proto__` too, so writing to it stays in it.
    const fields = object as Record<string, unknown>;
    const part = fields[name];
    if (mayHoldTags(part) && Object.hasOwn(object, name)) fields[name] = untag(part, depth + 1);
  }
  return object;
}

/** Untags the items from `first` on. */
function untagItems(list: unknown[], first: number, depth: number): unknown[] {
  for (let i = first; i < list.length; i++) if (mayHoldTags(list[i])) list[i] = untag(list[i], depth + 1);
  return list;
}

function untagText(text: string): unknown {
  switch (text[1]) {
    case '~':
      return text.slice(1);
    case 'D':
      return readDate(text.slice(2));
    case 'n':
      return readBigInt(text.slice(2));
    case 'u':
      if (text === '~u') return undefined;
  }
  return ODD_NUMBERS.get(text) ?? refuse(text);
}

function readDate(text: string): Date {
  const time = Number(text);
  const date = new Date(time);
  return text !== '' && (text === 'NaN' || date.getTime() === time) ? date : refuse(`~D${text}`);
}

function readBigInt(text: string): bigint {
  const [, sign, digits = ''] = /^(-?)(\d{1,20}|0x[\da-f]+)$/.exec(text) ?? refuse(`~n${text}`);
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}

type ReadContainer = (list: unknown[], depth: number) => unknown;

const CONTAINERS: ReadonlyMap<string, ReadContainer> = new Map<string, ReadContainer>([
  ['~Map', readMap],
  ['~Set', (list, depth) => new Set(untagItems(list, 1, depth).slice(1))],
  ['~Fields', readFields],
  ['~Bare', readBare],
  ['~Sparse', readSparse],
  ['~RegExp', readRegExp],
  ['~Error', readError],
  ['~Bytes', ([, name, base64]) => readBytes(name, base64)],
]);

function readMap(list: unknown[], depth: number): unknown {
  untagItems(list, 1, depth);
  const map = new Map<unknown, unknown>();
  for (let i = 1; i < list.length; i += 2) map.set(list[i], list[i + 1]);
  return list.length % 2 === 1 ? map : refuse('~Map');
}

function readFields(list: unknown[], depth: number): object {
  const object: object = {};
  for (let i = 1; i < list.length; i += 2) {
    const name = untag(list[i], depth);
    if (typeof name !== 'string' || i + 1 === list.length) return refuse('~Fields');
    const value = untag(list[i + 1], depth + 1);
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

function readBare([, fields]: unknown[], depth: number): unknown {
  const object: unknown = Object.create(null);
  return Object.defineProperties(object, describeFields(fields, [], depth));
}

function readSparse(list: unknown[], depth: number): unknown {
  const [, length] = list;
  if (!isIndex(length) || length > MAX_PARTS) return refuse('~Sparse');
  const sparse: unknown[] = [];
  sparse.length = length;
  for (let i = 2; i < list.length; i += 2) {
    const at = list[i];
    if (!isIndex(at) || at >= length) return refuse('~Sparse');
    sparse[at] = untag(list[i + 1], depth + 1);
  }
  return sparse;
}

function readRegExp([, source, flags, lastIndex]: unknown[], depth: number): unknown {
  const text = untag(source, depth);
  if (typeof text !== 'string' || typeof flags !== 'string') return refuse('~RegExp');
  const pattern = new RegExp(text, flags);
  Reflect.set(pattern, 'lastIndex', untag(lastIndex, depth));
  return pattern;
}

function readError([, name, fields, hidden]: unknown[], depth: number): unknown {
  return Object.defineProperties(makeError(name), describeFields(fields, hidden, depth));
}

/** Own fields, ready to be defined: `__proto__` stays a field. */
function describeFields(fields: unknown, hidden: unknown, depth: number): PropertyDescriptorMap {
  const object = untag(fields, depth);
  if (Object.getPrototypeOf(Object(object)) !== Object.prototype || !Array.isArray(hidden)) return refuse('fields');
  const descriptors: PropertyDescriptorMap = Object.create(null);
  for (const [name, part] of Object.entries(Object(object))) {
    descriptors[name] = { value: part, enumerable: !hidden.includes(name), writable: true, configurable: true };
  }
  return descriptors;
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function refuse(text: string): never {
  throw new TypeError(`${JSON.stringify(text.slice(0, 40))} is no tag`);
}
