import type { Cache } from '../cache.ts';
import type { Handle } from '../call/handle.ts';

/** Sets the function's counts to 0; the totals over all functions stay. */
export function resetCounts(cache: Cache, handle: Handle): void {
  cache.counts.hits += handle.hits;
  cache.counts.misses += handle.misses;
  handle.hits = 0;
  handle.misses = 0;
}
