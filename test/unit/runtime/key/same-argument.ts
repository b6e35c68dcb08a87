/**
 * Whether two values count as one argument, decided without printing: the reference that the printer is tested against.
 * It says what docs/keys.md says: nothing of different type is equal, -0 is 0, NaN is NaN, an absent field is an
 * undefined one, a hole is undefined, order counts in arrays only, an instance is its toJSON().
 */
export function sameArgument(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b || Object.is(a, b);
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return sameInOrder(Array.from(a), Array.from(b));
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof Set && b instanceof Set) return sameInAnyOrder([...a], [...b], sameArgument);
  if (a instanceof Map && b instanceof Map) return sameInAnyOrder([...a], [...b], sameInOrder);
  if (kind === 'instance') return sameArgument(jsonOf(a), jsonOf(b));
  if (kind !== 'plain') return Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
  return sameInAnyOrder(definedFields(a), definedFields(b), ([name, value], [otherName, other]) => {
    return name === otherName && sameArgument(value, other);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function kindOf(value: object): string {
  if (value instanceof Uint8Array) return 'Uint8Array';
  const known = [Array, Date, Set, Map, ArrayBuffer].find((type) => value instanceof type);
  if (known !== undefined) return known.name;
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  return typeof Reflect.get(value, 'toJSON') === 'function' ? 'instance' : 'plain';
}

function jsonOf(value: object): unknown {
  return Reflect.apply(Reflect.get(value, 'toJSON'), value, ['']);
}

function bytesOf(value: object): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw new TypeError('The reference knows no such value.');
}

function definedFields(value: object): (readonly [string, unknown])[] {
  return Object.entries(value).filter(([, field]) => field !== undefined);
}

function sameInOrder(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => sameArgument(item, b[index]));
}

/** `same` is an equivalence, so that taking the first match is as good as any other. */
function sameInAnyOrder<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  const rest = [...b];
  const allFound = a.every((item) => {
    const found = rest.findIndex((other) => same(item, other));
    if (found >= 0) rest.splice(found, 1);
    return found >= 0;
  });
  return allFound && rest.length === 0;
}
