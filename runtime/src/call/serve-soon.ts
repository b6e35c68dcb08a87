/**
 * A call of an asynchronous function over a store that is waited for. What serve.ts does, with no steps to go through on
 * the way that nearly all calls take: one read, and the entry is served. Whatever else happens is left to serve.ts.
 *
 * A reaction to the answer that callers share is a third of what an `async` function keeps for each call.
 */
import { type Cache, storeOf } from '../cache.ts';
import type { Reading, SharedReading, Store } from '../store/port.ts';
import type { Call } from './call.ts';
import { failLook, isStill, judge, type Looked, whyNotAsked } from './look.ts';
import { recordHit } from './record.ts';
import { refuseSlowStore } from './refuse-slow-store.ts';
import { serveWhoCame } from './serve.ts';
import { driveAsync } from './steps.ts';

/**
 * The value of a call: served, joined or computed; `undefined` where the store is not waited for: serve.ts does it all.
 *
 * @throws SyncStoreError (HF3008) where the function cannot wait
 */
export type ServeSoon = (call: Call) => PromiseLike<unknown> | undefined;

export const serveSoon: ServeSoon = (call) => {
  const { handle } = call;
  const store = storeOf(handle.cache, handle.spec);
  if (store.synchronous) return undefined;
  refuseSlowStore(handle);
  return serveFrom(store, handle.cache, call);
};

function serveFrom(store: Store, cache: Cache, call: Call): PromiseLike<unknown> {
  const came = cache.flights.arrive(call.key);
  if (whyNotAsked(cache) !== undefined) return goOn(call, came);
  const sent = cache.outbox?.sent;
  const fail = (error: unknown): Promise<unknown> => goOn(call, came, () => failLook(cache, call, error));
  try {
    const { readings, place } = store.readShared?.(call) ?? askAlone(store, call);
    return afterPause(cache, readings).then((all) => {
      // Where the outbox has sent something meanwhile, serve.ts asks again.
      if (!isStill(cache, sent)) return goOn(call, came);
      try {
        const looked = judge(cache, call, { store, reading: all[place] });
        if (!('value' in looked)) return goOn(call, came, () => looked);
        recordHit(cache, call.handle, call.key);
        cache.flights.leave(call.key);
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
async function goOn(call: Call, came: number, look?: () => Looked): Promise<unknown> {
  const { cache } = call.handle;
  try {
    return await driveAsync(serveWhoCame(cache, call, { came, looked: look?.() }), cache.surroundings.pause);
  } finally {
    cache.flights.leave(call.key);
  }
}

function askAlone(store: Store, call: Call): SharedReading {
  return { readings: Promise.resolve(store.read([call])), place: 0 };
}

/** The same readings, when a test lets them come. */
function afterPause(
  { surroundings: { pause } }: Cache,
  readings: SharedReading['readings'],
): SharedReading['readings'] {
  // It gives what it was given.
  return pause === undefined ? readings : (pause(readings) as PromiseLike<readonly Reading[]>);
}
