/**
 * Freezes plain data in place, however deep. Answers false, and leaves the rest as it is, where a part cannot be
 * frozen so that writing to it throws (Date, Map, bytes, instances).
 */
export function freezeDeep(value: unknown): boolean {
  if (!isFreezable(value, new Set())) return false;
  freezeAll(value);
  return true;
}

function isFreezable(value: unknown, seen: Set<object>): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null || seen.has(value)) return true;
  seen.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
  return Object.values(Object.getOwnPropertyDescriptors(value)).every(
    (field) => 'value' in field && isFreezable(field.value, seen),
  );
}

function freezeAll(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const field of Object.values(value)) freezeAll(field);
}
