/** One computation: the body, then the write. */
import type { Cache } from '../cache.ts';
import { handOut } from '../value/isolate.ts';
import type { Call } from './call.ts';
import type { Flight } from './flights.ts';
import { type Beginning, keep, store } from './keep.ts';
import { type Steps, settle } from './steps.ts';

/** A computation that is to begin. */
export interface TakeOff extends Beginning {
  readonly flight: Flight;
}

/** What a computation gave to the one who started it. */
export interface Flown {
  readonly value: unknown;
  readonly stored: boolean;
}

/** Runs the body and stores its result. The one who started a flight always gets its value, stored or not. */
export function* fly(cache: Cache, call: Call, { flight, ...beginning }: TakeOff): Steps<Flown> {
  const parent = cache.currentFlight.get();
  parent?.waitsFor.add(flight);
  try {
    const value = yield* runBody(cache, call, flight);
    flight.open = false;
    const kept = keep(cache, call, value);
    const stored = kept !== undefined && (yield* store(cache, call, { ...kept, ...beginning }));
    const take = (): unknown => (kept === undefined ? value : handOut(kept.value));
    cache.flights.end(flight, { ok: true, take, accepted: stored });
    return { value: take(), stored };
  } catch (error) {
    cache.flights.end(flight, { ok: false, error });
    throw error;
  } finally {
    parent?.waitsFor.delete(flight);
  }
}

/** What a synchronous body answers is its value, also a promise. */
function* runBody(cache: Cache, call: Call, flight: Flight): Steps<unknown> {
  const answer = cache.currentFlight.run(flight, call.body);
  return call.handle.spec.calls === 'sync' ? answer : yield* settle(answer);
}
