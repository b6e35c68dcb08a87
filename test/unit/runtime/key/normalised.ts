import { JsonForm } from '../../../../runtime/src/key/parse-value.ts';

/** The plainest form of a value: what reading its printed form back must give, deep and strictly equal. */
export function normalised(value: unknown): unknown {
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, normalised);
  if (value instanceof Set) return new Set(Array.from(value, normalised));
  if (value instanceof Map) return new Map(Array.from(value, ([key, item]) => [normalised(key), normalised(item)]));
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (value instanceof Date || value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value;
  const toJSON: unknown = Reflect.get(value, 'toJSON');
  if (typeof toJSON === 'function') return new JsonForm(normalised(Reflect.apply(toJSON, value, [''])));
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, normalised(field)]));
}
