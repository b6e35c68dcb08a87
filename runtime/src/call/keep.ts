/** Storing a result. */
import { type Cache, storeOf } from '../cache.ts';
import type { RefuseReason } from '../events.ts';
import type { TransactionScope } from '../invalidation/transaction-scope.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { WriteOutcome, WriteRequest } from '../store/port.ts';
import type { Milliseconds } from '../units.ts';
import type { Sealed } from '../value/sealing.ts';
import type { Call } from './call.ts';
import { lifetimeOf } from './lifetime.ts';
import { isPending, sealingOf } from './look.ts';
import { passOver } from './pass-over.ts';
import { recordRefusal, recordStore, recordStoreError } from './record.ts';
import { isPromiseLike, type Steps, settle } from './steps.ts';

/** What of a computation's begin decides whether its result is stored. */
export interface Beginning {
  /** Taken before the body ran; absent where the store gave none: nothing is stored. */
  readonly stamp: Stamp | undefined;
  /** `refresh` and `prime`: loads that began earlier lose to this one. */
  readonly raisesFloor: boolean;
  /** The transaction that the call runs in; it may have read rows that are not committed, or a snapshot of older ones. */
  readonly scope: TransactionScope | undefined;
}

/** A result that can be stored. */
export interface Storable {
  readonly sealed: Sealed;
  readonly ttl: Milliseconds;
  /** Those of the call and those found in the result. */
  readonly dependencies: readonly string[];
}

/** A result that is returned only; each caller still gets a value of its own where it can be sealed. */
export interface Returned {
  readonly sealed: Sealed | undefined;
  readonly ttl?: undefined;
}

/** Makes the result ready for its callers and for the store. */
export function keep(cache: Cache, call: Call, value: unknown): Storable | Returned {
  if (!cache.settings.enabled) return { sealed: undefined };
  const wanted = isWanted(cache, call, value);
  const sealed = seal(cache, call, value);
  const ttl = lifetimeOf(value, call.handle.spec, cache.settings);
  let reason: RefuseReason;
  if (!wanted) reason = 'if';
  else if (sealed === undefined) reason = 'uncopyable';
  else if (cache.settings.isTooLarge?.(value, sealed.bytes)) reason = 'too-large';
  else if (ttl === 'skip') reason = 'null';
  else {
    const dependencies = listDependencies(cache, call, value);
    if (dependencies !== undefined) return { sealed, ttl, dependencies };
    reason = 'missing-id';
  }
  recordRefusal(cache, call, reason);
  return { sealed };
}

/** Those of the call and those found in the result; `undefined` where it cannot be told what it depends on. */
function listDependencies(cache: Cache, call: Call, value: unknown): readonly string[] | undefined {
  const { dependencies, finds } = call;
  if (finds === undefined) return dependencies;
  try {
    return [...dependencies, ...finds(value)];
  } catch (error) {
    return passOver(cache, call, { operation: 'tracks', error });
  }
}

/** Whether `if=` lets the result be stored; where it fails, it does not. */
function isWanted(cache: Cache, call: Call, value: unknown): boolean | undefined {
  const { keeps } = call;
  if (keeps === undefined) return true;
  try {
    const { handle } = call;
    const answer = keeps(value);
    if (!isPromiseLike(answer)) return Boolean(answer);
    // It would count as true; and what becomes of it must not end the process.
    answer.then(undefined, (error) => handle.report('if', error));
    throw new TypeError('if= must answer at once, not with a promise.');
  } catch (error) {
    return passOver(cache, call, { operation: 'if', error });
  }
}

/** A value that fails while it is copied or encoded (nested too deep, a throwing proxy) is one that cannot be held. */
function seal(cache: Cache, call: Call, value: unknown): Sealed | undefined {
  const { options, spec } = call.handle;
  const store = storeOf(cache, spec);
  const operation = store.sealing === undefined ? 'copy' : 'encode';
  try {
    return sealingOf(store).seal(value, options);
  } catch (error) {
    return passOver(cache, call, { operation, error });
  }
}

/** `unsent`: the store was not asked, or did not answer. */
export type Outcome = WriteOutcome | 'unsent';

/** Writes the result. */
export function* store(cache: Cache, call: Call, result: Kept): Steps<Outcome> {
  const write = toWrite(cache, call, result);
  if (write === undefined) return 'unsent';
  try {
    const [outcome] = yield* settle(storeOf(cache, call.handle.spec).write([write]));
    return recordOutcome(cache, call, { ttl: write.ttl, outcome });
  } catch (error) {
    recordStoreError(cache, call, { operation: 'write', error });
    return 'unsent';
  }
}

/** What is known of a result when it goes to the store. */
export type Kept = (Storable | Returned) & Beginning;

/** What the store is asked to write; `undefined` where it is not asked. */
export function toWrite(cache: Cache, call: Call, result: Kept): WriteRequest | undefined {
  const { ttl, stamp, raisesFloor } = result;
  if (ttl === undefined || stamp === undefined || !cache.settings.enabled) return undefined;
  const forbidden = whyNotStored(cache, call, result);
  if (forbidden !== undefined) {
    recordRefusal(cache, call, forbidden);
    return undefined;
  }
  const { sealed, dependencies } = result;
  const { key, handle, asked } = call;
  const { owner, spec } = handle;
  const { maxSize } = spec;
  return { key, value: sealed.held, ttl, stamp, dependencies, owner, raisesFloor, maxSize, asked };
}

/** What the store answered to a write. */
export interface Written {
  readonly ttl: Milliseconds;
  readonly outcome: WriteOutcome | undefined;
}

/** Takes down what became of a write. */
export function recordOutcome(cache: Cache, call: Call, { ttl, outcome = 'refused' }: Written): WriteOutcome {
  if (outcome === 'stored') recordStore(cache, call, ttl);
  else recordRefusal(cache, call, 'overtaken');
  return outcome;
}

/** What this process knows of and the store does not. */
function whyNotStored(
  cache: Cache,
  call: Call,
  { scope, dependencies }: Beginning & Storable,
): RefuseReason | undefined {
  if (scope !== undefined) return 'transaction';
  return isPending(cache, call, dependencies) ? 'pending' : undefined;
}
