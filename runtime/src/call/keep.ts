/** Storing a result. */
import { type Cache, storeOf } from '../cache.ts';
import type { RefuseReason } from '../events.ts';
import type { TransactionScope } from '../invalidation/transaction-scope.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { WriteOutcome } from '../store/port.ts';
import type { Milliseconds } from '../units.ts';
import type { Sealed } from '../value/sealing.ts';
import { attempt } from './attempt.ts';
import type { Call } from './call.ts';
import { lifetimeOf } from './lifetime.ts';
import { isPending, sealingOf } from './look.ts';
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
}

/** A result that is returned only; each caller still gets a value of its own where it can be sealed. */
export interface Returned {
  readonly sealed: Sealed | undefined;
  readonly ttl?: undefined;
}

/** Makes the result ready for its callers and for the store. */
export function keep(cache: Cache, call: Call, value: unknown): Storable | Returned {
  const wanted = isWanted(cache, call, value);
  const sealed = seal(cache, call, value);
  const ttl = lifetimeOf(value, call.handle.spec, cache.settings);
  if (!wanted) return refuse(cache, call, { sealed, reason: 'if' });
  if (sealed === undefined) return refuse(cache, call, { sealed, reason: 'uncopyable' });
  if (cache.settings.isTooLarge?.(value, sealed.bytes)) return refuse(cache, call, { sealed, reason: 'too-large' });
  return ttl === 'skip' ? refuse(cache, call, { sealed, reason: 'null' }) : { sealed, ttl };
}

interface Refusal {
  readonly sealed: Sealed | undefined;
  readonly reason: RefuseReason;
}

function refuse(cache: Cache, call: Call, { sealed, reason }: Refusal): Returned {
  recordRefusal(cache, call, reason);
  return { sealed };
}

/** Whether `if=` lets the result be stored; where it fails, it does not. */
function isWanted(cache: Cache, call: Call, value: unknown): boolean {
  const { keeps } = call;
  if (keeps === undefined) return true;
  const run = (): boolean => {
    const answer = keeps(value);
    if (!isPromiseLike(answer)) return Boolean(answer);
    // It would count as true; and what becomes of it must not end the process.
    answer.then(undefined, (error) => call.handle.report('if', error));
    throw new TypeError('if= must answer at once, not with a promise.');
  };
  return attempt(cache, call, { operation: 'if', run }) ?? false;
}

/** A value that fails while it is copied or encoded (nested too deep, a throwing proxy) is one that cannot be held. */
function seal(cache: Cache, call: Call, value: unknown): Sealed | undefined {
  const { options, spec } = call.handle;
  const store = storeOf(cache, spec);
  const operation = store.sealing === undefined ? 'copy' : 'encode';
  return attempt(cache, call, { operation, run: () => sealingOf(store).seal(value, options) });
}

/** Writes the result. `unsent`: the store was not asked, or did not answer. */
export function* store(cache: Cache, call: Call, result: Storable & Beginning): Steps<WriteOutcome | 'unsent'> {
  const { sealed, ttl, stamp, raisesFloor } = result;
  if (stamp === undefined || !cache.settings.enabled) return 'unsent';
  const forbidden = whyNotStored(cache, call, result);
  if (forbidden !== undefined) {
    recordRefusal(cache, call, forbidden);
    return 'unsent';
  }
  const { owner, spec } = call.handle;
  const bound = spec.maxSize === undefined ? {} : { maxSize: spec.maxSize };
  const { key, dependencies } = call;
  try {
    const [outcome = 'refused'] = yield* settle(
      storeOf(cache, spec).write([{ key, value: sealed.held, ttl, stamp, dependencies, owner, raisesFloor, ...bound }]),
    );
    if (outcome === 'stored') recordStore(cache, call, ttl);
    else recordRefusal(cache, call, 'overtaken');
    return outcome;
  } catch (error) {
    recordStoreError(cache, call, { operation: 'write', error });
    return 'unsent';
  }
}

/** What this process knows of and the store does not. */
function whyNotStored(cache: Cache, call: Call, { scope }: Beginning): RefuseReason | undefined {
  if (scope !== undefined) return 'transaction';
  return isPending(cache, call, call.dependencies) ? 'pending' : undefined;
}
