/**
 * Freezes plain data in place, however deep. Answers false, and leaves the rest as it is, where a part cannot be
 * frozen so that writing to it throws (Date, Map, bytes, instances).
 */
export function freezeDeep(value: unknown): boolean {
  const found = new Set<object>();
  if (!isFreezable(value, found)) return false;
  for (const object of found) Object.freeze(object);
  return true;
}

/** Whether all of it can be frozen; its objects are added to `found`. */
function isFreezable(value: unknown, found: Set<object>): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null || found.has(value)) return true;
  found.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
  return Reflect.ownKeys(value).every((name) => {
    const field = Reflect.getOwnPropertyDescriptor(value, name);
    return field !== undefined && 'value' in field && isFreezable(field.value, found);
  });
}
