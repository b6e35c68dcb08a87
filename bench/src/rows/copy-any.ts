/** A copy of plain data of any shape: what a person writes once for all types. */
export function copyAny<T>(value: T): T;
export function copyAny(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copyAny(item));
  const copy: Record<string, unknown> = {};
  // An object's own fields can be read by their names.
  for (const name of Object.keys(value)) copy[name] = copyAny((value as Record<string, unknown>)[name]);
  return copy;
}
