/**
 * Invalidations go to every store in use, in parallel, and resolve when all of them acknowledged. Inside
 * `invalidateAfter` they are collected instead. What a store does not take stays in the outbox.
 */
import { type Cache, listStores } from '../cache.ts';
import { detachFlights, detachKey } from '../call/detach-flights.ts';
import { endAtHand } from '../call/end-at-hand.ts';
import { driveAsync, isPromiseLike, type Steps, settle } from '../call/steps.ts';
import { InvalidationError } from '../errors.ts';
import { inBackground } from '../in-background.ts';
import type { MaybePromise, Store } from '../store/port.ts';
import { Outbox } from './outbox.ts';
import { type InvalidationTargets, listTargets } from './targets.ts';
import { collect, runInScope } from './transaction-scope.ts';

/** Brings an invalidation to the stores; answers whether one of the keys had an entry. */
export type Deliver = (cache: Cache, targets: InvalidationTargets) => Steps<boolean>;

/**
 * Writes the next stamp to each target, or takes the targets down in the transaction that the code runs in. Answers
 * whether one of the keys had an entry.
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export function* invalidate(
  cache: Cache,
  targets: InvalidationTargets,
  deliver: Deliver = deliverToAll,
): Steps<boolean> {
  const scope = cache.scopes.current();
  if (scope === undefined) {
    detach(cache, targets);
    return yield* deliver(cache, targets);
  }
  collect(scope, targets);
  return false;
}

/**
 * Writes the next stamp to each dependency.
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export async function invalidateDependencies(cache: Cache, dependencies: readonly string[]): Promise<void> {
  await driveAsync(invalidate(cache, { dependencies, keys: [] }), undefined);
}

/** The same for one key. */
export function invalidateKey(cache: Cache, key: string): Promise<boolean> {
  return invalidateKeys(cache, [key]);
}

/**
 * Ends the entries under some keys; resolves to whether there was one that could have been served.
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export async function invalidateKeys(cache: Cache, keys: readonly string[]): Promise<boolean> {
  const isCollected = cache.scopes.current() !== undefined;
  const ended = await driveAsync(invalidate(cache, { dependencies: [], keys }), undefined);
  return isCollected ? hasEntry(cache, keys) : ended;
}

/** A store that does not answer must not fail the transaction: then it is taken to have none. */
async function hasEntry(cache: Cache, keys: readonly string[]): Promise<boolean> {
  const requests = keys.map((key) => ({ key, dependencies: [] }));
  const readings = await Promise.allSettled(listStores(cache).map(async (store) => store.read(requests)));
  return readings.some((outcome) => {
    if (outcome.status === 'fulfilled') return outcome.value.some(({ entry }) => entry !== undefined);
    cache.events.emit('error', {
      operation: 'read',
      error: outcome.reason,
      ...(keys[0] === undefined ? {} : { key: keys[0] }),
    });
    return false;
  });
}

/**
 * Runs the callback and writes what it invalidated when it has resolved; where it rejects, nothing is written.
 * A scope inside another belongs to the outer one.
 */
export async function invalidateAfter<T>(cache: Cache, callback: () => PromiseLike<T> | T): Promise<T> {
  if (cache.scopes.current() !== undefined) return callback();
  endAtHand(cache);
  const { result, collected } = await runInScope(cache.scopes, callback);
  if (listTargets(collected).length > 0) await driveAsync(invalidate(cache, collected), undefined);
  return result;
}

/** Once it is settled which stores are in use. */
function* deliverToAll(cache: Cache, targets: InvalidationTargets): Steps<boolean> {
  yield* settle(cache.settling?.promise);
  return yield* writeToStores(cache, targets, writeTo);
}

/** How one store is written; answers whether one of the keys had an entry. */
type WriteTo = (store: Store, targets: InvalidationTargets) => MaybePromise<boolean>;

async function writeTo(store: Store, { dependencies, keys }: InvalidationTargets): Promise<boolean> {
  if (dependencies.length > 0) await store.invalidate(dependencies);
  return keys.length > 0 && (await store.invalidateKeys(keys)).includes(true);
}

/**
 * Writes to all stores at once, and to the outbox where one fails; answers whether one of the keys had an entry.
 * @throws InvalidationError (HF3005)
 */
export function* writeToStores(cache: Cache, targets: InvalidationTargets, write: WriteTo): Steps<boolean> {
  const answers = listStores(cache).map((store) => outcomeOf(store, () => write(store, targets)));
  const failures: Failure[] = [];
  let ended = false;
  for (const answer of answers) {
    const outcome = yield* settle(answer);
    if ('reason' in outcome) failures.push(outcome);
    else ended ||= outcome.ended;
  }
  for (const { store } of failures) outboxOf(cache).add(store, targets);
  cache.counts.invalidations++;
  if (failures.length > 0) throw failed(targets, failures);
  if (cache.events.listens('invalidate')) cache.events.emit('invalidate', targets);
  return ended;
}

interface Failure {
  readonly store: Store;
  readonly reason: unknown;
}

/** What became of a write; never fails itself. */
function outcomeOf(
  store: Store,
  write: () => MaybePromise<boolean>,
): MaybePromise<Failure | { readonly ended: boolean }> {
  const failure = (reason: unknown): Failure => ({ store, reason });
  try {
    const answer = write();
    return isPromiseLike(answer) ? answer.then((ended) => ({ ended }), failure) : { ended: answer };
  } catch (error) {
    return failure(error);
  }
}

/** Made when it is needed for the first time. */
export function outboxOf(cache: Cache): Outbox {
  cache.outbox ??= new Outbox({
    startTimer: (run, milliseconds) => cache.surroundings.startTimer(run, milliseconds),
    report: (error) => cache.events.emit('error', { operation: 'retry an invalidation', error }),
    inBackground: (work) => inBackground(cache, work),
  });
  return cache.outbox;
}

function detach(cache: Cache, { dependencies, keys }: InvalidationTargets): void {
  detachFlights(cache.flights, dependencies);
  for (const key of keys) detachKey(cache.flights, key);
}

function failed(targets: InvalidationTargets, failures: readonly Failure[]): InvalidationError {
  const names = listTargets(targets);
  const reasons = failures.map((failure) => failure.reason);
  return new InvalidationError(
    `${names.join(', ')} could not be invalidated in the store ${failures.map(({ store }) => store.kind).join(', ')}. It stays in the outbox and is retried; until then this process does not serve what depends on it, but other processes may.`,
    names,
    { cause: reasons.length === 1 ? reasons[0] : new AggregateError(reasons) },
  );
}
