import { type Cache, listStores, openMemoryOnly, type Stores } from '../cache.ts';
import { endAtHand } from '../call/end-at-hand.ts';
import { outboxOf } from '../invalidation/invalidate.ts';
import type { Store } from '../store/port.ts';

/** Puts these stores in place of those in use and closes the ones that are left; nothing of a call stays at hand. */
export async function putStores(cache: Cache, stores: Stores): Promise<void> {
  const old = listStores(cache);
  endAtHand(cache);
  for (const { atHand } of cache.handles.values()) atHand?.giveUp();
  cache.stores = stores;
  cache.used = false;
  const kept = new Set(listStores(cache));
  const left = old.filter((store) => !kept.has(store));
  for (const store of kept) {
    if (!old.includes(store)) for (const targets of cache.unsettled) outboxOf(cache).add(store, targets);
  }
  for (const store of left) cache.outbox?.drop(store);
  await disposeAll(cache, left);
}

/** Closes stores. One that fails to is an event: it is out of use already. */
export async function disposeAll(cache: Cache, stores: readonly Store[]): Promise<void> {
  for (const outcome of await Promise.allSettled(stores.map(async (store) => store.dispose()))) {
    if (outcome.status === 'rejected') cache.events.emit('error', { operation: 'dispose', error: outcome.reason });
  }
}

/** Closes the stores; later calls start with an empty memory store. */
export async function disposeCache(cache: Cache): Promise<void> {
  await putStores(cache, openMemoryOnly(cache.surroundings));
}
