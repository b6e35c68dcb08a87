import type { Contestant } from '../race/contestant.ts';
import type { Absent } from '../row.ts';

/** Those that can run, and those that cannot, with the reason. */
export function sortOut(entries: readonly (Contestant | Absent)[]): {
  readonly contestants: readonly Contestant[];
  readonly absent: readonly Absent[];
} {
  return {
    contestants: entries.filter((entry): entry is Contestant => !('reason' in entry)),
    absent: entries.filter((entry): entry is Absent => 'reason' in entry),
  };
}
