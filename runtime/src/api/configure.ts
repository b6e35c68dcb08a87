import type { Cache, Stores } from '../cache.ts';
import { endAtHand } from '../call/end-at-hand.ts';
import { landLater } from '../call/land-later.ts';
import { serveSoonOn } from '../call/serve-soon.ts';
import { ConfigurationError, ConfiguredTooLateError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { KeyvLike } from '../store/keyv/keyv-like.ts';
import { openMemory } from '../store/memory/open-memory.ts';
import type { Store, StoreDefinition, StorePromise } from '../store/port.ts';
import type { Milliseconds } from '../units.ts';
import type { ConfigureOptions } from './configure-options.ts';
import { definitionOf, openStore } from './open-store.ts';
import { disposeAll, putStores } from './put-stores.ts';
import { readSettings } from './read-settings.ts';
import { openLater, StoreOpenedLater } from './store-opened-later.ts';

const TOO_LATE =
  'configure() named a store after cached calls ran; what they stored would be left behind. Call it before the first cached call, or say replace: true.';

/** What a configured store is and promises: `{ kind: 'memory', promise: 'strict' }`. */
export interface StoreReport {
  readonly kind: string;
  /** Absent: the store is not open yet (`wait: false`). */
  readonly promise?: StorePromise;
}

/** What `configure` resolves to. */
export interface Configured {
  readonly store: StoreReport;
  readonly syncStore: StoreReport;
  readonly stores: Readonly<Record<string, StoreReport>>;
}

/**
 * Sets up the cache. Resolves after the stores answered; where it rejects, nothing has changed.
 *
 * @param used whether cached calls ran before it was asked for
 */
export async function configureCache(cache: Cache, options: ConfigureOptions, used: boolean): Promise<Configured> {
  const settings = readSettings(options);
  refuseOtherPrefix(cache, options, settings);
  for (const handle of cache.handles.values()) settings.refuseUnfit?.(handle);
  if (namesStores(options)) {
    if (used && options.replace !== true) throw new ConfiguredTooLateError(TOO_LATE);
    await replaceStores(cache, options, settings);
  } else replaceSettings(cache, settings);
  const { main, sync, named } = cache.stores;
  return {
    store: report(main),
    syncStore: report(sync),
    stores: Object.fromEntries(Array.from(named, ([name, store]) => [name, report(store)])),
  };
}

/** A store keeps what it knows of invalidations under the prefix it was opened with; only memory is its process's own. */
function refuseOtherPrefix(cache: Cache, options: ConfigureOptions, { prefix }: Settings): void {
  if (prefix === cache.settings.prefix || options.store !== undefined || cache.stores.main.kind === 'memory') return;
  throw new ConfigurationError(
    `prefix is now ${prefix}, but the ${cache.stores.main.kind} store was opened for ${cache.settings.prefix}. Name the store and the prefix in one configure().`,
  );
}

function namesStores({ store, syncStore, stores }: ConfigureOptions): boolean {
  return store !== undefined || syncStore !== undefined || stores !== undefined;
}

/** Stores and settings change together: no call meets the ones without the others. */
async function replaceStores(cache: Cache, options: ConfigureOptions, settings: Settings): Promise<void> {
  const opened: Store[] = [];
  let stores: Stores;
  try {
    stores = await openAll(cache, { options, settings, opened });
  } catch (error) {
    await disposeAll(cache, opened);
    throw error;
  }
  replaceSettings(cache, settings);
  cache.serveSoon ??= serveSoonOn(cache);
  cache.landLater = landLater;
  await putStores(cache, stores);
}

interface OpeningAll {
  readonly options: ConfigureOptions;
  readonly settings: Settings;
  /** What is open so far, to be closed where a later one fails. */
  readonly opened: Store[];
}

async function openAll(cache: Cache, { options, settings, opened }: OpeningAll): Promise<Stores> {
  const now = (): Milliseconds => cache.surroundings.now();
  const wallNow = (): Milliseconds => (cache.surroundings.wallNow ?? now)();
  const open = async (name: string, given: StoreDefinition | KeyvLike): Promise<Store> => {
    const definition = await definitionOf(name, given);
    const opening = { name, definition, context: { now, wallNow, prefix: settings.prefix } };
    const store = options.wait === false ? openLater(cache, { ...opening, settings }) : await openStore(opening);
    opened.push(store);
    return store;
  };
  const main = options.store === undefined ? cache.stores.main : await open('store', options.store);
  const beside = options.store === undefined ? cache.stores.sync : syncBeside(cache, main);
  const sync = options.syncStore === undefined ? beside : await open('syncStore', options.syncStore);
  if (!sync.synchronous) {
    throw new ConfigurationError(
      `syncStore is a ${sync.kind} store, which answers with promises; synchronous functions cannot use it.`,
    );
  }
  const named = new Map<string, Store>(options.stores === undefined ? cache.stores.named : []);
  for (const [name, given] of Object.entries(options.stores ?? {})) {
    named.set(name, await open(`stores.${name}`, given));
  }
  return { main, sync, named, several: new Set([main, sync, ...named.values()]).size > 1 };
}

function syncBeside(cache: Cache, main: Store): Store {
  return main.synchronous ? main : openMemory(cache.surroundings);
}

function replaceSettings(cache: Cache, settings: Settings): void {
  endAtHand(cache);
  cache.settings = settings;
}

function report(store: Store): StoreReport {
  const isOpen = !(store instanceof StoreOpenedLater) || store.isOpen;
  return { kind: store.kind, ...(isOpen && { promise: store.promise }) };
}
