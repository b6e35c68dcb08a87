/**
 * One call, from the read to the value: look ─ join or start a flight ─ body ─ write.
 *
 * N concurrent callers of one key cost at most two bodies: they join the first flight, and those who cannot take
 * its value (its write was refused, or nothing was stored) start one more together, which began after all of
 * them came.
 */
import { type Cache, storeOf } from '../cache.ts';
import type { NotServed, RefuseReason } from '../events.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { Entry, Reading } from '../store/port.ts';
import { handOut, type IsolatedValue, isolate } from '../value/isolate.ts';
import { type Flight, type Landing, waitsFor } from './flights.ts';
import type { Handle } from './handle.ts';
import { lifetimeOf } from './lifetime.ts';
import { type Steps, settle } from './steps.ts';

/** A call with everything that is known before its body runs. */
export interface Call {
  readonly handle: Handle;
  readonly key: string;
  /** `*`, the function, its tags. */
  readonly dependencies: readonly string[];
  readonly body: () => unknown;
}

/** What the store has for a call: an entry, or why there is none and the stamp for a computation that begins now. */
type Looked =
  | { readonly entry: Entry }
  | { readonly entry?: undefined; readonly reason: NotServed; readonly stamp: Stamp | undefined };

/** The value of a call: served, joined or computed. */
export function* serve(cache: Cache, call: Call): Steps<unknown> {
  const came = cache.flights.arrive();
  for (;;) {
    const looked = yield* look(cache, call);
    if (looked.entry !== undefined) return takeHit(cache, call, looked.entry);
    const flight = findFlight(cache, call);
    if (flight === undefined) {
      countMiss(cache, call, looked.reason);
      const started = startFlight(cache, call);
      return yield* fly(cache, call, started, { stamp: looked.stamp, raisesFloor: false });
    }
    // Where the flight is closed, its write is on its way: the store is read anew once that has ended.
    const joined = flight.open;
    const landing = yield* waitFor(cache, flight);
    if (joined && mayTake(landing, flight, came)) return takeLanding(cache, call, landing);
  }
}

/** Runs the body whatever is stored, and lets loads that began earlier lose to its result. */
export function* recompute(cache: Cache, call: Call): Steps<unknown> {
  const stamp = yield* takeNextStamp(cache, call);
  cache.flights.detachKey(call.key);
  return yield* fly(cache, call, cache.flights.startAlone(call.key), { stamp, raisesFloor: true });
}

/** The stored value, or `undefined` where there is none that may be served. */
export function* peek(cache: Cache, call: Call): Steps<{ readonly value: unknown } | undefined> {
  if (!cache.settings.enabled || cache.scopes.isDirty()) return undefined;
  const [reading] = yield* settle(storeOf(cache, call.handle.spec).read([call.key]));
  if (reading?.entry === undefined || isPending(cache, call, reading.entry.dependencies)) return undefined;
  return { value: valueOf(reading.entry) };
}

function* look(cache: Cache, call: Call): Steps<Looked> {
  if (!cache.settings.enabled) return { reason: 'off', stamp: undefined };
  if (cache.scopes.isDirty()) return { reason: 'transaction', stamp: undefined };
  cache.used = true;
  try {
    const readings = yield* settle(storeOf(cache, call.handle.spec).read([call.key]));
    // One reading for each key that was asked for.
    const reading = readings[0] as Reading;
    if (reading.entry === undefined || !isPending(cache, call, reading.entry.dependencies)) return reading;
    return { reason: 'pending', stamp: reading.stamp };
  } catch (error) {
    reportStoreError(cache, call, 'read', error);
    return { reason: 'error', stamp: undefined };
  }
}

function* takeNextStamp(cache: Cache, call: Call): Steps<Stamp | undefined> {
  if (!cache.settings.enabled) return undefined;
  try {
    return yield* settle(storeOf(cache, call.handle.spec).takeNextStamp());
  } catch (error) {
    reportStoreError(cache, call, 'read', error);
    return undefined;
  }
}

/**
 * Whether the call neither joins a flight nor lets others join its own: it is synchronous, caching is switched off,
 * or it runs in a transaction whose rows others must not see (nor it theirs).
 */
function isAlone(cache: Cache, call: Call): boolean {
  return call.handle.spec.calls === 'sync' || !cache.settings.enabled || cache.scopes.isDirty();
}

/** The flight to wait for; none where the call is alone, or where that flight waits for this very call. */
function findFlight(cache: Cache, call: Call): Flight | undefined {
  if (isAlone(cache, call)) return undefined;
  const flight = cache.flights.find(call.key);
  const current = cache.currentFlight.get();
  if (flight === undefined || current === undefined) return flight;
  return waitsFor(flight, current) ? undefined : flight;
}

function* waitFor(cache: Cache, flight: Flight): Steps<Landing> {
  const current = cache.currentFlight.get();
  current?.waitsFor.add(flight);
  const landing = yield* settle(flight.landing);
  current?.waitsFor.delete(flight);
  return landing;
}

function mayTake(landing: Landing, flight: Flight, came: number): boolean {
  return !landing.ok || landing.accepted || flight.began > came;
}

function startFlight(cache: Cache, call: Call): Flight {
  const alone = isAlone(cache, call) || cache.flights.find(call.key) !== undefined;
  return alone ? cache.flights.startAlone(call.key) : cache.flights.start(call.key, call.dependencies);
}

interface Write {
  /** Absent where the store gave none: nothing is written. */
  readonly stamp: Stamp | undefined;
  readonly raisesFloor: boolean;
}

function* fly(cache: Cache, call: Call, flight: Flight, write: Write): Steps<unknown> {
  const parent = cache.currentFlight.get();
  parent?.waitsFor.add(flight);
  try {
    const value = yield* runBody(cache, call, flight);
    flight.open = false;
    const kept = keep(cache, call, value);
    const accepted = kept !== undefined && (yield* store(cache, call, kept, write));
    const take = (): unknown => (kept === undefined ? value : handOut(kept.value));
    cache.flights.end(flight, { ok: true, take, accepted });
    return take();
  } catch (error) {
    cache.flights.end(flight, { ok: false, error });
    throw error;
  } finally {
    parent?.waitsFor.delete(flight);
  }
}

/** A synchronous body cannot wait for a flight, so it needs no edges; what it answers is its value, also a promise. */
function* runBody(cache: Cache, call: Call, flight: Flight): Steps<unknown> {
  if (call.handle.spec.calls === 'sync') return call.body();
  return yield* settle(cache.currentFlight.run(flight, call.body));
}

interface Kept {
  readonly value: IsolatedValue;
  readonly ttl: number;
}

/** The result as it can be stored; `undefined` where it is returned only. */
function keep(cache: Cache, call: Call, value: unknown): Kept | undefined {
  const isolated = tryIsolate(cache, call, value);
  const ttl = lifetimeOf(value, call.handle.spec, cache.settings);
  if (isolated !== undefined && ttl !== 'skip') return { value: isolated, ttl };
  refuse(cache, call, isolated === undefined ? 'uncopyable' : 'null');
  return undefined;
}

/** A value that fails while it is copied (nested too deep, a throwing proxy) is one that cannot be copied. */
function tryIsolate(cache: Cache, call: Call, value: unknown): IsolatedValue | undefined {
  try {
    return isolate(value, call.handle.spec.isolate ?? cache.settings.isolate);
  } catch (error) {
    cache.events.emit('error', { operation: 'copy', error, id: call.handle.spec.id, key: call.key });
    return undefined;
  }
}

/** Whether the store took the result. */
function* store(cache: Cache, call: Call, kept: Kept, { stamp, raisesFloor }: Write): Steps<boolean> {
  if (stamp === undefined || !cache.settings.enabled) return false;
  const forbidden = whyNotStored(cache, call);
  if (forbidden !== undefined) return refuse(cache, call, forbidden);
  const { owner, spec } = call.handle;
  const request = {
    key: call.key,
    value: kept.value,
    stamp,
    dependencies: call.dependencies,
    ttl: kept.ttl,
    owner,
    raisesFloor,
    ...(spec.maxSize === undefined ? {} : { maxSize: spec.maxSize }),
  };
  try {
    const [outcome] = yield* settle(storeOf(cache, spec).write([request]));
    if (outcome !== 'stored') return refuse(cache, call, 'overtaken');
    cache.counts.stored++;
    if (cache.events.listens('store')) cache.events.emit('store', { id: spec.id, key: call.key, ttl: kept.ttl });
    return true;
  } catch (error) {
    reportStoreError(cache, call, 'write', error);
    return false;
  }
}

/** What this process knows of and the store does not. */
function whyNotStored(cache: Cache, call: Call): RefuseReason | undefined {
  if (cache.scopes.isDirty()) return 'transaction';
  return isPending(cache, call, call.dependencies) ? 'pending' : undefined;
}

function isPending(cache: Cache, call: Call, dependencies: readonly string[]): boolean {
  if (cache.outbox.isEmpty) return false;
  return cache.outbox.blocks(storeOf(cache, call.handle.spec), call.key, dependencies);
}

function takeHit(cache: Cache, call: Call, entry: Entry): unknown {
  countHit(cache, call.handle, call.key);
  return valueOf(entry);
}

/** A call was served from the store. */
export function countHit(cache: Cache, handle: Handle, key: string): void {
  handle.hits++;
  if (cache.events.listens('hit')) cache.events.emit('hit', { id: handle.spec.id, key });
}

/** What a caller gets of an entry. */
export function valueOf(entry: Entry): unknown {
  // Entries hold what `keep` made.
  return handOut(entry.value as IsolatedValue);
}

function takeLanding(cache: Cache, call: Call, landing: Landing): unknown {
  const { handle, key } = call;
  cache.counts.joins++;
  if (cache.events.listens('join')) cache.events.emit('join', { id: handle.spec.id, key });
  if (!landing.ok) {
    handle.misses++;
    throw landing.error;
  }
  handle.hits++;
  return landing.take();
}

function countMiss(cache: Cache, call: Call, reason: NotServed): void {
  const { handle, key } = call;
  handle.misses++;
  if (cache.events.listens('miss')) cache.events.emit('miss', { id: handle.spec.id, key, reason });
}

function refuse(cache: Cache, call: Call, reason: RefuseReason): false {
  cache.counts.refused++;
  if (cache.events.listens('refuse')) cache.events.emit('refuse', { id: call.handle.spec.id, key: call.key, reason });
  return false;
}

function reportStoreError(cache: Cache, call: Call, operation: string, error: unknown): void {
  cache.counts.storeErrors++;
  cache.events.emit('error', { operation, error, id: call.handle.spec.id, key: call.key });
  if (cache.settings.onStoreError === 'throw') throw error;
}
