import { type Cache, storeOf } from '../cache.ts';
import type { Call } from '../call/call.ts';
import { type Captured, capture, type Target } from '../call/capture.ts';
import type { AnyFunction, Handle } from '../call/handle.ts';
import { peek } from '../call/look.ts';
import { recompute } from '../call/serve.ts';
import { driveAsync, type Steps } from '../call/steps.ts';
import { ConfigurationError, NotCachedError } from '../errors.ts';
import { invalidateDependencies, invalidateKey } from '../invalidation/invalidate.ts';
import type { FunctionSpec } from '../spec.ts';
import { tagDependency } from '../stamp/dependency.ts';
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
  /**
   * Ends every entry of the function that has this tag of its own: `invalidateTag('drafts:1')` for `@tag ./drafts:{id}`.
   */
  invalidateTag(tag: string): Promise<void>;
  /** Ends all entries of the function, in O(1), and sets its counts to 0. */
  clear(): Promise<void>;
  info(): Promise<CacheInfo>;
}

/** The operations on a target's cache. */
export function operationsOn(cache: Cache, target: Target): CacheOf<AnyFunction> {
  return target.handle.operations?.(target) ?? callOperationsOn(cache, target);
}

/** Those on the cache of a function whose calls have one entry each. */
export function callOperationsOn(cache: Cache, target: Target): CacheOf<AnyFunction> {
  const { handle } = target;
  const callOf = (args: readonly unknown[]): Promise<Call> => captureCall(target, args);
  const bodyOf = (args: readonly unknown[]) => captured(target, args, ({ body }) => body);
  const operations: Untyped<CacheOf<AnyFunction>> = {
    spec: handle.spec,
    key: (...args) => handle.keyOf(capture(target, args).values),
    invalidate: async (...args) => {
      const call = await callOf(args);
      storeOf(cache, handle.spec).expectEnd?.(call);
      return invalidateKey(cache, call.key);
    },
    refresh: async (...args) => drive(cache, recompute(cache, await callOf(args))),
    prime: async (args, load) => {
      const call = await callOf(args);
      return drive(cache, recompute(cache, { ...call, body: call.body.instead?.(load) ?? load, loads: true }));
    },
    require: async (...args) => requireEntry(cache, await callOf(args)),
    peek: async (...args) => drive(cache, peek(cache, await callOf(args))),
    uncached: async (...args) => (await bodyOf(args))(),
    invalidateTag: async (tag) => invalidateDependencies(cache, [privateTag(handle, tag)]),
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

function captureCall(target: Target, args: readonly unknown[]): Promise<Call> {
  return captured(target, args, ({ values, body }) => target.handle.callWith(values, body));
}

/** What `use` makes of the call, before anything is waited for: what the key varies by is read where the caller stands. */
export async function captured<T>(target: Target, args: readonly unknown[], use: (call: Captured) => T): Promise<T> {
  try {
    return use(capture(target, args));
  } catch (error) {
    // The reason why an asynchronous function was not captured is in the promise that it answered.
    if (error instanceof ConfigurationError) await error.cause;
    throw error;
  }
}

/** `drafts:1`, or `./drafts:1` as the template has it. */
function privateTag({ owner, spec }: Handle, tag: string): string {
  const local = typeof tag === 'string' && tag.startsWith('./') ? tag.slice(2) : tag;
  if (typeof local === 'string' && local !== '') return tagDependency(`./${local}`, owner);
  throw new ConfigurationError(
    `cacheOf(${spec.id}).invalidateTag takes a tag of this function without its ./, such as 'drafts:1', not ${JSON.stringify(tag)}.`,
  );
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
