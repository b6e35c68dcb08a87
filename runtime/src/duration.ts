import type { Milliseconds } from './units.ts';

const UNITS: Readonly<Record<string, Milliseconds>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Why a text is no duration. */
export type DurationProblem = 'no-unit' | 'unknown-unit' | 'not-positive' | 'not-a-number';

/**
 * Reads `500ms`, `30s`, `10m`, `2h`, `7d`, `1.5h` as whole milliseconds. A bare number is a problem, since nothing
 * tells whether seconds or milliseconds are meant; so are 0 and negative ones.
 */
export function parseDuration(text: string): Milliseconds | DurationProblem {
  const match = /^([+-]?\d+(?:\.\d+)?)([a-z]*)$/i.exec(text);
  if (match === null) return 'not-a-number';
  // Both groups always take part in a match.
  const [, digits, unit] = match as unknown as [string, string, string];
  if (unit === '') return 'no-unit';
  const factor = UNITS[unit];
  if (factor === undefined) return 'unknown-unit';
  const duration = Math.round(Number(digits) * factor);
  return duration > 0 ? duration : 'not-positive';
}
