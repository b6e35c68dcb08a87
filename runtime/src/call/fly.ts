/** One computation: the body, then the write. */
import type { Cache } from '../cache.ts';
import type { Sealed } from '../value/sealing.ts';
import type { Call } from './call.ts';
import type { Flight } from './flights.ts';
import { type Beginning, type Kept, keep, type Outcome, store } from './keep.ts';
import { type Steps, settle } from './steps.ts';

/** A computation that is to begin. */
export interface TakeOff extends Beginning {
  readonly flight: Flight;
}

/** What a computation gave to the one who started it. */
export interface Flown {
  readonly value: unknown;
  /** `undefined`: the write is on its way. */
  readonly outcome: Outcome | undefined;
}

/** A result on its way to the store. */
export interface Arriving {
  readonly flight: Flight;
  readonly value: unknown;
  readonly kept: Kept;
}

/** Runs the body and stores its result. The one who started a flight always gets its value, stored or not. */
export function* fly(cache: Cache, call: Call, { flight, ...beginning }: TakeOff): Steps<Flown> {
  const parent = cache.currentFlight.get();
  parent?.waitsFor.add(flight);
  try {
    const value = yield* runBody(cache, call, flight);
    flight.open = false;
    const arriving = { flight, value, kept: { ...keep(cache, call, value), ...beginning } };
    const landing = bringIn(cache, call, arriving);
    return cache.landLater?.(call, arriving, landing) ?? (yield* landing);
  } catch (error) {
    cache.flights.end(flight, { ok: false, error });
    throw error;
  } finally {
    parent?.waitsFor.delete(flight);
  }
}

function* bringIn(cache: Cache, call: Call, { flight, value, kept }: Arriving): Steps<Flown> {
  const outcome = yield* store(cache, call, kept);
  return { value: land(cache, flight, { value, sealed: kept.sealed, outcome })(), outcome };
}

/** A value whose way ends. */
export interface Arrived {
  readonly value: unknown;
  /** Absent: it cannot be kept apart from what others get. */
  readonly sealed: Sealed | undefined;
  readonly outcome: Outcome;
}

/** Ends the flight; answers what gives a value to each taker. */
export function land(cache: Cache, flight: Flight, { value, sealed, outcome }: Arrived): () => unknown {
  const take = (): unknown => (sealed === undefined ? value : sealed.take());
  cache.flights.end(flight, { ok: true, take, accepted: outcome === 'stored' });
  return take;
}

/** What of a call its body needs. */
export type Running = Pick<Call, 'handle' | 'body' | 'loads'>;

/** What a synchronous body answers is its value, also a promise; what is loaded for it is waited for. */
export function* runBody(cache: Cache, { handle, body, loads }: Running, flight: Flight): Steps<unknown> {
  const answer = cache.currentFlight.run(flight, body);
  return handle.spec.calls === 'sync' && !loads ? answer : yield* settle(answer);
}
