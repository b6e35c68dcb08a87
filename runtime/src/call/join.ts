/** Taking what another caller's computation gives. */
import { type Cache, storeOf } from '../cache.ts';
import type { Call } from './call.ts';
import { type Flight, type Landing, landingOf, type Place, waitsFor } from './flights.ts';
import { recordJoin } from './record.ts';
import { type Steps, settle } from './steps.ts';

/**
 * Whether the call neither joins a flight nor lets others join its own: it is synchronous or uncached, caching is
 * switched off, it runs in a transaction (whose rows others must not see, nor it theirs), or inside a computation of another store.
 */
export function isAlone(cache: Cache, { handle: { spec }, isUncached }: Pick<Call, 'handle' | 'isUncached'>): boolean {
  if (isUncached || spec.calls === 'sync' || !cache.settings.enabled || cache.scopes.current() !== undefined)
    return true;
  return cache.currentFlight.mixes(storeOf(cache, spec));
}

/** The flight to wait for, for a call that is not alone; none where that flight waits for this very call. */
export function findFlight(cache: Cache, place: Place): Flight | undefined {
  const flight = cache.flights.find(place);
  const current = flight && cache.currentFlight.get();
  return current && waitsFor(flight, current) ? undefined : flight;
}

/** A flight that began after the caller came and has landed since, for a call that is not alone. */
export function findLanded({ landed: flight }: Place, came: number): Landing | undefined {
  return flight && flight.began > came ? flight.landed : undefined;
}

/** Two calls may share a key and yet depend on other things: the flight's write is checked for its own only. */
function covers(flight: Flight, { dependencies }: Call): boolean {
  return dependencies.every((name) => flight.dependencies.includes(name));
}

/** A flight to wait for, and when the caller came. */
export interface Joining {
  readonly flight: Flight;
  readonly came: number;
}

/** Waits until the flight has landed; answers how, where this caller may take it. */
export function* join(cache: Cache, call: Call, { flight, came }: Joining): Steps<Landing | undefined> {
  // Where the flight is closed, its write is on its way, and who comes now reads the store anew afterwards.
  const joined = flight.open && covers(flight, call);
  const landing = yield* waitFor(cache, flight);
  const good = flight.began > came || (joined && landing.ok && landing.accepted);
  return good ? landing : undefined;
}

/** The value or the error that the flight gave. */
export function takeLanding(cache: Cache, call: Call, landing: Landing): unknown {
  recordJoin(cache, call, landing.ok);
  if (!landing.ok) throw landing.error;
  return landing.take();
}

function* waitFor(cache: Cache, flight: Flight): Steps<Landing> {
  const current = cache.currentFlight.get();
  current?.waitsFor.add(flight);
  const landing = yield* settle(landingOf(flight));
  current?.waitsFor.delete(flight);
  return landing;
}
