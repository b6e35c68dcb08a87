/**
 * One call, from the read to the value: look ─ join or start a flight ─ body ─ write.
 *
 * N concurrent callers of one key cost at most two bodies: they join the first flight, and those who cannot take
 * its value (its write was refused, or nothing was stored) start one more together, which began after all of
 * them came.
 */
import { type Cache, storeOf } from '../cache.ts';
import { invalidateKey } from '../invalidation/invalidate.ts';
import { collect } from '../invalidation/transaction-scope.ts';
import type { Stamp } from '../stamp/stamp.ts';
import type { Call } from './call.ts';
import { detachKey } from './detach-flights.ts';
import type { Flight, Place } from './flights.ts';
import { fly } from './fly.ts';
import { findFlight, findLanded, isAlone, join, takeLanding } from './join.ts';
import { type Looked, look, type NotFound } from './look.ts';
import { recordHit, recordMiss, recordStoreError } from './record.ts';
import { type Steps, settle } from './steps.ts';

/** The value of a call: served, joined or computed. */
export function* serve(cache: Cache, call: Call): Steps<unknown> {
  const place = cache.flights.arrive(call.key);
  try {
    return yield* serveWhoCame(cache, call, { place, came: cache.flights.takePlace() });
  } finally {
    cache.flights.leave(place);
  }
}

/** A call that is counted among those of its key. */
export interface Arrival {
  readonly place: Place;
  /** Its place in the order of arrival. */
  readonly came: number;
  /** What its first look found, where it has looked already. */
  readonly looked?: Looked | undefined;
}

/** The same for a call that has come; who calls this lets it leave. */
export function* serveWhoCame(cache: Cache, call: Call, { place, came, looked: first }: Arrival): Steps<unknown> {
  for (let looked = first ?? (yield* look(cache, call)); ; looked = yield* look(cache, call)) {
    if ('value' in looked) {
      recordHit(cache, call.handle, call.key);
      return looked.value;
    }
    const joins = !isAlone(cache, call);
    const flight = joins && (findFlight(cache, place) ?? cache.windows?.enter(call, looked));
    const landed = flight ? yield* join(cache, call, { flight, came }) : joins && findLanded(place, came);
    if (landed) return takeLanding(cache, call, landed);
    if (!flight) return yield* compute(cache, call, looked);
  }
}

function* compute(cache: Cache, call: Call, { reason, stamp }: NotFound): Steps<unknown> {
  recordMiss(cache, call, reason);
  const scope = cache.scopes.current();
  const flown = yield* fly(cache, call, {
    flight: startFlight(cache, call, !isAlone(cache, call)),
    stamp,
    raisesFloor: false,
    scope,
  });
  return flown.value;
}

/**
 * Runs the body whatever is stored, and lets loads that began earlier lose to its result. Where the result does not
 * come to the store, the entry that stood there ends all the same: what was to be replaced must not outlive it. (Where
 * the store refuses the result, it ends what is older itself.)
 */
export function* recompute(cache: Cache, call: Call): Steps<unknown> {
  const scope = cache.scopes.current();
  // In a transaction nothing is stored: the key is collected, and from here on the transaction's calls run their bodies.
  if (scope !== undefined) collect(scope, { dependencies: [], keys: [call.key] });
  const [stamp] = yield* takeNextStamps(cache, [call]);
  detachKey(cache.flights, call.key);
  const flight = startFlight(cache, call, false);
  const { value, outcome } = yield* fly(cache, call, { flight, stamp, raisesFloor: true, scope });
  if (outcome === 'unsent' && scope === undefined) yield* settle(invalidateKey(cache, call.key));
  return value;
}

/** The next stamps, for computations that replace what is stored; none where no store is asked, or it did not answer. */
export function* takeNextStamps(cache: Cache, calls: readonly Call[]): Steps<readonly Stamp[]> {
  const [call] = calls;
  if (!call || !cache.settings.enabled) return [];
  cache.used = true;
  try {
    return yield* settle(storeOf(cache, call.handle.spec).takeNextStamps(calls));
  } catch (error) {
    recordStoreError(cache, call, { operation: 'read', error });
    return [];
  }
}

/** Starts a flight for a call of the code that runs here. */
function startFlight(cache: Cache, call: Call, joinable: boolean): Flight {
  const { key, dependencies } = call;
  const parent = cache.currentFlight.get();
  return cache.flights.start({ key, dependencies, store: storeOf(cache, call.handle.spec), parent, joinable });
}
