import type { Cache } from '../cache.ts';
import type { Counts } from '../counts.ts';
import type { PendingInvalidation } from '../invalidation/outbox.ts';

/** What happened in this process since it started, over all functions. */
export interface Stats extends Readonly<Counts> {
  /** Computations that run now and can be joined. */
  readonly flights: number;
  readonly pendingInvalidations: readonly PendingInvalidation[];
  /** Counts by `namespace:id`, since the function was loaded or cleared. */
  readonly functions: Readonly<Record<string, { readonly hits: number; readonly misses: number }>>;
}

/** A copy of the counts as they stand. */
export function readStats(cache: Cache): Stats {
  const functions: Record<string, { readonly hits: number; readonly misses: number }> = {};
  let { hits, misses } = cache.counts;
  for (const [name, handle] of cache.handles) {
    functions[name] = { hits: handle.hits, misses: handle.misses };
    hits += handle.hits;
    misses += handle.misses;
  }
  return {
    ...cache.counts,
    hits,
    misses,
    flights: [...cache.flights.places.values()].filter(({ flight }) => flight !== undefined).length,
    pendingInvalidations: cache.outbox?.list() ?? [],
    functions,
  };
}
