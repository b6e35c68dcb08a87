import { type Diagnostic, DIAGNOSTICS } from '../diagnostics.ts';
import type { Span } from '../span.ts';

const UNITS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

const LONGEST = 36_525 * 86_400_000;

interface DurationOption {
  readonly option: string;
  readonly value: string;
  /** The value's place, for the diagnostic. */
  readonly span: Span;
  /** Words that the option takes beside a duration. */
  readonly words: readonly string[];
  /** The fix for a duration of zero or less. */
  readonly insteadOfZero: string;
}

/** A duration such as `500ms 30s 10m 2h 7d` in milliseconds, or what is wrong with it. */
export function parseDuration(given: DurationOption): number | Diagnostic {
  const { option, value, span, words } = given;
  const [, sign = '', digits = '', unit = ''] = /^([+-]?)([\d.]+)([A-Za-z]*)$/.exec(value) ?? [];
  const factor = UNITS.get(unit);
  if (digits !== '' && (sign === '-' || Number(digits) === 0) && (unit === '' || factor !== undefined)) {
    return DIAGNOSTICS.durationNotPositive(span, { option, value, instead: given.insteadOfZero });
  }
  if (/^\d+$/.test(digits) && sign === '') {
    if (unit === '') return DIAGNOSTICS.durationWithoutUnit(span, { option, value });
    const duration = Number(digits) * (factor ?? Number.NaN);
    if (duration <= LONGEST) return duration;
  }
  return DIAGNOSTICS.badDuration(span, { option, value, words });
}
