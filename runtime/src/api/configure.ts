import { type Cache, listStores, openMemory, openMemoryOnly, type Stores } from '../cache.ts';
import { refuseLockedTtl } from '../call/refuse-locked-ttl.ts';
import { ConfigurationError, ConfiguredTooLateError, StoreUnreachableError } from '../errors.ts';
import type { Store, StoreDefinition, StorePromise } from '../store/port.ts';
import { type ConfigureOptions, readSettings } from './read-settings.ts';

/** What a configured store is and promises: `{ kind: 'memory', promise: 'strict' }`. */
export interface StoreReport {
  readonly kind: string;
  readonly promise: StorePromise;
}

/** What `configure` resolves to. */
export interface Configured {
  readonly store: StoreReport;
  readonly syncStore: StoreReport;
  readonly stores: Readonly<Record<string, StoreReport>>;
}

/** Sets up the cache. Resolves after the stores answered; where it rejects, nothing has changed. */
export async function configureCache(cache: Cache, options: ConfigureOptions): Promise<Configured> {
  const settings = readSettings(options);
  for (const handle of cache.handles.values()) refuseLockedTtl(settings, handle);
  if (namesStores(options)) await whileInvalidationsWait(cache, () => replaceStores(cache, options));
  cache.settings = settings;
  const { main, sync, named } = cache.stores;
  return {
    store: report(main),
    syncStore: report(sync),
    stores: Object.fromEntries(Array.from(named, ([name, store]) => [name, report(store)])),
  };
}

/** Closes the stores; later calls start with an empty memory store. */
export async function disposeCache(cache: Cache): Promise<void> {
  await putStores(cache, openMemoryOnly(cache.surroundings));
}

/** Invalidations wait until the stores are settled, so that they reach those that are used from then on. */
async function whileInvalidationsWait(cache: Cache, work: () => Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  cache.settling = promise;
  try {
    await work();
  } finally {
    if (cache.settling === promise) cache.settling = undefined;
    resolve();
  }
}

function namesStores({ store, syncStore, stores }: ConfigureOptions): boolean {
  return store !== undefined || syncStore !== undefined || stores !== undefined;
}

async function replaceStores(cache: Cache, options: ConfigureOptions): Promise<void> {
  if (cache.used && options.replace !== true) {
    throw new ConfiguredTooLateError(
      'configure() named a store after cached calls ran; what they stored would be left behind. Call it before the first cached call, or say replace: true.',
    );
  }
  const opened: Store[] = [];
  let stores: Stores;
  try {
    stores = await openAll(cache, options, opened);
  } catch (error) {
    await disposeAll(cache, opened);
    throw error;
  }
  await putStores(cache, stores);
}

async function openAll(cache: Cache, options: ConfigureOptions, opened: Store[]): Promise<Stores> {
  const open = async (name: string, definition: StoreDefinition): Promise<Store> => {
    const store = await openOne(cache, name, definition);
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
  for (const [name, definition] of Object.entries(options.stores ?? {})) {
    named.set(name, await open(`stores.${name}`, definition));
  }
  return { main, sync, named, several: new Set([main, sync, ...named.values()]).size > 1 };
}

function syncBeside(cache: Cache, main: Store): Store {
  return main.synchronous ? main : openMemory(cache.surroundings);
}

async function openOne(cache: Cache, name: string, definition: StoreDefinition): Promise<Store> {
  if (typeof definition?.open !== 'function') {
    throw new ConfigurationError(`${name} takes a store definition such as memoryStore(), not ${String(definition)}.`);
  }
  try {
    return await definition.open({ now: () => cache.surroundings.now() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnreachableError(`${name} (${definition.kind}) did not open: ${reason}`, { cause: error });
  }
}

async function putStores(cache: Cache, stores: Stores): Promise<void> {
  const old = listStores(cache);
  cache.stores = stores;
  cache.used = false;
  const kept = new Set(listStores(cache));
  const left = old.filter((store) => !kept.has(store));
  for (const store of left) cache.outbox.drop(store);
  await disposeAll(cache, left);
}

/** Closes stores. One that fails to is an event: it is out of use already. */
export async function disposeAll(cache: Cache, stores: readonly Store[]): Promise<void> {
  for (const outcome of await Promise.allSettled(stores.map(async (store) => store.dispose()))) {
    if (outcome.status === 'rejected') cache.events.emit('error', { operation: 'dispose', error: outcome.reason });
  }
}

function report(store: Store): StoreReport {
  return { kind: store.kind, promise: store.promise };
}
