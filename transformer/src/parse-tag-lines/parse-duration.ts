import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
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

/** A duration such as `500ms 30s 10m 1.5h 7d` in whole milliseconds, or what is wrong with it. */
export function parseDuration({ option, value, span, words, insteadOfZero }: DurationOption): number | Diagnostic {
  const [, digits, unit] = /^([+-]?\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(value) ?? [];
  if (digits !== undefined && unit === '' && Number(digits) > 0) {
    return DIAGNOSTICS.durationWithoutUnit(span, { option, value });
  }
  const factor = unit === '' ? 1 : UNITS.get(unit ?? '');
  const duration = digits === undefined || factor === undefined ? Number.NaN : Math.round(Number(digits) * factor);
  if (duration <= 0) return DIAGNOSTICS.durationNotPositive(span, { option, value, instead: insteadOfZero });
  return duration <= LONGEST ? duration : DIAGNOSTICS.badDuration(span, { option, value, words });
}
