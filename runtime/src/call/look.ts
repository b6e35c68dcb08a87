/** What the store has for a call, and what of it may be served here and now. */
import { type Cache, storeOf } from '../cache.ts';
import type { NotServed } from '../events.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { Entry, Reading, ReadRequest, Store } from '../store/port.ts';
import { fitsShape } from '../value/fits-shape.ts';
import { memorySealing } from '../value/memory-sealing.ts';
import { type SealedValue, type Sealing, type SealOptions, UNREADABLE } from '../value/sealing.ts';
import type { Call } from './call.ts';
import { passOver } from './pass-over.ts';
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

/** What of a call decides over what is served to it. */
export type Asker = Pick<Call, 'handle' | 'key' | 'isUncached'>;

/** Looks for an entry that may be served. What a store fails to do, or answers that is no entry, is recorded. */
export function* look(cache: Cache, call: Call): Steps<Looked> {
  const reason = whyNotAsked(cache);
  if (reason !== undefined) return { reason, stamp: undefined };
  const store = storeOf(cache, call.handle.spec);
  try {
    const [reading] = yield* readStore(cache, [call], store);
    return judge(cache, call, { store, reading });
  } catch (error) {
    return failLook(cache, call, error);
  }
}

/** What a call goes on with where the store did not answer, or with nothing that can be an answer. */
export function failLook(cache: Cache, call: Asker, error: unknown): NotFound {
  recordStoreError(cache, call, { operation: 'read', error });
  return { reason: 'error', stamp: undefined };
}

/** Why no store is asked here and now; `undefined`: one is. */
export function whyNotAsked(cache: Cache): NotServed | undefined {
  if (!cache.settings.enabled) return 'off';
  if (cache.scopes.isDirty()) return 'transaction';
  cache.used = true;
  return undefined;
}

/** The stored value, or `undefined` where there is none that may be served. */
export function* peek(cache: Cache, call: Call): Steps<Found | undefined> {
  const looked = yield* look(cache, call);
  return 'value' in looked ? looked : undefined;
}

/** How the store holds values. */
export function sealingOf({ sealing = memorySealing }: Store): Sealing {
  return sealing;
}

/** What a caller gets of an entry. @throws TypeError where it cannot be read, or what the sealing throws. */
export function readValue(store: Store, { value: held }: Entry, options: SealOptions): unknown {
  const value = sealingOf(store).open(held, options);
  if (value !== UNREADABLE) return value;
  throw new TypeError('the entry is damaged, or its codec is unknown here.');
}

/** Whether the entry was written by a function of another return type, or by one that looks for less in its results. */
export function hasOtherShape({ value }: Entry, { shape }: SealOptions): boolean {
  // Whatever a store holds: what has a shape is what a sealing made.
  return !fitsShape((Object(value) as Partial<SealedValue>).shape, shape);
}

/** Whether an invalidation that would end an entry of this call with these dependencies is still in the outbox. */
export function isPending(cache: Cache, call: Asker, dependencies: readonly string[]): boolean {
  return cache.outbox?.blocks(storeOf(cache, call.handle.spec), call.key, dependencies) ?? false;
}

/**
 * Reads again where the outbox has sent something meanwhile: that may have come to the store after the read, and is
 * no longer known as pending.
 */
export function* readStore(cache: Cache, requests: readonly ReadRequest[], store: Store): Steps<readonly Reading[]> {
  for (;;) {
    const sent = cache.outbox?.sent;
    const readings = yield* settle(store.read(requests));
    if (isStill(cache, sent)) return readings;
  }
}

/** Whether the outbox has sent nothing since it had sent so much. */
export function isStill(cache: Cache, sent: number | undefined): boolean {
  return cache.outbox?.sent === sent;
}

/** What a store answered for a call; it should have answered something. */
export interface Answer {
  readonly store: Store;
  readonly reading: Reading | undefined;
}

/** What of the answer may be served here and now. @throws TypeError where there is none */
export function judge(cache: Cache, call: Asker, { store, reading }: Answer): Looked {
  if (call.isUncached) return { reason: 'missing-id', stamp: undefined };
  if (reading === undefined) throw new TypeError('the store answered too few readings.');
  const { entry, stamp } = reading;
  if (entry === undefined) return reading;
  const reason = whyNotServed(cache, call, entry);
  if (reason !== undefined) return { reason, stamp };
  try {
    return { value: readValue(store, entry, call.handle.options) };
  } catch (error) {
    passOver(cache, call, { operation: 'decode', error });
    return { reason: 'malformed', stamp };
  }
}

function whyNotServed(cache: Cache, call: Asker, entry: Entry): NotServed | undefined {
  if (isPending(cache, call, entry.dependencies)) return 'pending';
  if (cache.currentFlight.mixes(storeOf(cache, call.handle.spec))) return 'other-store';
  return hasOtherShape(entry, call.handle.options) ? 'shape' : undefined;
}
