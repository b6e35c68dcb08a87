/**
 * A call of an asynchronous function over a store that is waited for. What serve.ts does, with no steps to go through on
 * the way that nearly all calls take: one read, and the entry is served. Whatever else happens is left to serve.ts.
 */
import { type Cache, storeOf } from '../cache.ts';
import type { SharedReading, Store } from '../store/port.ts';
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
export type ServeSoon = (call: Call) => Promise<unknown> | undefined;

export const serveSoon: ServeSoon = (call) => {
  const { handle } = call;
  const store = storeOf(handle.cache, handle.spec);
  if (store.synchronous) return undefined;
  refuseSlowStore(handle);
  return serveFrom(store, handle.cache, call);
};

async function serveFrom(store: Store, cache: Cache, call: Call): Promise<unknown> {
  const { flights, surroundings } = cache;
  const { pause } = surroundings;
  const came = flights.arrive(call.key);
  try {
    let looked: Looked | undefined;
    if (whyNotAsked(cache) === undefined) {
      try {
        const sent = cache.outbox?.sent;
        const { readings, place } = store.readShared?.(call) ?? askAlone(store, call);
        if (pause !== undefined) await pause(readings);
        const reading = (await readings)[place];
        // Where the outbox has sent something meanwhile, serve.ts asks again.
        if (isStill(cache, sent)) looked = judge(cache, call, { store, reading });
      } catch (error) {
        looked = failLook(cache, call, error);
      }
      if (looked !== undefined && 'value' in looked) {
        recordHit(cache, call.handle, call.key);
        return looked.value;
      }
    }
    return await driveAsync(serveWhoCame(cache, call, { came, looked }), pause);
  } finally {
    flights.leave(call.key);
  }
}

function askAlone(store: Store, call: Call): SharedReading {
  return { readings: Promise.resolve(store.read([call])), place: 0 };
}
