/** Storing a result. */
import { type Cache, storeOf } from '../cache.ts';
import type { RefuseReason } from '../events.ts';
import type { TransactionScope } from '../invalidation/transaction-scope.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { WriteOutcome } from '../store/port.ts';
import type { Milliseconds } from '../units.ts';
import { exceedsBytes } from '../value/exceeds-bytes.ts';
import { type IsolatedValue, isolate } from '../value/isolate.ts';
import type { Call } from './call.ts';
import { lifetimeOf } from './lifetime.ts';
import { isPending } from './look.ts';
import { recordRefusal, recordStore, recordStoreError } from './record.ts';
import { type Steps, settle } from './steps.ts';

/** What of a computation's begin decides whether its result is stored. */
export interface Beginning {
  /** Taken before the body ran; absent where the store gave none: nothing is stored. */
  readonly stamp: Stamp | undefined;
  /** `refresh` and `prime`: loads that began earlier lose to this one. */
  readonly raisesFloor: boolean;
  /** The transaction that the call runs in; it may have read rows that are not committed, or a snapshot of older ones. */
  readonly scope: TransactionScope | undefined;
}

/** A result as it can be stored. */
export interface Kept {
  readonly value: IsolatedValue;
  readonly ttl: Milliseconds;
}

/** The result as it can be stored; `undefined` where it is returned only. */
export function keep(cache: Cache, call: Call, value: unknown): Kept | undefined {
  const isolated = tryIsolate(cache, call, value);
  if (isolated === undefined) return refuse(cache, call, 'uncopyable');
  const { maxValueBytes } = cache.settings;
  if (maxValueBytes !== undefined && exceedsBytes(isolated.kept, maxValueBytes))
    return refuse(cache, call, 'too-large');
  const ttl = lifetimeOf(value, call.handle.spec, cache.settings);
  return ttl === 'skip' ? refuse(cache, call, 'null') : { value: isolated, ttl };
}

function refuse(cache: Cache, call: Call, reason: RefuseReason): undefined {
  recordRefusal(cache, call, reason);
}

/** Writes the result. `unsent`: the store was not asked, or did not answer. */
export function* store(cache: Cache, call: Call, result: Kept & Beginning): Steps<WriteOutcome | 'unsent'> {
  const { value, ttl, stamp, raisesFloor } = result;
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
      storeOf(cache, spec).write([
        { key, value: { ...value, by: call.handle }, ttl, stamp, dependencies, owner, raisesFloor, ...bound },
      ]),
    );
    if (outcome === 'stored') recordStore(cache, call, ttl);
    else recordRefusal(cache, call, 'overtaken');
    return outcome;
  } catch (error) {
    recordStoreError(cache, call, { operation: 'write', error });
    return 'unsent';
  }
}

/** A value that fails while it is copied (nested too deep, a throwing proxy) is one that cannot be copied. */
function tryIsolate(cache: Cache, { handle, key }: Call, value: unknown): IsolatedValue | undefined {
  try {
    return isolate(value, handle.spec.isolate ?? cache.settings.isolate);
  } catch (error) {
    cache.events.emit('error', { operation: 'copy', error, id: handle.spec.id, key });
    return undefined;
  }
}

/** What this process knows of and the store does not. */
function whyNotStored(cache: Cache, call: Call, { scope }: Beginning): RefuseReason | undefined {
  if (scope !== undefined) return 'transaction';
  return isPending(cache, call, call.dependencies) ? 'pending' : undefined;
}
