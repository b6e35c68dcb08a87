/** What happens to calls, counted and told to who listens. */
import type { Cache } from '../cache.ts';
import type { EventMap, NotServed, RefuseReason } from '../events.ts';
import type { Milliseconds } from '../units.ts';
import type { Call } from './call.ts';
import type { Handle } from './handle.ts';

/** A call was served from the store. */
export function recordHit(cache: Cache, handle: Handle, key: string): void {
  handle.hits++;
  tell(cache, { handle, key }, { name: 'hit' });
}

/** The body runs. */
export function recordMiss(cache: Cache, call: Call, reason: NotServed): void {
  call.handle.misses++;
  tell(cache, call, { name: 'miss', reason });
}

/** A call took what a computation that ran already gave: a value, or an error. */
export function recordJoin(cache: Cache, call: Call, ok: boolean): void {
  cache.counts.joins++;
  if (ok) call.handle.hits++;
  else call.handle.misses++;
  tell(cache, call, { name: 'join' });
}

/** The store took a result. */
export function recordStore(cache: Cache, call: Call, ttl: Milliseconds): void {
  cache.counts.stored++;
  tell(cache, call, { name: 'store', ttl });
}

/** A result was returned, but not stored. */
export function recordRefusal(cache: Cache, call: Call, reason: RefuseReason): void {
  cache.counts.refused++;
  tell(cache, call, { name: 'refuse', reason });
}

/** What a store failed to do. */
export interface StoreFailure {
  readonly operation: 'read' | 'write';
  readonly error: unknown;
}

/** The store failed. The call goes on, unless `onStoreError` is `throw`. */
export function recordStoreError(
  cache: Cache,
  { handle, key }: Pick<Call, 'handle' | 'key'>,
  failure: StoreFailure,
): void {
  cache.counts.storeErrors++;
  cache.events.emit('error', { ...failure, id: handle.spec.id, key });
  if (cache.settings.onStoreError === 'throw') throw failure.error;
}

type Tellable = 'hit' | 'miss' | 'join' | 'store' | 'refuse';

/** An event by its name, with its own facts. */
type Told = { [Name in Tellable]: { readonly name: Name } & Omit<EventMap[Name], 'id' | 'key'> }[Tellable];

/** Sends an event of a call to who listens. */
function tell({ events }: Cache, { handle, key }: Pick<Call, 'handle' | 'key'>, told: Told): void {
  if (!events.listens(told.name)) return;
  const { name, ...facts } = told;
  // All these events carry id and key beside their own facts.
  events.emit(name, { id: handle.spec.id, key, ...facts } as EventMap[typeof name]);
}
