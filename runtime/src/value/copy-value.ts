/**
 * Copies of stored values. A copy must be a value of the same types that shares nothing mutable with the
 * original; what has no such copy (functions, instances of classes, …) is uncopyable, and is then not stored.
 * `structuredClone` is not used: it turns an instance into a plain object without a word.
 *
 * Whether one object stands at two places of a value is found out once, when the value is stored. Trees (nearly
 * all values) are then copied without remembering what was seen, which is the cost of a copy.
 */

import { fieldBesideItems } from './field-beside-items.ts';

/** Makes a fresh copy of the value it was made for. */
export type Copier = (value: unknown) => unknown;

/** Originals and their copies within one value; `undefined`: the value is a tree. */
type Seen = SharingMap | Map<object, unknown> | undefined;

/** A value as memory keeps it, with the way to hand it out. */
export interface IsolatedValue {
  readonly kept: unknown;
  readonly copier: Copier;
}

/** Thrown for a part that cannot be copied, through however many copiers stand around it. */
class Uncopyable extends Error {}

/** Gives the value itself. */
export const share: Copier = (value) => value;
const copyTree: Copier = (value) => copyAny(value, undefined);
const copyGraph: Copier = (value) => copyAny(value, new Map());

/** A copy that shares nothing with the value, and how to copy it again; `undefined` where there is no such copy. */
export function snapshot(value: unknown): IsolatedValue | undefined {
  const seen = new SharingMap();
  try {
    const kept = copyAny(value, seen);
    if (seen.first === undefined) return { kept, copier: share };
    return { kept, copier: seen.shared ? copyGraph : copyTree };
  } catch (error) {
    if (error instanceof Uncopyable) return undefined;
    throw error;
  }
}

/** Notices when an object is met a second time. Most values are one object, and a `Map` costs more than its copy. */
class SharingMap {
  first: object | undefined;
  shared = false;
  #copy: unknown;
  #others: Map<object, unknown> | undefined;

  get(key: object): unknown {
    const found = key === this.first ? this.#copy : this.#others?.get(key);
    if (found) this.shared = true;
    return found;
  }

  set(key: object, copy: unknown): void {
    if (this.first) {
      this.#others ??= new Map();
      this.#others.set(key, copy);
    } else {
      this.first = key;
      this.#copy = copy;
    }
  }
}

function copyAny(value: unknown, seen: Seen): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw new Uncopyable();
  if (typeof value !== 'object' || value === null) return value;
  const known = seen?.get(value);
  if (known !== undefined) return known;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return copyFields(value, { ...value }, seen);
  if (Array.isArray(value) && prototype === Array.prototype) return copyArray(value, seen);
  if (prototype === null) return copyFields(value, Object.assign(Object.create(null), value), seen);
  return copyBuiltIn(value, prototype, seen);
}

function copyArray(value: readonly unknown[], seen: Seen): unknown {
  const copy = remember(value, new Array<unknown>(value.length), seen);
  if (seen !== undefined && !hasOnlyItems(value)) throw new Uncopyable();
  for (let i = 0; i < value.length; i++) {
    const item = value[i];
    if (item !== undefined || i in value) copy[i] = copyAny(item, seen);
  }
  return copy;
}

/** No fields besides the items, as the result of `RegExp#exec` has them. Checked when stored, not at each copy. */
function hasOnlyItems(value: readonly unknown[]): boolean {
  return Object.getOwnPropertySymbols(value).length === 0 && fieldBesideItems(value) === undefined;
}

/** `copy` has the value's own fields: a `__proto__` among them is a field of data there, and stays one. */
function copyFields(value: object, copy: Record<string, unknown>, seen: Seen): unknown {
  remember(value, copy, seen);
  if (seen !== undefined && !isPlainData(value)) throw new Uncopyable();
  for (const name in copy) {
    const part = copy[name];
    const own = copyAny(part, seen);
    if (own !== part && Object.hasOwn(copy, name)) copy[name] = own;
  }
  return copy;
}

/** Only enumerable string-named data fields: no accessors, symbols, hidden fields. Checked when stored, not at each copy. */
function isPlainData(value: object): boolean {
  if (Object.getOwnPropertySymbols(value).length > 0) return false;
  return Object.getOwnPropertyNames(value).every((name) => {
    // One by one: a list of all descriptors costs three times as much.
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    return descriptor?.enumerable === true && 'value' in descriptor;
  });
}

function copyBuiltIn(value: object, prototype: unknown, seen: Seen): unknown {
  const isClean = seen === undefined || !hasFieldsOfItsOwn(value);
  if (isClean && prototype === Date.prototype && value instanceof Date) {
    return remember(value, new Date(value.getTime()), seen);
  }
  if (isClean && prototype === Map.prototype && value instanceof Map) return copyMap(value, seen);
  if (isClean && prototype === Set.prototype && value instanceof Set) return copySet(value, seen);
  if (isClean && prototype === RegExp.prototype && value instanceof RegExp) {
    return remember(value, copyRegExp(value), seen);
  }
  if (value instanceof Error && isErrorPrototype(prototype)) return copyError(value, seen);
  if (isClean && isBytes(value) && isGlobalPrototype(prototype)) return remember(value, copyBytes(value), seen);
  throw new Uncopyable();
}

function copyMap(value: ReadonlyMap<unknown, unknown>, seen: Seen): unknown {
  const copy = remember(value, new Map<unknown, unknown>(), seen);
  for (const [key, item] of value) copy.set(copyAny(key, seen), copyAny(item, seen));
  return copy;
}

function copySet(value: ReadonlySet<unknown>, seen: Seen): unknown {
  const copy = remember(value, new Set<unknown>(), seen);
  for (const item of value) copy.add(copyAny(item, seen));
  return copy;
}

function copyRegExp(value: RegExp): RegExp {
  const copy = new RegExp(value.source, value.flags);
  copy.lastIndex = value.lastIndex;
  return copy;
}

function isBytes(value: object): boolean {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

/** Whether the prototype is a global class's own, so that a clone has the same one. */
function isGlobalPrototype(prototype: unknown): boolean {
  const { constructor } = Object(prototype);
  if (typeof constructor !== 'function' || constructor.prototype !== prototype) return false;
  return Reflect.get(globalThis, constructor.name) === constructor;
}

/** The classes of errors of the language; others (DOMException, a user's own) have state that fields do not show. */
function isErrorPrototype(prototype: unknown): boolean {
  const { constructor } = Object(prototype);
  return isGlobalPrototype(prototype) && (constructor === Error || Object.getPrototypeOf(constructor) === Error);
}

/** Fields that somebody put on a date, a map, …, which its copy would not have. Checked when stored, not at each copy. */
function hasFieldsOfItsOwn(value: object): boolean {
  if (value instanceof Error || ArrayBuffer.isView(value)) return false;
  const expected = value instanceof RegExp ? 1 : 0;
  return Reflect.ownKeys(value).length > expected;
}

/** Views share no memory with the original's buffer. */
function copyBytes(value: object): unknown {
  if (typeof Buffer !== 'undefined' && Buffer.isBuffer(value)) return Buffer.from(value);
  if (value instanceof ArrayBuffer || value instanceof DataView) return structuredClone(value);
  // The other views are the typed arrays, all of which have `slice`.
  return (value as Uint8Array).slice();
}

function copyError(value: Error, seen: Seen): unknown {
  // A real error of the same class; its class's own constructor is not called.
  const copy: Error = remember(value, Reflect.construct(Error, [], Object.getPrototypeOf(value).constructor), seen);
  for (const name of Object.getOwnPropertyNames(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    Object.defineProperty(copy, name, {
      value: copyAny(Reflect.get(value, name), seen),
      enumerable: descriptor?.enumerable ?? false,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}

/** Notes the copy before its parts are copied, which may contain the value. */
function remember<T>(value: object, copy: T, seen: Seen): T {
  seen?.set(value, copy);
  return copy;
}
