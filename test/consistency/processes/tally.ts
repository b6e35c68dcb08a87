/** What a run has seen. */
export interface Tally {
  /** Calls whose values were checked. */
  reads: number;
  /** Rows that lists and searches did not show. */
  missing: number;
  /** Calls that were served, and calls whose body ran, as far as the processes told before they ended. */
  hits: number;
  misses: number;
  changes: number;
  commits: number;
  rollBacks: number;
  /** Invalidations: taken at once, not taken at once, and of these taken later. */
  acknowledged: number;
  failed: number;
  late: number;
  /** Of the wall clocks of processes. */
  jumps: number;
}

/** Nothing yet. */
export function emptyTally(): Tally {
  const calls = { reads: 0, missing: 0, hits: 0, misses: 0 };
  return { ...calls, changes: 0, commits: 0, rollBacks: 0, acknowledged: 0, failed: 0, late: 0, jumps: 0 };
}
