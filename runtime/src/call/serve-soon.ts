/**
 * A call of an asynchronous function over a store that is waited for. What serve.ts does, with no steps to go through on
 * the way that nearly all calls take: one read, and the entry is served. Whatever else happens is left to serve.ts.
 *
 * A reaction to the answer that callers share is a third of what an `async` function keeps for each call.
 */
import { type Cache, storeOf } from '../cache.ts';
import type { Reading, SharedReading, Store } from '../store/port.ts';
import { readShared } from '../store/read-shared.ts';
import type { Handle } from './handle.ts';
import { type KnownCall, KnownCalls } from './known-calls.ts';
import { failLook, isStill, judge, type Looked, whyNotAsked } from './look.ts';
import { type Readers, ReadsUnderWay } from './readers.ts';
import { recordHit } from './record.ts';
import { refuseSlowStore } from './refuse-slow-store.ts';
import { serveWhoCame } from './serve.ts';
import { driveAsync } from './steps.ts';

/**
 * The value of a call with these values of all holes: served, joined or computed; `undefined` where the store is not waited
 * for, or none is asked: serve.ts does it all.
 *
 * @throws SyncStoreError (HF3008) where the function cannot wait, UnkeyableArgumentError (HF3001)
 */
export interface ServeSoon {
  (handle: Handle, values: readonly unknown[], body: () => unknown): PromiseLike<unknown> | undefined;
  readonly knownCalls: KnownCalls;
}

/** A call, and where it stands. */
interface Coming {
  readonly known: KnownCall;
  readonly values: readonly unknown[];
  readonly body: () => unknown;
  /** Those whose reads are on their way, and it among them. */
  readonly readers: Readers;
  /** Its place in the order of arrival. */
  readonly came: number;
}

/** What all calls have in common. */
interface Common {
  readonly knownCalls: KnownCalls;
  readonly reads: ReadsUnderWay;
}

export function serveSoonOn(cache: Cache): ServeSoon {
  const common: Common = { knownCalls: new KnownCalls(cache), reads: new ReadsUnderWay(cache.flights) };
  const { knownCalls, reads } = common;
  const serveSoon = (handle: Handle, values: readonly unknown[], body: () => unknown) => {
    const store = storeOf(cache, handle.spec);
    if (store.synchronous) return undefined;
    refuseSlowStore(handle);
    const known = knownCalls.find(handle, values) ?? knownCalls.prepare(handle.callWith(values, body), store);
    if (known.isUncached) return undefined;
    return serveFrom(store, common, {
      known,
      values,
      body,
      readers: reads.enter(known.key),
      came: cache.flights.takePlace(),
    });
  };
  return Object.assign(serveSoon, { knownCalls });
}

function serveFrom(store: Store, common: Common, coming: Coming): PromiseLike<unknown> {
  const { known, values } = coming;
  const { cache } = known.handle;
  if (whyNotAsked(cache) !== undefined) return goOn(common, coming);
  const sent = cache.outbox?.sent;
  const fail = (error: unknown): Promise<unknown> => goOn(common, coming, () => failLook(cache, known, error));
  try {
    const { readings, place } = readShared(store, known.request);
    return afterPause(cache, readings).then((all) => {
      // Where the outbox has sent something meanwhile, serve.ts asks again.
      if (!isStill(cache, sent)) return goOn(common, coming);
      try {
        const looked = judge(cache, known, { store, reading: all[place] });
        if (!('value' in looked)) return goOn(common, coming, () => looked);
        recordHit(cache, known.handle, known.key);
        common.knownCalls.remember(known, values);
        common.reads.leave(coming.readers);
        return looked.value;
      } catch (error) {
        return fail(error);
      }
    }, fail);
  } catch (error) {
    return fail(error);
  }
}

/** The rest of a call whose value is not served at once. */
async function goOn(
  { reads }: Common,
  { known, values, body, readers, came }: Coming,
  look?: () => Looked,
): Promise<unknown> {
  const { handle, key } = known;
  const { cache } = handle;
  const place = cache.flights.arrive(key);
  reads.leave(readers);
  try {
    const call = handle.callWith(values, body, key);
    call.asked = known.prepared;
    return await driveAsync(serveWhoCame(cache, call, { place, came, looked: look?.() }), cache.surroundings.pause);
  } finally {
    cache.flights.leave(place);
  }
}

/** The same readings, when a test lets them come. */
function afterPause(
  { surroundings: { pause } }: Cache,
  readings: SharedReading['readings'],
): SharedReading['readings'] {
  // It gives what it was given.
  return pause === undefined ? readings : (pause(readings) as PromiseLike<readonly Reading[]>);
}
