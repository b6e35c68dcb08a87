/**
 * Copies of stored values. A copy must be a value of the same types that shares nothing mutable with the
 * original; what has no such copy (functions, instances of classes, …) is `UNCOPYABLE`, and is then not stored.
 * `structuredClone` is not used: it turns an instance into a plain object without a word.
 *
 * Whether one object stands at two places of a value is found out once, when the value is stored. Trees (nearly
 * all values) are then copied without remembering what was seen, which is the cost of a copy.
 */

/** Answer for a value that cannot be copied. */
export const UNCOPYABLE: unique symbol = Symbol('holdfast.uncopyable');

/** Makes a fresh copy of the value it was made for. */
export type Copier = (value: unknown) => unknown;

/** Originals and their copies within one value; `undefined`: the value is a tree. */
type Seen = Map<object, unknown> | undefined;

/** A value with the copier that fits it: `copy` shares nothing with the original. */
export interface Snapshot {
  readonly copy: unknown;
  readonly copier: Copier;
}

const share: Copier = (value) => value;
const copyTree: Copier = (value) => copyAny(value, undefined);
const copyGraph: Copier = (value) => copyAny(value, new Map());

/** A copy of the value and how to copy it again, or `UNCOPYABLE`. */
export function snapshot(value: unknown): Snapshot | typeof UNCOPYABLE {
  if (isPrimitive(value)) return { copy: value, copier: share };
  const seen = new SharingMap();
  const copy = copyAny(value, seen);
  if (copy === UNCOPYABLE) return UNCOPYABLE;
  return { copy, copier: seen.shared ? copyGraph : copyTree };
}

/** Notices when an object is met a second time. */
class SharingMap extends Map<object, unknown> {
  shared = false;

  override get(key: object): unknown {
    const found = super.get(key);
    if (found !== undefined) this.shared = true;
    return found;
  }
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') || value === null;
}

function copyAny(value: unknown, seen: Seen): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? UNCOPYABLE : value;
  }
  const known = seen?.get(value);
  if (known !== undefined) return known;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return copyFields(value, {}, seen);
  if (Array.isArray(value)) return prototype === Array.prototype ? copyArray(value, seen) : UNCOPYABLE;
  if (prototype === null) return copyFields(value, Object.create(null), seen);
  return copyBuiltIn(value, prototype, seen);
}

function copyArray(value: readonly unknown[], seen: Seen): unknown {
  const copy: unknown[] = new Array(value.length);
  seen?.set(value, copy);
  if (seen !== undefined && !hasOnlyItems(value)) return UNCOPYABLE;
  for (let i = 0; i < value.length; i++) {
    const item = value[i];
    if (item === undefined && !(i in value)) continue;
    const copied = copyAny(item, seen);
    if (copied === UNCOPYABLE) return UNCOPYABLE;
    copy[i] = copied;
  }
  return copy;
}

/** No fields besides the items, as the result of `RegExp#exec` has them. Checked when stored, not at each copy. */
function hasOnlyItems(value: readonly unknown[]): boolean {
  return Object.getOwnPropertySymbols(value).length === 0 && Object.keys(value).length === countItems(value);
}

function countItems(value: readonly unknown[]): number {
  let count = 0;
  for (let i = 0; i < value.length; i++) if (i in value) count++;
  return count;
}

function copyFields(value: object, copy: object, seen: Seen): unknown {
  seen?.set(value, copy);
  if (seen !== undefined && !isPlainData(value)) return UNCOPYABLE;
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue;
    // Object.hasOwn proved that the field is there.
    const copied = copyAny((value as Record<string, unknown>)[name], seen);
    if (copied === UNCOPYABLE) return UNCOPYABLE;
    setField(copy, name, copied);
  }
  return copy;
}

/** Only enumerable string-named data fields: no accessors, symbols, hidden fields. Checked when stored, not at each copy. */
function isPlainData(value: object): boolean {
  const descriptors = Object.getOwnPropertyDescriptors(value);
  return Reflect.ownKeys(descriptors).every((name) => {
    const descriptor = typeof name === 'string' ? descriptors[name] : undefined;
    return descriptor?.enumerable === true && 'value' in descriptor;
  });
}

/** `__proto__` as a field of data stays a field. */
function setField(copy: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(copy, name, { value, enumerable: true, writable: true, configurable: true });
    return;
  }
  // Objects made here are plain and take any field.
  (copy as Record<string, unknown>)[name] = value;
}

function copyBuiltIn(value: object, prototype: unknown, seen: Seen): unknown {
  if (seen !== undefined && hasFieldsOfItsOwn(value)) return UNCOPYABLE;
  if (prototype === Date.prototype && value instanceof Date) return remember(value, new Date(value.getTime()), seen);
  if (prototype === Map.prototype && value instanceof Map) return copyMap(value, seen);
  if (prototype === Set.prototype && value instanceof Set) return copySet(value, seen);
  if (prototype === RegExp.prototype && value instanceof RegExp) return remember(value, copyRegExp(value), seen);
  if (value instanceof Error) return isErrorPrototype(prototype) ? copyError(value, seen) : UNCOPYABLE;
  return isBytes(value) && isGlobalPrototype(prototype) ? remember(value, copyBytes(value), seen) : UNCOPYABLE;
}

function copyMap(value: ReadonlyMap<unknown, unknown>, seen: Seen): unknown {
  const copy = new Map<unknown, unknown>();
  seen?.set(value, copy);
  for (const [key, item] of value) {
    const copiedKey = copyAny(key, seen);
    const copiedItem = copyAny(item, seen);
    if (copiedKey === UNCOPYABLE || copiedItem === UNCOPYABLE) return UNCOPYABLE;
    copy.set(copiedKey, copiedItem);
  }
  return copy;
}

function copySet(value: ReadonlySet<unknown>, seen: Seen): unknown {
  const copy = new Set<unknown>();
  seen?.set(value, copy);
  for (const item of value) {
    const copied = copyAny(item, seen);
    if (copied === UNCOPYABLE) return UNCOPYABLE;
    copy.add(copied);
  }
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
  if (value instanceof ArrayBuffer) return structuredClone(value);
  if (value instanceof DataView) {
    return new DataView(new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice().buffer);
  }
  // The other views are the typed arrays, all of which have `slice`.
  return (value as Uint8Array).slice();
}

function copyError(value: Error, seen: Seen): unknown {
  // A real error of the same class; its class's own constructor is not called.
  const copy: Error = Reflect.construct(Error, [], Object.getPrototypeOf(value).constructor);
  seen?.set(value, copy);
  for (const name of Object.getOwnPropertyNames(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, name);
    const copied = copyAny(Reflect.get(value, name), seen);
    if (copied === UNCOPYABLE) return UNCOPYABLE;
    Object.defineProperty(copy, name, {
      value: copied,
      enumerable: descriptor?.enumerable ?? false,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}

function remember(value: object, copy: unknown, seen: Seen): unknown {
  seen?.set(value, copy);
  return copy;
}
