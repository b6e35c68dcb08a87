/** Invalidations go to every store in use, in parallel, and resolve when all of them acknowledged. */
import { type Cache, listStores } from '../cache.ts';
import { InvalidationError } from '../errors.ts';
import type { FunctionSpec } from '../spec.ts';
import type { Store } from '../store/port.ts';

/**
 * Writes the next stamp to each dependency.
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export async function invalidateDependencies(cache: Cache, dependencies: readonly string[]): Promise<void> {
  cache.flights.detach(dependencies);
  await toAll(listStores(cache), dependencies, async (store) => {
    await store.invalidate(dependencies);
  });
  if (cache.events.wants.invalidate) cache.events.emit('invalidate', { dependencies });
}

/**
 * Ends the entry under a key in the store where functions of this kind live.
 * @throws InvalidationError (HF3005) where the store did not take it.
 */
export async function invalidateKey(cache: Cache, key: string, calls: FunctionSpec['calls']): Promise<boolean> {
  cache.flights.detachKey(key);
  const store = calls === 'sync' ? cache.syncStore : cache.store;
  let existed = false;
  await toAll([store], [key], async (it) => {
    existed = (await it.invalidateKeys([key]))[0] ?? false;
  });
  if (cache.events.wants.invalidate) cache.events.emit('invalidate', { key });
  return existed;
}

async function toAll(
  stores: readonly Store[],
  names: readonly string[],
  write: (store: Store) => Promise<void>,
): Promise<void> {
  const outcomes = await Promise.allSettled(stores.map((store) => write(store)));
  const failures = outcomes.flatMap((outcome, i) =>
    outcome.status === 'rejected' ? [{ kind: stores[i]?.kind, reason: outcome.reason as unknown }] : [],
  );
  if (failures.length === 0) return;
  throw new InvalidationError(
    `${names.join(', ')} could not be invalidated in the store ${failures.map((failure) => failure.kind).join(', ')}. What depends on it may still be served; repeat the invalidation when the store answers.`,
    names,
    { cause: failures.length === 1 ? failures[0]?.reason : new AggregateError(failures.map((it) => it.reason)) },
  );
}
