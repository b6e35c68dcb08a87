import { Labelled } from './arbitrary-value.ts';

/** Values that differ from the given one in a single place, or in nothing that counts: what a printer confuses first. */
export function twinsOf(value: unknown): unknown[] {
  return [...respelled(value), ...reshaped(value), ...changedInside(value)];
}

/** The same spelling as another type, and the spelling with a bit more. */
function respelled(value: unknown): unknown[] {
  if (typeof value === 'object' && value !== null)
    return value instanceof Date && isValid(value) ? [value.toISOString()] : [];
  const text = String(value);
  const twins: unknown[] = [
    text,
    `${text}n`,
    `"${text}"`,
    `${text} `,
    `-${text}`,
    `${text},`,
    encodeURIComponent(text.toWellFormed()),
  ];
  twins.push(Number(text), text === 'null' ? null : undefined, text === 'true', -Number(text));
  if (/^-?\d+n?$/.test(text)) twins.push(BigInt(text.replace('n', '')));
  const time = new Date(text);
  return isValid(time) ? [...twins, time] : twins;
}

/** The same content in another container, in another order, or beside fields that do not count. */
function reshaped(value: unknown): unknown[] {
  const twins: unknown[] = [[value], new Set([value]), { a: value }, new Map([['a', value]]), new Labelled(value)];
  if (Array.isArray(value)) {
    const split = value.flatMap((item) => (typeof item === 'string' ? item.split(',') : [item]));
    const joined = value.every((item) => typeof item === 'string') ? [value.join(',')] : value.slice(1);
    return [...twins, ...value, new Set(value), { ...value }, Array.from(value), [...value, undefined], split, joined];
  }
  if (value instanceof Set) return [...twins, [...value], new Set([...value].reverse()), new Map(value.entries())];
  if (value instanceof Map) return [...twins, [...value], new Set(value), new Map([...value].reverse())];
  if (value instanceof Labelled) return [...twins, value.toJSON()];
  if (value instanceof Uint8Array) return [...twins, Buffer.from(value), Int8Array.from(value), [...value]];
  if (!isPlain(value)) return twins;
  const fields = Object.entries(value);
  twins.push(
    Object.fromEntries(fields.toReversed()),
    Object.fromEntries([['z', undefined], ...fields]),
    new Map(fields),
  );
  return [...twins, Object.assign(Object.create(null), value), Object.fromEntries(fields.slice(1)), fields];
}

/** One item, field or entry replaced by one of its own twins. */
function changedInside(value: unknown): unknown[] {
  if (Array.isArray(value)) return replaced(value);
  if (value instanceof Set) return replaced([...value]).map((items) => new Set(items));
  if (value instanceof Map) {
    return replaced([...value]).flatMap((entries) => (entries.every(isEntry) ? [new Map(entries)] : []));
  }
  if (value instanceof Labelled) return twinsOfLeaf(value.toJSON()).map((label) => new Labelled(label));
  if (!isPlain(value)) return [];
  const fields = Object.entries(value);
  const otherValues = replaced(fields.map(([, field]) => field)).map((all) =>
    fields.map(([name], at) => [name, all[at]]),
  );
  const otherNames = fields.map(([name, field], at) => fields.with(at, [`${name},`, field]));
  return [...otherValues, ...otherNames].map((all) => Object.fromEntries(all));
}

function replaced(items: readonly unknown[]): unknown[][] {
  return Array.from(items).flatMap((item, index) => twinsOfLeaf(item).map((twin) => items.with(index, twin)));
}

/** Of a map's entry, those of key and value. */
function twinsOfLeaf(item: unknown): unknown[] {
  return isEntry(item)
    ? [
        ...twinsOf(item[0]).map((key) => [key, item[1]]),
        ...twinsOf(item[1]).map((value) => [item[0], value]),
        [item[1], item[0]],
      ]
    : twinsOf(item);
}

function isEntry(item: unknown): item is [unknown, unknown] {
  return Array.isArray(item) && item.length === 2;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isValid(date: Date): boolean {
  return !Number.isNaN(date.getTime());
}
