/**
 * Freezes plain data in place, however deep. Answers false, and leaves the rest as it is, where a part cannot be
 * frozen so that writing to it throws (Date, Map, bytes, instances).
 */
export function freezeDeep(value: unknown): boolean {
  if (!isFreezable(value, new Set())) return false;
  freezeAll(value, new Set());
  return true;
}

function isFreezable(value: unknown, seen: Set<object>): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null || seen.has(value)) return true;
  seen.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
  return Reflect.ownKeys(value).every((name) => {
    const field = Reflect.getOwnPropertyDescriptor(value, name);
    return field !== undefined && 'value' in field && isFreezable(field.value, seen);
  });
}

function freezeAll(value: unknown, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(Object.freeze(value));
  for (const name of Reflect.ownKeys(value)) freezeAll(Reflect.get(value, name), seen);
}
