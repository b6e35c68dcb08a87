import { type Cache, storeOf } from '../cache.ts';
import type { Call } from '../call/call.ts';
import { type Captured, capture, type Target } from '../call/capture.ts';
import type { AnyFunction, Handle } from '../call/handle.ts';
import { peek } from '../call/look.ts';
import { recompute } from '../call/serve.ts';
import { driveAsync, type Steps } from '../call/steps.ts';
import { ConfigurationError, NotCachedError, NotTransformedError } from '../errors.ts';
import { invalidateDependencies, invalidateKey } from '../invalidation/invalidate.ts';
import type { FunctionSpec } from '../spec.ts';
import { resetCounts } from './reset-counts.ts';

/** Parameters of a function as a tuple. */
type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
/** What a call resolves to. */
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

/** Counts of one function since it was loaded or cleared. */
export interface CacheInfo {
  /** Calls that were served: from the store, or by joining a computation. */
  readonly hits: number;
  /** Calls whose body ran. */
  readonly misses: number;
  /** Entries of this function in the store; `undefined` where the store does not count. */
  readonly currSize: number | undefined;
  /** Most entries of this function; `undefined`: bounded by the store alone. */
  readonly maxSize: number | undefined;
}

/**
 * The cache of one function, typed by its parameters. All operations but `key` return promises, also for a
 * synchronous function. Arguments that cannot be a key throw `UnkeyableArgumentError` (HF3001).
 */
export interface CacheOf<F extends AnyFunction> {
  /** What the build knows of the function. */
  readonly spec: FunctionSpec;
  /** The printed key of a call: `hf:app:findUser(id=42,teamId=1)`. Runs nothing but the parameters' defaults. */
  key(...args: Arguments<F>): string;
  /** Ends the entry of this call; resolves to whether there was one. */
  invalidate(...args: Arguments<F>): Promise<boolean>;
  /** Runs the body and stores its result; loads that began earlier lose to it. */
  refresh(...args: Arguments<F>): Promise<Result<F>>;
  /** The stored value; never runs the body. @throws NotCachedError (HF3003) where there is none. */
  require(...args: Arguments<F>): Promise<Result<F>>;
  /** The stored value, or `undefined` where there is none; never runs the body. */
  peek(...args: Arguments<F>): Promise<{ readonly value: Result<F> } | undefined>;
  /**
   * Stores what `load` gives for this call and resolves to it. `load` is a function, so that what it reads is read
   * after the cache has taken its stamp: a value in hand may have been overtaken already.
   */
  prime(args: Readonly<Arguments<F>>, load: () => Result<F> | PromiseLike<Result<F>>): Promise<Result<F>>;
  /** Runs the body, serving and storing nothing. */
  uncached(...args: Arguments<F>): Promise<Result<F>>;
  /** Ends all entries of the function, in O(1), and sets its counts to 0. */
  clear(): Promise<void>;
  info(): Promise<CacheInfo>;
}

/** Finds the function's handle. @throws NotTransformedError (HF3002) */
export function resolveTarget(cache: Cache, subject: unknown, method: PropertyKey | AnyFunction | undefined): Target {
  if (typeof subject === 'string') return byId(cache, subject);
  const fn = functionOf(subject, method);
  const handle = typeof fn === 'function' ? cache.byFunction.get(fn) : undefined;
  if (handle === undefined) throw notTransformed(fn, method);
  // Only functions are keys of `byFunction`.
  return { handle, fn: fn as AnyFunction, receiver: method === undefined ? undefined : subject };
}

function functionOf(subject: unknown, method: PropertyKey | AnyFunction | undefined): unknown {
  if (method === undefined) return subject;
  return typeof method === 'function' ? method : Reflect.get(Object(subject), method);
}

/** The operations on a target's cache. */
export function operationsOn(cache: Cache, target: Target): CacheOf<AnyFunction> {
  const { handle } = target;
  const callOf = (args: readonly unknown[]): Promise<Call> => captureCall(target, args);
  const operations: Untyped<CacheOf<AnyFunction>> = {
    spec: handle.spec,
    key: (...args) => handle.keyOf(capture(target, args).values),
    invalidate: async (...args) => invalidateKey(cache, (await callOf(args)).key),
    refresh: async (...args) => drive(cache, recompute(cache, await callOf(args))),
    prime: async (args, load) => drive(cache, recompute(cache, { ...(await callOf(args)), body: load, loads: true })),
    require: async (...args) => requireEntry(cache, await callOf(args)),
    peek: async (...args) => drive(cache, peek(cache, await callOf(args))),
    uncached: async (...args) => (await captureValues(target, args)).body(),
    clear: () => clear(cache, handle),
    info: () => info(cache, handle),
  };
  // What a function takes and gives is known to the compiler only, which states it where `cacheOf` is called.
  return operations as CacheOf<AnyFunction>;
}

/** The same operations, with results of unknown type. */
type Untyped<T> = {
  readonly [Name in keyof T]: T[Name] extends (...args: infer A) => Promise<unknown>
    ? (...args: A) => Promise<unknown>
    : T[Name];
};

async function captureCall(target: Target, args: readonly unknown[]): Promise<Call> {
  const { values, body } = await captureValues(target, args);
  return target.handle.callWith(values, body);
}

async function captureValues(target: Target, args: readonly unknown[]): Promise<Captured> {
  try {
    return capture(target, args);
  } catch (error) {
    // The reason why an asynchronous function was not captured is in the promise that it answered.
    if (error instanceof ConfigurationError) await error.cause;
    throw error;
  }
}

async function requireEntry(cache: Cache, call: Call): Promise<unknown> {
  const found = await drive(cache, peek(cache, call));
  if (found !== undefined) return found.value;
  throw new NotCachedError(
    `${call.handle.spec.id} has no entry for ${call.key}, and require() never runs the function.`,
  );
}

function drive<T>(cache: Cache, steps: Steps<T>): Promise<T> {
  return driveAsync(steps, cache.surroundings.pause);
}

async function clear(cache: Cache, handle: Handle): Promise<void> {
  await invalidateDependencies(cache, [handle.owner]);
  // In a transaction the entries stand until it has ended, if they end at all.
  if (cache.scopes.current() === undefined) resetCounts(cache, handle);
}

async function info(cache: Cache, handle: Handle): Promise<CacheInfo> {
  const currSize = await storeOf(cache, handle.spec).sizeOf(handle.owner);
  return { hits: handle.hits, misses: handle.misses, currSize, maxSize: handle.spec.maxSize };
}

function byId(cache: Cache, id: string): Target {
  const found = [...cache.handles.values()].filter((handle) => handle.spec.id === id || nameOf(handle) === id);
  const [handle] = found;
  if (handle?.attached === undefined || found.length > 1) {
    throw new NotTransformedError(
      found.length > 1
        ? `the id ${id} stands for functions of several namespaces: ${found.map(nameOf).join(', ')}. Name one of these.`
        : `no cached function has the id ${id}. Ids in use: ${listIds(cache)}. A function is known once its module was loaded.`,
    );
  }
  return { handle, fn: handle.attached, receiver: undefined };
}

function nameOf(handle: Handle): string {
  return `${handle.namespace}:${handle.spec.id}`;
}

function listIds(cache: Cache): string {
  const ids = [...cache.handles.values()].map((handle) => handle.spec.id);
  return ids.length === 0 ? 'none' : ids.slice(0, 20).join(', ');
}

function notTransformed(fn: unknown, method: PropertyKey | AnyFunction | undefined): NotTransformedError {
  if (typeof fn !== 'function') {
    const what = method === undefined ? `a value of type ${typeof fn}` : `${String(method)}, which is no function`;
    return new NotTransformedError(`cacheOf was given ${what}. Give it the annotated function itself.`);
  }
  return new NotTransformedError(
    `${fn.name || 'this function'} was not compiled by Holdfast, so nothing of it is cached. It needs @cache in its doc comment, the plugin in tsconfig.json ("plugins": [{ "transform": "@holdfast/transformer" }]), and a build with tspc; plain tsc ignores plugins without a word.`,
  );
}
