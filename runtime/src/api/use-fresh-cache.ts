import { type Cache, listStores, openMemoryOnly } from '../cache.ts';
import { endAtHand } from '../call/end-at-hand.ts';
import { zeroCounts } from '../counts.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import type { Milliseconds } from '../units.ts';
import { disposeAll } from './put-stores.ts';

/**
 * Puts an empty cache with default settings and the given clock in place of the present one, which is left as it
 * is; the answer disposes the fresh one and puts the old one back.
 */
export function useFreshCache(cache: Cache, now: () => Milliseconds): () => Promise<void> {
  const { settings, stores, used, surroundings, counts } = cache;
  const handles = Array.from(cache.handles.values(), (handle) => ({
    handle,
    hits: handle.hits,
    misses: handle.misses,
  }));
  endAtHand(cache);
  cache.surroundings = { ...surroundings, now, isFine: true, wallNow: now };
  cache.stores = openMemoryOnly({ now });
  cache.settings = DEFAULT_SETTINGS;
  cache.used = false;
  cache.counts = zeroCounts();
  for (const { handle } of handles) handle.hits = handle.misses = 0;
  return async () => {
    const fresh = listStores(cache);
    endAtHand(cache);
    Object.assign(cache, { settings, stores, used, surroundings, counts });
    for (const { handle, hits, misses } of handles) Object.assign(handle, { hits, misses });
    await disposeAll(cache, fresh);
  };
}
