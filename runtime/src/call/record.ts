/** What happens to calls, counted and told to who listens. */
import type { Cache } from '../cache.ts';
import type { NotServed, RefuseReason } from '../events.ts';
import type { Milliseconds } from '../units.ts';
import type { Call } from './call.ts';
import type { Handle } from './handle.ts';

/** A call was served from the store. */
export function recordHit(cache: Cache, handle: Handle, key: string): void {
  handle.hits++;
  if (cache.events.listens('hit')) cache.events.emit('hit', { id: handle.spec.id, key });
}

/** The body runs. */
export function recordMiss(cache: Cache, { handle, key }: Call, reason: NotServed): void {
  handle.misses++;
  if (cache.events.listens('miss')) cache.events.emit('miss', { id: handle.spec.id, key, reason });
}

/** A call took what a computation that ran already gave: a value, or an error. */
export function recordJoin(cache: Cache, { handle, key }: Call, ok: boolean): void {
  cache.counts.joins++;
  if (ok) handle.hits++;
  else handle.misses++;
  if (cache.events.listens('join')) cache.events.emit('join', { id: handle.spec.id, key });
}

/** The store took a result. */
export function recordStore(cache: Cache, { handle, key }: Call, ttl: Milliseconds): void {
  cache.counts.stored++;
  if (cache.events.listens('store')) cache.events.emit('store', { id: handle.spec.id, key, ttl });
}

/** A result was returned, but not stored. */
export function recordRefusal(cache: Cache, { handle, key }: Call, reason: RefuseReason): void {
  cache.counts.refused++;
  if (cache.events.listens('refuse')) cache.events.emit('refuse', { id: handle.spec.id, key, reason });
}

/** What a store failed to do. */
export interface StoreFailure {
  readonly operation: 'read' | 'write';
  readonly error: unknown;
}

/** The store failed. The call goes on, unless `onStoreError` is `throw`. */
export function recordStoreError(cache: Cache, { handle, key }: Call, failure: StoreFailure): void {
  cache.counts.storeErrors++;
  cache.events.emit('error', { ...failure, id: handle.spec.id, key });
  if (cache.settings.onStoreError === 'throw') throw failure.error;
}
