/** What stands where an id is expected, with its type, for messages: `undefined`, `[1,2] (array)`, `NaN (number)`. */
export function describeNoId(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  const text = typeof value === 'object' ? textOf(value) : String(value);
  return `${text} (${Array.isArray(value) ? 'array' : typeof value})`;
}

function textOf(value: object): string {
  try {
    return JSON.stringify(value).slice(0, 100);
  } catch {
    // What JSON cannot print has its type for a description.
    return 'something';
  }
}
