import type { CacheOf } from './api/cache-of.ts';
import type { Configured } from './api/configure.ts';
import type { ConfigureOptions } from './api/configure-options.ts';
import type { Stats } from './api/stats.ts';
import type { AnyFunction, Handle } from './call/handle.ts';
import { compileFile } from './compile-file.ts';
import type { EventName, Listener } from './events.ts';
import type { PendingInvalidation } from './invalidation/outbox.ts';
import { createRuntime, type Runtime } from './runtime.ts';
import { sharedCache } from './shared-cache.ts';
import type { CompiledFile } from './spec.ts';
import type { EntityId } from './stamp/dependency.ts';

export type { CacheInfo, CacheOf } from './api/cache-of.ts';
export type { Configured, StoreReport } from './api/configure.ts';
export type { ConfigureOptions, VaryValue } from './api/configure-options.ts';
export type { Stats } from './api/stats.ts';
export type { AnyFunction, Handle } from './call/handle.ts';
export { MISS } from './call/miss.ts';
export {
  BatchItemError,
  BatchResultError,
  ConfigurationError,
  ConfiguredTooLateError,
  DuplicateIdError,
  HoldfastError,
  InvalidationError,
  MissingEntityIdError,
  NotCachedError,
  NotTransformedError,
  StoreUnreachableError,
  SyncStoreError,
  TwoRuntimesError,
  UnkeyableArgumentError,
  UnreadableEntryError,
  UnstorableValueError,
} from './errors.ts';
export type { EventMap, EventName, Listener, NotServed, RefuseReason } from './events.ts';
export type { PendingInvalidation } from './invalidation/outbox.ts';
export type {
  BatchSpec,
  CompiledFile,
  CompiledWriters,
  FunctionSpec,
  KeySpec,
  NullPolicy,
  Template,
  Tracked,
  TypeFacts,
  WriterSpec,
} from './spec.ts';
export type { EntityId, EntityIdPart } from './stamp/dependency.ts';
export type { Stamp } from './stamp/stamp.ts';
export { type MemoryOptions, memoryStore } from './store/memory/memory-store.ts';
export type {
  Entry,
  MaybePromise,
  MissReason,
  Reading,
  ReadRequest,
  Store,
  StoreContext,
  StoreDefinition,
  StorePromise,
  WriteOutcome,
  WriteRequest,
} from './store/port.ts';
export type { Milliseconds } from './units.ts';
export type { Isolation } from './value/isolate.ts';
export type { Codec, Sealed, SealedValue, Sealing, SealOptions } from './value/sealing.ts';

/**
 * Sets up the cache; optional, for everything has a default. Resolves after the stores answered; what it sets holds from
 * then on, so wait for it before the first call.
 *
 * Example: `await configure({ ttl: '10m', prefix: 'shop' })`.
 *
 * @throws ConfigurationError (HF2001) for an unknown option or value.
 * @throws ConfiguredTooLateError (HF2002) for another store after cached calls ran, without `replace: true`.
 * @throws StoreUnreachableError (HF3004) where a store does not open.
 */
export function configure(options: ConfigureOptions = {}): Promise<Configured> {
  return verbs().configure(options);
}

/** Closes the stores. What was in memory is gone; later calls start with an empty memory store. */
export function dispose(): Promise<void> {
  return verbs().dispose();
}

/**
 * The cache of an annotated function: `cacheOf(findUser).invalidate(1, 42)`, typed by its parameters. For a method,
 * `cacheOf(repo, 'find')` or `cacheOf(this, this.find)`; by id, `cacheOf('UserRepo.find')`.
 *
 * @throws NotTransformedError (HF3002) where the build did not transform the function.
 */
export function cacheOf<F extends AnyFunction>(fn: F): CacheOf<F>;
export function cacheOf<O extends object, Name extends keyof O>(
  object: O,
  method: Name,
): O[Name] extends AnyFunction ? CacheOf<O[Name]> : never;
export function cacheOf<F extends AnyFunction>(object: object, method: F): CacheOf<F>;
export function cacheOf(id: string): CacheOf<(...args: readonly unknown[]) => unknown>;
export function cacheOf(subject: unknown, method?: PropertyKey | AnyFunction): unknown {
  return verbs().cacheOf(subject, method);
}

/**
 * Ends every entry that has this tag, in O(1): `await invalidateTag('team:1')`. When it has resolved, no call that
 * starts later is served from data read before.
 *
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export function invalidateTag(tag: string): Promise<void> {
  return verbs().invalidateTag(tag);
}

/**
 * Ends every entry whose result holds this entity: `invalidateEntity('user', 42)`, composite
 * `invalidateEntity('transaction', [1, 7])`. Without an id: the entries that depend on the collection, for rows that
 * came or went. Ids 1, 1n and "1" are the same.
 *
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export function invalidateEntity(entity: string, id?: EntityId): Promise<void> {
  return verbs().invalidateEntity(entity, id);
}

/**
 * Ends the entry under a printed key, as `cacheOf(fn).key(…)` gives it; resolves to whether there was one.
 *
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export function invalidateKey(key: string): Promise<boolean> {
  return verbs().invalidateKey(key);
}

/**
 * Runs a transaction and writes what was invalidated inside once it has resolved; where it rejects, nothing is
 * written. From the first invalidation on, cached calls inside run their bodies and store nothing. Resolves to the
 * callback's result.
 *
 * Example: `await invalidateAfter(async () => { await db.transaction(…); await invalidateTag('team:1'); })`.
 *
 * @throws InvalidationError (HF3005) where a store did not take it; the transaction itself has succeeded then.
 */
export function invalidateAfter<T>(callback: () => PromiseLike<T> | T): Promise<T> {
  return verbs().invalidateAfter(callback);
}

/** Invalidations that a store has not taken yet; empty: none. They are retried until it does. */
export function pendingInvalidations(): readonly PendingInvalidation[] {
  return verbs().pendingInvalidations();
}

/** Counts over all functions of this process. */
export function stats(): Stats {
  return verbs().stats();
}

/** Ends every entry under the prefix, in O(1). @throws InvalidationError (HF3005) where a store did not take it. */
export function invalidateAll(): Promise<void> {
  return verbs().invalidateAll();
}

/**
 * Calls the listener at each event; the answer removes it. Without a listener an event costs nothing.
 *
 * Example: `on('miss', ({ id, key, reason }) => …)`.
 *
 * @throws ConfigurationError (HF2001) where there is no such event.
 */
export function on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
  return verbs().on(name, listener);
}

/** For compiled code only: registers a file's functions and answers their handles, in the order of its specs. */
export function compiled(file: CompiledFile): Handle[] {
  return compileFile(sharedCache().cache, file);
}

/** The verbs over the process's cache; code that only runs compiled functions never makes them. */
function verbs(): Runtime {
  const shared = sharedCache();
  shared.verbs ??= createRuntime(shared.cache);
  return shared.verbs;
}
