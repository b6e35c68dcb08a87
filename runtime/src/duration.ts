import type { Milliseconds } from './units.ts';

const UNITS: ReadonlyMap<string, Milliseconds> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** 100 years: more is a slip rather than a wish, and `ttl=forever` says it better. */
const LONGEST: Milliseconds = 3_155_760_000_000;

/** Why a text is no duration. */
export type DurationProblem = 'no-unit' | 'unknown-unit' | 'not-positive' | 'too-long' | 'not-a-number';

/**
 * Reads `500ms`, `30s`, `10m`, `2h`, `7d` as whole milliseconds; `1.5h` is 90 minutes, and what is finer than a
 * millisecond is rounded. Units are lower case, since `M` could mean months. A bare number is a problem, since nothing
 * tells whether seconds or milliseconds are meant; so are 0, with or without a unit, negative ones, a `+` before the
 * number, and more than 100 years.
 */
export function parseDuration(text: string): Milliseconds | DurationProblem {
  const [, digits, unit] = /^(-?\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return 'not-a-number';
  if (unit === '') return Number(digits) > 0 ? 'no-unit' : 'not-positive';
  const factor = UNITS.get(unit);
  if (factor === undefined) return 'unknown-unit';
  const duration = Math.round(Number(digits) * factor);
  if (duration <= 0) return 'not-positive';
  return duration <= LONGEST ? duration : 'too-long';
}
