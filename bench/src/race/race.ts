import type { Absent } from '../row.ts';
import type { Contestant } from './contestant.ts';

/** The same calls in several implementations, measured by turns. */
export interface Race {
  /** Whether the calls are awaited. */
  readonly calls: 'sync' | 'async';
  /** The arguments, a list for each parameter; all of one length, a power of two. */
  readonly columns: readonly (readonly unknown[])[];
  /** What the ratios are of. */
  readonly base: Contestant;
  readonly contestants: readonly Contestant[];
  readonly absent?: readonly Absent[];
  /** How often a call runs the body once everything is warm; absent: never, for all are hits. */
  readonly runsOfCall?: number;
}
