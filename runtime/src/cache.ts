/**
 * The state of one runtime: everything that the verbs in call/ and api/ work on. Made once by its factory and
 * passed along; nothing else in the package has state.
 */
import { CurrentFlight } from './call/current-flight.ts';
import { Flights } from './call/flights.ts';
import type { Handle } from './call/handle.ts';
import { Events } from './events.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import type { Store } from './store/port.ts';
import { memoryStore } from './store/memory/memory-store.ts';
import type { Milliseconds } from './units.ts';

export interface Cache {
  settings: Settings;
  /** Where asynchronous functions live. */
  store: Store;
  /** Where synchronous functions live: `store` itself where it answers at once. */
  syncStore: Store;
  /** Set by the first call that is served from or written to a store. */
  used: boolean;
  disposed: boolean;
  readonly now: () => Milliseconds;
  readonly flights: Flights;
  readonly currentFlight: CurrentFlight;
  readonly events: Events;
  /** By namespace and id, as `shop:findUser`. */
  readonly handles: Map<string, Handle>;
  readonly byFunction: WeakMap<object, Handle>;
}

/** A cache on the memory store. `now` is a monotonic clock. */
export function createCache(now: () => Milliseconds): Cache {
  const store = openMemory(now);
  return {
    settings: DEFAULT_SETTINGS,
    store,
    syncStore: store,
    used: false,
    disposed: false,
    now,
    flights: new Flights(),
    currentFlight: new CurrentFlight(),
    events: new Events(),
    handles: new Map(),
    byFunction: new WeakMap(),
  };
}

/** The stores in use, each once: invalidations go to all of them. */
export function listStores(cache: Cache): readonly Store[] {
  return cache.store === cache.syncStore ? [cache.store] : [cache.store, cache.syncStore];
}

/** The default store. */
export function openMemory(now: () => Milliseconds): Store {
  // The memory store opens at once: its `open` is no promise.
  return memoryStore().open({ now }) as Store;
}
