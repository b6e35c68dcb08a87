import type { CacheOf } from './api/cache-of.ts';
import type { Configured, ConfigureOptions } from './api/configure.ts';
import type { AnyFunction, Handle } from './call/handle.ts';
import type { EventName, Listener } from './events.ts';
import { sharedRuntime } from './shared-runtime.ts';
import type { CompiledFile } from './spec.ts';

export type { CacheInfo, CacheOf } from './api/cache-of.ts';
export type { Configured, ConfigureOptions } from './api/configure.ts';
export { MISS } from './call/miss.ts';
export {
  ConfigurationError,
  ConfiguredTooLateError,
  DuplicateIdError,
  HoldfastError,
  InvalidationError,
  NotCachedError,
  NotTransformedError,
  StoreUnreachableError,
  SyncStoreError,
  TwoRuntimesError,
  UnkeyableArgumentError,
} from './errors.ts';
export type { EventMap, EventName, Listener } from './events.ts';
export type { CompiledFile, FunctionSpec, KeySpec, NullPolicy, Template } from './spec.ts';
export { type MemoryOptions, memoryStore } from './store/memory/memory-store.ts';
export type {
  Entry,
  MaybePromise,
  MissReason,
  Reading,
  Store,
  StoreContext,
  StoreDefinition,
  StorePromise,
  WriteOutcome,
  WriteRequest,
} from './store/port.ts';
export type { Stamp } from './stamp/stamp.ts';
export type { Milliseconds } from './units.ts';
export type { Isolation } from './value/isolate.ts';

/**
 * Sets up the cache; optional, for everything has a default. Resolves after the stores answered.
 *
 * Example: `await configure({ ttl: '10m', prefix: 'shop' })`.
 *
 * @throws ConfigurationError (HF2001) for an unknown option or value.
 * @throws ConfiguredTooLateError (HF2002) for another store after cached calls ran, without `replace: true`.
 * @throws StoreUnreachableError (HF3004) where a store does not open.
 */
export function configure(options: ConfigureOptions = {}): Promise<Configured> {
  return sharedRuntime().configure(options);
}

/** Closes the stores. What was in memory is gone; later calls start with an empty memory store. */
export function dispose(): Promise<void> {
  return sharedRuntime().dispose();
}

/**
 * The cache of an annotated function: `cacheOf(findUser).invalidate(1, 42)`, typed by its parameters. For a method,
 * `cacheOf(repo, 'find')`; by id, `cacheOf('UserRepo.find')`.
 *
 * @throws NotTransformedError (HF3002) where the build did not transform the function.
 */
export function cacheOf<F extends AnyFunction>(fn: F): CacheOf<F>;
export function cacheOf<O extends object, Name extends keyof O>(
  object: O,
  method: Name,
): O[Name] extends AnyFunction ? CacheOf<O[Name]> : never;
export function cacheOf(id: string): CacheOf<(...args: readonly unknown[]) => unknown>;
export function cacheOf(subject: unknown, method?: PropertyKey): unknown {
  return sharedRuntime().cacheOf(subject, method);
}

/**
 * Ends every entry that has this tag, in O(1): `await invalidateTag('team:1')`. When it has resolved, no call that
 * starts later is served from data read before.
 *
 * @throws InvalidationError (HF3005) where a store did not take it.
 */
export function invalidateTag(tag: string): Promise<void> {
  return sharedRuntime().invalidateTag(tag);
}

/** Ends every entry under the prefix, in O(1). @throws InvalidationError (HF3005) where a store did not take it. */
export function invalidateAll(): Promise<void> {
  return sharedRuntime().invalidateAll();
}

/**
 * Calls the listener at each event; the answer removes it. Without a listener an event costs nothing.
 *
 * Example: `on('miss', ({ id, key, reason }) => …)`.
 *
 * @throws ConfigurationError (HF2001) where there is no such event.
 */
export function on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
  return sharedRuntime().on(name, listener);
}

/** For compiled code only: registers a file's functions and answers their handles, in the order of its specs. */
export function compiled(file: CompiledFile): Handle[] {
  return sharedRuntime().compile(file);
}
