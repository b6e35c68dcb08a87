import { type Cache, listStores } from '../cache.ts';

/**
 * Lets every call ask the stores by key once more: called where something changes that decides whether an entry at hand
 * may be served. An invalidation in memory does it by itself.
 */
export function endAtHand(cache: Cache): void {
  for (const { resident } of listStores(cache)) resident?.touchAll?.();
}
