import { MAX_DEPTH, MAX_PARTS } from './limits.ts';

/** What is left of the parts that a value may have. */
interface Budget {
  parts: number;
}

/**
 * Whether `JSON.parse(JSON.stringify(value))` is the same value: null, booleans, strings, finite numbers but -0, lists
 * without holes, and objects with only fields of such. False also where only a closer look could tell; never throws for
 * a value without throwing accessors. This is the way that nearly all values take, so it looks at each part once.
 */
export function isPlainJson(value: unknown): boolean {
  return isPlain(value, 0, { parts: MAX_PARTS });
}

function isPlain(value: unknown, depth: number, budget: Budget): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return value === 0 ? !Object.is(value, -0) : Number.isFinite(value);
  if (typeof value !== 'object' || depth > MAX_DEPTH) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return hasPlainFields(value, depth, budget);
  return prototype === Array.prototype && Array.isArray(value) && hasPlainItems(value, depth, budget);
}

function hasPlainFields(value: object, depth: number, budget: Budget): boolean {
  let fields = 0;
  for (const name in value) {
    // A name that comes from a polluted prototype makes the count below wrong, and the answer false.
    if (!isPlain((value as Record<string, unknown>)[name], depth + 1, budget)) return false;
    fields++;
  }
  budget.parts -= fields + 1;
  if (budget.parts < 0) return false;
  // Hidden fields and symbols would be lost.
  return fields === Object.getOwnPropertyNames(value).length && Object.getOwnPropertySymbols(value).length === 0;
}

function hasPlainItems(value: readonly unknown[], depth: number, budget: Budget): boolean {
  const { length } = value;
  budget.parts -= length + 1;
  if (budget.parts < 0) return false;
  for (let i = 0; i < length; i++) if (!isPlain(value[i], depth + 1, budget)) return false;
  // No item is `undefined`, so there are no holes; a list with fields besides its items has more names.
  return Object.keys(value).length === length && Object.getOwnPropertySymbols(value).length === 0;
}
