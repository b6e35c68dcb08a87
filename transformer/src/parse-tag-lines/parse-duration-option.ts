import { parseDuration } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';

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

/** The option's duration in whole milliseconds, or what is wrong with it. */
export function parseDurationOption({
  option,
  value,
  span,
  words,
  insteadOfZero,
}: DurationOption): number | Diagnostic {
  const duration = parseDuration(value);
  switch (duration) {
    case 'no-unit':
      return DIAGNOSTICS.durationWithoutUnit(span, { option, value });
    case 'not-positive':
      return DIAGNOSTICS.durationNotPositive(span, { option, value, instead: insteadOfZero });
    case 'unknown-unit':
    case 'too-long':
    case 'not-a-number':
      return DIAGNOSTICS.badDuration(span, { option, value, words });
    default:
      return duration;
  }
}
