/** One computation: the body, then the write. */
import type { Cache } from '../cache.ts';
import type { WriteOutcome } from '../store/port.ts';
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
  readonly outcome: WriteOutcome | 'unsent';
}

/** Runs the body and stores its result. The one who started a flight always gets its value, stored or not. */
export function* fly(cache: Cache, call: Call, { flight, ...beginning }: TakeOff): Steps<Flown> {
  const parent = cache.currentFlight.get();
  parent?.waitsFor.add(flight);
  try {
    const value = yield* runBody(cache, call, flight);
    flight.open = false;
    const kept = cache.settings.enabled ? keep(cache, call, value) : undefined;
    const outcome = kept?.ttl === undefined ? 'unsent' : yield* store(cache, call, { ...kept, ...beginning });
    const take = (): unknown => (kept?.sealed === undefined ? value : kept.sealed.take());
    cache.flights.end(flight, { ok: true, take, accepted: outcome === 'stored' });
    return { value: take(), outcome };
  } catch (error) {
    cache.flights.end(flight, { ok: false, error });
    throw error;
  } finally {
    parent?.waitsFor.delete(flight);
  }
}

/** What a synchronous body answers is its value, also a promise; what is loaded for it is waited for. */
function* runBody(cache: Cache, call: Call, flight: Flight): Steps<unknown> {
  const answer = cache.currentFlight.run(flight, call.body);
  return call.handle.spec.calls === 'sync' && !call.loads ? answer : yield* settle(answer);
}
