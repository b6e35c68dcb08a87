/** What happened in this process since it started, over all functions. */
export interface Counts {
  hits: number;
  misses: number;
  /** Calls that took the value of a computation that ran already; counted as hits too. */
  joins: number;
  stored: number;
  /** Results that were returned, but not stored. */
  refused: number;
  /** Operations that a store failed. */
  storeErrors: number;
  invalidations: number;
}

/** Nothing has happened yet. */
export function zeroCounts(): Counts {
  return { hits: 0, misses: 0, joins: 0, stored: 0, refused: 0, storeErrors: 0, invalidations: 0 };
}
