import { parseDuration as readDuration } from '../../../runtime/src/duration.ts';
import { type Diagnostic, DIAGNOSTICS } from '../diagnostics.ts';
import type { Span } from '../span.ts';

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
export function parseDuration({ option, value, span, words, insteadOfZero }: DurationOption): number | Diagnostic {
  const duration = readDuration(value);
  if (duration === 'not-positive' || (duration === 'no-unit' && Number(value) <= 0)) {
    return DIAGNOSTICS.durationNotPositive(span, { option, value, instead: insteadOfZero });
  }
  if (duration === 'no-unit') return DIAGNOSTICS.durationWithoutUnit(span, { option, value });
  if (typeof duration === 'string' || duration > LONGEST) return DIAGNOSTICS.badDuration(span, { option, value, words });
  return duration;
}
