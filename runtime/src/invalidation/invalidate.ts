/**
 * Invalidations go to every store in use, in parallel, and resolve when all of them acknowledged. Inside
 * `invalidateAfter` they are collected instead. What a store does not take stays in the outbox.
 */
import { type Cache, listStores } from '../cache.ts';
import { InvalidationError } from '../errors.ts';
import { inBackground } from '../in-background.ts';
import type { Store } from '../store/port.ts';
import { Outbox } from './outbox.ts';
import { type InvalidationTargets, listTargets } from './targets.ts';
import { collect, runInScope } from './transaction-scope.ts';

/**
 * Writes the next stamp to each dependency.
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export async function invalidateDependencies(cache: Cache, dependencies: readonly string[]): Promise<void> {
  const targets = { dependencies, keys: [] };
  const scope = cache.scopes.current();
  if (scope === undefined) await writeInvalidation(cache, targets);
  else collect(scope, targets);
}

/**
 * Ends the entries under a key; resolves to whether there was one that could have been served.
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export async function invalidateKey(cache: Cache, key: string): Promise<boolean> {
  const targets = { dependencies: [], keys: [key] };
  const scope = cache.scopes.current();
  if (scope === undefined) return writeInvalidation(cache, targets);
  collect(scope, targets);
  return hasEntry(cache, key);
}

/** A store that does not answer must not fail the transaction: then it is taken to have none. */
async function hasEntry(cache: Cache, key: string): Promise<boolean> {
  const request = { key, dependencies: [] };
  const readings = await Promise.allSettled(listStores(cache).map(async (store) => store.read([request])));
  return readings.some((outcome) => {
    if (outcome.status === 'fulfilled') return outcome.value[0]?.entry !== undefined;
    cache.events.emit('error', { operation: 'read', error: outcome.reason, key });
    return false;
  });
}

/**
 * Runs the callback and writes what it invalidated when it has resolved; where it rejects, nothing is written.
 * A scope inside another belongs to the outer one.
 */
export async function invalidateAfter<T>(cache: Cache, callback: () => PromiseLike<T> | T): Promise<T> {
  if (cache.scopes.current() !== undefined) return callback();
  const { result, collected } = await runInScope(cache.scopes, callback);
  if (listTargets(collected).length > 0) await writeInvalidation(cache, collected);
  return result;
}

/** Writes to all stores; answers whether one of the keys had an entry. */
async function writeInvalidation(cache: Cache, targets: InvalidationTargets): Promise<boolean> {
  detach(cache, targets);
  if (cache.settling !== undefined) await cache.settling;
  const stores = listStores(cache);
  const outcomes = await Promise.allSettled(stores.map((store) => writeTo(store, targets)));
  const failures = outcomes.flatMap((outcome, i) => {
    const store = stores[i];
    return outcome.status === 'rejected' && store !== undefined ? [{ store, reason: outcome.reason as unknown }] : [];
  });
  for (const { store } of failures) outboxOf(cache).add(store, targets);
  cache.counts.invalidations++;
  if (failures.length > 0) throw failed(targets, failures);
  if (cache.events.listens('invalidate')) cache.events.emit('invalidate', targets);
  return outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value);
}

function outboxOf(cache: Cache): Outbox {
  cache.outbox ??= new Outbox({
    startTimer: (run, milliseconds) => cache.surroundings.startTimer(run, milliseconds),
    report: (error) => cache.events.emit('error', { operation: 'retry an invalidation', error }),
    inBackground: (work) => inBackground(cache, work),
  });
  return cache.outbox;
}

async function writeTo(store: Store, { dependencies, keys }: InvalidationTargets): Promise<boolean> {
  if (dependencies.length > 0) await store.invalidate(dependencies);
  return keys.length > 0 && (await store.invalidateKeys(keys)).includes(true);
}

function detach(cache: Cache, { dependencies, keys }: InvalidationTargets): void {
  cache.flights.detach(dependencies);
  for (const key of keys) cache.flights.detachKey(key);
}

function failed(
  targets: InvalidationTargets,
  failures: readonly { readonly store: Store; readonly reason: unknown }[],
): InvalidationError {
  const names = listTargets(targets);
  const reasons = failures.map((failure) => failure.reason);
  return new InvalidationError(
    `${names.join(', ')} could not be invalidated in the store ${failures.map(({ store }) => store.kind).join(', ')}. It stays in the outbox and is retried; until then this process does not serve what depends on it, but other processes may.`,
    names,
    { cause: reasons.length === 1 ? reasons[0] : new AggregateError(reasons) },
  );
}
