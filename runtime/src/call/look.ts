/** What the store has for a call, and what of it may be served here and now. */
import { type Cache, storeOf } from '../cache.ts';
import type { NotServed } from '../events.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { Entry, Reading } from '../store/port.ts';
import { handOut, type IsolatedValue } from '../value/isolate.ts';
import type { Call } from './call.ts';
import { recordStoreError } from './record.ts';
import { type Steps, settle } from './steps.ts';

/** A stored value, a copy for this caller. */
export interface Found {
  readonly value: unknown;
}

/** Why nothing is served, and the stamp for a computation that begins now; without one nothing is stored. */
export interface NotFound {
  readonly reason: NotServed;
  readonly stamp: Stamp | undefined;
}

export type Looked = Found | NotFound;

/** Looks for an entry that may be served. What a store fails to do, or answers that is no entry, is recorded. */
export function* look(cache: Cache, call: Call): Steps<Looked> {
  if (!cache.settings.enabled) return { reason: 'off', stamp: undefined };
  if (cache.scopes.isDirty()) return { reason: 'transaction', stamp: undefined };
  cache.used = true;
  try {
    const reading = yield* readStore(cache, call);
    if (reading.entry === undefined) return reading;
    const reason = whyNotServed(cache, call, reading.entry);
    return reason === undefined ? { value: valueOf(reading.entry) } : { reason, stamp: reading.stamp };
  } catch (error) {
    recordStoreError(cache, call, { operation: 'read', error });
    return { reason: 'error', stamp: undefined };
  }
}

/** The stored value, or `undefined` where there is none that may be served. */
export function* peek(cache: Cache, call: Call): Steps<Found | undefined> {
  const looked = yield* look(cache, call);
  return 'value' in looked ? looked : undefined;
}

/** What a caller gets of an entry. */
export function valueOf(entry: Entry): unknown {
  // Entries hold what `keep` made.
  return handOut(entry.value as IsolatedValue);
}

/** Whether an invalidation that would end an entry of this call with these dependencies is still in the outbox. */
export function isPending(cache: Cache, call: Call, dependencies: readonly string[]): boolean {
  if (cache.outbox.isEmpty) return false;
  return cache.outbox.blocks(storeOf(cache, call.handle.spec), call.key, dependencies);
}

/**
 * Reads again where the outbox has sent something meanwhile: that may have come to the store after the read, and is
 * no longer known as pending.
 */
function* readStore(cache: Cache, call: Call): Steps<Reading> {
  for (;;) {
    const { sent } = cache.outbox;
    const readings = yield* settle(storeOf(cache, call.handle.spec).read([call]));
    // One reading for each key that was asked for.
    if (cache.outbox.sent === sent) return readings[0] as Reading;
  }
}

function whyNotServed(cache: Cache, call: Call, entry: Entry): NotServed | undefined {
  if (isPending(cache, call, entry.dependencies)) return 'pending';
  return cache.currentFlight.mixes(storeOf(cache, call.handle.spec)) ? 'other-store' : undefined;
}
