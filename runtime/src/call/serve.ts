/**
 * One call, from the read to the value: read ─ join or start a flight ─ body ─ write.
 *
 * N concurrent callers of one key cost at most two bodies: they join the first flight, and those who cannot take
 * its value (its write was refused, or nothing was stored) start one more together, which began after all of
 * them came.
 */
import type { Cache } from '../cache.ts';
import type { Entry, MissReason, Reading, Store } from '../store/port.ts';
import type { Stamp } from '../stamp/stamp.ts';
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

/** What stands between a call and its body: the store's answer, or that there is none. */
type Looked =
  | { readonly entry: Entry }
  | { readonly entry?: undefined; readonly reason: MissReason | 'error' | 'off'; readonly stamp: Stamp | undefined };

/** The value of a call: served, joined or computed. */
export function* serve(cache: Cache, call: Call): Steps<unknown> {
  const came = cache.flights.arrive();
  for (;;) {
    const looked = yield* look(cache, call);
    if (looked.entry !== undefined) return takeHit(cache, call, looked.entry);
    const flight = findFlight(cache, call);
    if (flight === undefined) {
      countMiss(cache, call, looked.reason);
      return yield* compute(cache, call, looked.stamp);
    }
    const joined = flight.open;
    const landing = yield* waitFor(cache, flight);
    // A closed flight's write was on its way when this caller came: the store is read anew.
    if (joined && mayTake(landing, flight, came)) return takeLanding(cache, call, landing);
  }
}

/** Runs the body whatever is stored, and lets older loads lose to its result. */
export function* recompute(cache: Cache, call: Call): Steps<unknown> {
  const stamp = yield* takeNextStamp(cache, call);
  cache.flights.detachKey(call.key);
  const flight = cache.flights.startAlone(call.key);
  return yield* fly(cache, call, flight, { stamp, raisesFloor: true });
}

function* look(cache: Cache, call: Call): Steps<Looked> {
  if (!cache.settings.enabled) return { reason: 'off', stamp: undefined };
  cache.used = true;
  try {
    const readings = yield* settle(storeOf(cache, call).read([call.key]));
    // One reading for each key asked for.
    return readings[0] as Reading;
  } catch (error) {
    reportStoreError(cache, call, 'read', error);
    return { reason: 'error', stamp: undefined };
  }
}

function* takeNextStamp(cache: Cache, call: Call): Steps<Stamp | undefined> {
  if (!cache.settings.enabled) return undefined;
  try {
    return yield* settle(storeOf(cache, call).takeNextStamp());
  } catch (error) {
    reportStoreError(cache, call, 'read', error);
    return undefined;
  }
}

/** The flight to wait for; none where the call is synchronous, or where that flight waits for this very call. */
function findFlight(cache: Cache, call: Call): Flight | undefined {
  if (call.handle.spec.calls === 'sync') return undefined;
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

function* compute(cache: Cache, call: Call, stamp: Stamp | undefined): Steps<unknown> {
  const joinable = call.handle.spec.calls === 'async' && cache.flights.find(call.key) === undefined;
  const flight = joinable
    ? cache.flights.start(call.key, call.dependencies)
    : cache.flights.startAlone(call.key);
  return yield* fly(cache, call, flight, { stamp, raisesFloor: false });
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
    const value = yield* settle(runBody(cache, call, flight));
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

/** A synchronous body cannot wait for a flight, so it needs no edges. */
function runBody(cache: Cache, call: Call, flight: Flight): unknown {
  return call.handle.spec.calls === 'sync' ? call.body() : cache.currentFlight.run(flight, call.body);
}

interface Kept {
  readonly value: IsolatedValue;
  readonly ttl: number;
}

/** The result as it can be stored; `undefined` where it is returned only. */
function keep(cache: Cache, call: Call, value: unknown): Kept | undefined {
  const { spec } = call.handle;
  const isolated = tryIsolate(cache, call, value);
  const ttl = lifetimeOf(value, spec, cache.settings);
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

function* store(cache: Cache, call: Call, kept: Kept, write: Write): Steps<boolean> {
  if (write.stamp === undefined || !cache.settings.enabled) return false;
  const { owner, spec } = call.handle;
  try {
    const [outcome] = yield* settle(
      storeOf(cache, call).write([
        {
          key: call.key,
          value: kept.value,
          stamp: write.stamp,
          dependencies: call.dependencies,
          ttl: kept.ttl,
          owner,
          raisesFloor: write.raisesFloor,
        },
      ]),
    );
    if (outcome === 'stored') {
      if (cache.events.wants.store) cache.events.emit('store', { id: spec.id, key: call.key, ttl: kept.ttl });
      return true;
    }
    refuse(cache, call, 'overtaken');
  } catch (error) {
    reportStoreError(cache, call, 'write', error);
  }
  return false;
}

function takeHit(cache: Cache, call: Call, entry: Entry): unknown {
  const { handle, key } = call;
  handle.hits++;
  if (cache.events.wants.hit) cache.events.emit('hit', { id: handle.spec.id, key });
  // Entries hold what `keep` made.
  return handOut(entry.value as IsolatedValue);
}

function takeLanding(cache: Cache, call: Call, landing: Landing): unknown {
  const { handle, key } = call;
  handle.hits++;
  if (cache.events.wants.join) cache.events.emit('join', { id: handle.spec.id, key });
  if (!landing.ok) throw landing.error;
  return landing.take();
}

function countMiss(cache: Cache, call: Call, reason: MissReason | 'error' | 'off'): void {
  const { handle, key } = call;
  handle.misses++;
  if (cache.events.wants.miss) cache.events.emit('miss', { id: handle.spec.id, key, reason });
}

function refuse(cache: Cache, call: Call, reason: 'overtaken' | 'null' | 'uncopyable'): void {
  if (cache.events.wants.refuse) cache.events.emit('refuse', { id: call.handle.spec.id, key: call.key, reason });
}

function reportStoreError(cache: Cache, call: Call, operation: string, error: unknown): void {
  cache.events.emit('error', { operation, error, id: call.handle.spec.id, key: call.key });
  if (cache.settings.onStoreError === 'throw') throw error;
}

/** Where the function's entries live. */
export function storeOf(cache: Cache, call: { readonly handle: Handle }): Store {
  return call.handle.spec.calls === 'sync' ? cache.syncStore : cache.store;
}
