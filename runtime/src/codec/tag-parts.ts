import { UnstorableValueError } from '../errors.ts';
import { bytesTag, errorClassOf } from './built-in-classes.ts';
import { MAX_DEPTH, MAX_PARTS } from './limits.ts';
import { isEscaped } from './plain-json-text.ts';
import { nameOfClass, renderPath, type Step } from './render-path.ts';
import { MARK } from './tags.ts';

/** A value as JSON can write it. */
export interface Tagged {
  readonly tree: unknown;
  /** Tags stand in the tree; otherwise it is the value, as plain JSON. */
  readonly hasTags: boolean;
}

/**
 * A copy of the value with tags in place of what JSON does not carry. This is the closer look, for values that are no
 * plain JSON: it refuses what no codec of ours carries, and names its place.
 *
 * @param codec for messages
 * @throws UnstorableValueError (HF3010)
 */
export function tagParts(value: unknown, codec: string): Tagged {
  const tagger = new Tagger(codec, true);
  const tree = tagger.tag(value);
  return { tree, hasTags: tagger.hasTags };
}

/** Refuses a value that JSON does not carry as it is. @throws UnstorableValueError (HF3010) naming the place. */
export function refuseTags(value: unknown, codec: string): void {
  new Tagger(codec, false).tag(value);
}

class Tagger {
  readonly #codec: string;
  readonly #allowsTags: boolean;
  /** The part in hand was reached by the steps 1 to `#depth`; what stands behind is left over. */
  readonly #steps: Step[] = [];
  /** The objects on that way, the value itself first. */
  readonly #holders: object[] = [];
  #depth = 0;
  #parts = 0;
  hasTags = false;

  constructor(codec: string, allowsTags: boolean) {
    this.#codec = codec;
    this.#allowsTags = allowsTags;
  }

  tag(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        return value.startsWith(MARK) && this.#allowsTags ? MARK + value : value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0) ? value : this.#leaf(`is ${spell(value)}`, spell(value));
      case 'boolean':
        return value;
      case 'undefined':
        return this.#leaf('is undefined', 'u');
      case 'bigint':
        return this.#leaf('is a bigint', `n${spellBigInt(value)}`);
      case 'object':
        return value === null ? null : this.#tagObject(value);
      default:
        return this.#refuse(`is a ${typeof value}`);
    }
  }

  #leaf(what: string, text: string): string {
    this.#mark(what);
    return MARK + text;
  }

  /** A tag is about to be written. */
  #mark(what: string): void {
    if (!this.#allowsTags) this.#refuse(what);
    this.hasTags = true;
  }

  #tagObject(value: object): unknown {
    this.#countParts(1);
    if (this.#depth > MAX_DEPTH) this.#refuseDepth(value);
    this.#holders[this.#depth] = value;
    return this.#tagKnown(value, Object.getPrototypeOf(value));
  }

  #tagKnown(value: object, prototype: unknown): unknown {
    if (prototype === Object.prototype) return this.#fields(value);
    if (Array.isArray(value) && prototype === Array.prototype) return this.#list(value);
    if (prototype === null) return this.#container('has no prototype', () => ['~Bare', this.#fields(value)]);
    if (prototype === Date.prototype && value instanceof Date) return this.#date(value);
    if (prototype === Map.prototype && value instanceof Map) return this.#map(value);
    if (prototype === Set.prototype && value instanceof Set) return this.#set(value);
    if (prototype === RegExp.prototype && value instanceof RegExp) return this.#regExp(value);
    if (value instanceof Error) return this.#error(value);
    const bytes = bytesTag(value, prototype);
    if (bytes !== undefined) return this.#container(`is of class ${nameOfClass(value)}`, () => bytes);
    return this.#refuse(`is an instance of ${nameOfClass(value)}`);
  }

  #container(what: string, make: () => unknown[]): unknown[] {
    this.#mark(what);
    return make();
  }

  #at(step: Step, value: unknown): unknown {
    this.#steps[++this.#depth] = step;
    const tagged = this.tag(value);
    this.#depth--;
    return tagged;
  }

  #fields(value: object): object {
    const names = Object.keys(value);
    if (names.length !== Reflect.ownKeys(value).length) this.#refuse('has fields that are symbols or not enumerable');
    return this.#copyFields(value, names);
  }

  #copyFields(value: object, names: readonly string[]): object {
    this.#countParts(names.length);
    if (names.some(isEscaped)) return this.#listFields(value, names);
    const copy: Record<string, unknown> = {};
    for (const name of names) {
      const part = this.#at(name, Reflect.get(value, name));
      if (name === '__proto__') Object.defineProperty(copy, name, { value: part, enumerable: true });
      else copy[name] = part;
    }
    return copy;
  }

  #listFields(value: object, names: readonly string[]): unknown[] {
    return this.#container('has a field name that JSON writes with an escape', () => [
      '~Fields',
      ...names.flatMap((name) => [this.tag(name), this.#at(name, Reflect.get(value, name))]),
    ]);
  }

  #list(list: readonly unknown[]): unknown[] {
    this.#countParts(list.length);
    const names = Object.keys(list);
    const places = names.filter((name) => String(Number(name)) === name && Number(name) < list.length);
    if (Reflect.ownKeys(list).length !== places.length + 1) this.#refuse('is a list with fields besides its items');
    if (places.length === list.length) return list.map((item, at) => this.#at(at, item));
    return this.#container('is a list with holes', () => [
      '~Sparse',
      list.length,
      ...places.flatMap((at) => [Number(at), this.#at(Number(at), list[Number(at)])]),
    ]);
  }

  #date(date: Date): string {
    this.#refuseFields(date, 0);
    return this.#leaf('is a Date', `D${date.getTime()}`);
  }

  #map(map: ReadonlyMap<unknown, unknown>): unknown[] {
    this.#refuseFields(map, 0);
    this.#countParts(2 * map.size);
    return this.#container('is a Map', () => {
      const parts: unknown[] = ['~Map'];
      for (const [key, item] of map) parts.push(this.#at('key', key), this.#at({ key }, item));
      return parts;
    });
  }

  #set(set: ReadonlySet<unknown>): unknown[] {
    this.#refuseFields(set, 0);
    this.#countParts(set.size);
    return this.#container('is a Set', () => ['~Set', ...Array.from(set, (item, at) => this.#at(at, item))]);
  }

  #regExp(pattern: RegExp): unknown[] {
    this.#refuseFields(pattern, 1);
    const { source, flags, lastIndex } = pattern;
    return this.#container('is a RegExp', () => [
      '~RegExp',
      this.#at('source', source),
      flags,
      this.#at('lastIndex', lastIndex),
    ]);
  }

  #error(error: Error): unknown[] {
    const name = errorClassOf(error) ?? this.#refuse(`is an instance of ${nameOfClass(error)}`);
    if (Object.getOwnPropertySymbols(error).length > 0) this.#refuse('has fields that are symbols');
    const names = Object.getOwnPropertyNames(error);
    const shown = Object.keys(error);
    const hidden = names.filter((field) => !shown.includes(field));
    return this.#container(`is of class ${name}`, () => ['~Error', name, this.#copyFields(error, names), hidden]);
  }

  /** Fields that somebody put on a date, a map, …, would be lost. */
  #refuseFields(value: object, expected: number): void {
    if (Reflect.ownKeys(value).length > expected) this.#refuse(`is a ${nameOfClass(value)} with fields of its own`);
  }

  #countParts(count: number): void {
    this.#parts += count;
    if (this.#parts > MAX_PARTS) this.#refuse(`is reached after ${MAX_PARTS} parts, the most that are stored`);
  }

  #refuseDepth(value: object): never {
    const way = [...this.#holders.slice(0, this.#depth), value];
    const again = way.findIndex((object, at) => way.indexOf(object) < at);
    const repeated = way[again];
    if (repeated === undefined) this.#refuse(`is nested in more than ${MAX_DEPTH} levels, the most that are stored`);
    const original = renderPath(this.#steps.slice(1, way.indexOf(repeated) + 1));
    this.#refuse(`is ${original} itself, so the value has no end`, again);
  }

  #refuse(what: string, depth: number = this.#depth): never {
    const place = renderPath(this.#steps.slice(1, depth + 1));
    throw new UnstorableValueError(
      `${place} ${what}, and codec ${this.#codec} does not carry it. Return data without it, or give the function a codec that carries it.`,
    );
  }
}

function spell(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Decimal digits take time that grows with the square of their number. */
function spellBigInt(value: bigint): string {
  if (BigInt.asIntN(64, value) === value) return String(value);
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}
