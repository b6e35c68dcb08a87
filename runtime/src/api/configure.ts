import { type Cache, openMemory } from '../cache.ts';
import { type DurationProblem, parseDuration } from '../duration.ts';
import { ConfigurationError, ConfiguredTooLateError, StoreUnreachableError } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings.ts';
import type { Store, StoreDefinition, StorePromise } from '../store/port.ts';
import type { Isolation } from '../value/isolate.ts';
import type { Milliseconds } from '../units.ts';

/** Options of `configure`. What is absent has its default, also when `configure` is called again. */
export interface ConfigureOptions {
  /** Where entries live; default: memory, `memoryStore()`. */
  readonly store?: StoreDefinition;
  /** Where entries of synchronous functions live; default: `store` where it answers at once, else memory. */
  readonly syncStore?: StoreDefinition;
  /** First part of every key; default `hf`. Services that invalidate each other share it. */
  readonly prefix?: string;
  /** How long results are fresh where the function does not say: `'10m'`; default `'1h'`. */
  readonly ttl?: string;
  /** Bound of every entry's life, `ttl=forever` included; default `'30d'`. */
  readonly keep?: string;
  /** How callers are kept apart where the function does not say; default `'copy'`. */
  readonly isolate?: Isolation;
  /** `false`: nothing is served or stored; invalidations are still written. Default `true`. */
  readonly enabled?: boolean;
  /** `'throw'`: a failing store fails the call; default `'event'`: the body runs, an `error` event is sent. */
  readonly onStoreError?: 'event' | 'throw';
  /** Allows another store after cached calls ran: what the old one held is left behind. */
  readonly replace?: boolean;
}

/** What `configure` resolves to. */
export interface Configured {
  /** The store's kind and what it promises: `{ kind: 'memory', promise: 'strict' }`. */
  readonly store: { readonly kind: string; readonly promise: StorePromise };
  readonly syncStore: { readonly kind: string; readonly promise: StorePromise };
}

const OPTIONS: readonly (keyof ConfigureOptions)[] = [
  'store',
  'syncStore',
  'prefix',
  'ttl',
  'keep',
  'isolate',
  'enabled',
  'onStoreError',
  'replace',
];

/** Sets up the cache. Resolves after the stores answered. */
export async function configureCache(cache: Cache, options: ConfigureOptions): Promise<Configured> {
  const settings = readSettings(options);
  const replacesStore = options.store !== undefined || options.syncStore !== undefined;
  if (replacesStore && cache.used && options.replace !== true) {
    throw new ConfiguredTooLateError(
      'configure() named a store after cached calls ran; what they stored would be left behind. Call it before the first cached call, or say replace: true.',
    );
  }
  if (replacesStore) await replaceStores(cache, options);
  cache.settings = settings;
  return { store: describe(cache.store), syncStore: describe(cache.syncStore) };
}

/** Closes the stores; a later call runs uncached until `configure` opens others. */
export async function disposeCache(cache: Cache): Promise<void> {
  const stores = new Set([cache.store, cache.syncStore]);
  cache.store = cache.syncStore = openMemory(cache.now);
  cache.used = false;
  for (const store of stores) await store.dispose();
}

async function replaceStores(cache: Cache, options: ConfigureOptions): Promise<void> {
  const old = new Set([cache.store, cache.syncStore]);
  const store = options.store === undefined ? openMemory(cache.now) : await open(cache, options.store);
  cache.syncStore = options.syncStore === undefined ? syncStoreBeside(cache, store) : await openSync(cache, options.syncStore);
  cache.store = store;
  cache.used = false;
  for (const it of old) await it.dispose();
}

function syncStoreBeside(cache: Cache, store: Store): Store {
  return store.synchronous ? store : openMemory(cache.now);
}

async function openSync(cache: Cache, definition: StoreDefinition): Promise<Store> {
  const store = await open(cache, definition);
  if (store.synchronous) return store;
  await store.dispose();
  throw new ConfigurationError(`syncStore is a ${store.kind} store, which answers with promises; synchronous functions cannot use it.`);
}

async function open(cache: Cache, definition: StoreDefinition): Promise<Store> {
  try {
    return await definition.open({ now: cache.now });
  } catch (error) {
    throw new StoreUnreachableError(`the ${definition.kind} store did not open: ${messageOf(error)}`, { cause: error });
  }
}

function describe(store: Store): Configured['store'] {
  return { kind: store.kind, promise: store.promise };
}

function readSettings(options: ConfigureOptions): Settings {
  for (const name of Object.keys(options)) refuseUnknown(name);
  for (const name of ['store', 'syncStore'] as const) checkStore(name, options[name]);
  const defaults = DEFAULT_SETTINGS;
  return {
    prefix: readPrefix(options.prefix),
    ttl: readDuration('ttl', options.ttl) ?? defaults.ttl,
    keep: readDuration('keep', options.keep) ?? defaults.keep,
    isolate: oneOf('isolate', options.isolate, ['copy', 'freeze', 'share']) ?? defaults.isolate,
    enabled: oneOf('enabled', options.enabled, [true, false]) ?? defaults.enabled,
    onStoreError: oneOf('onStoreError', options.onStoreError, ['event', 'throw']) ?? defaults.onStoreError,
  };
}

function refuseUnknown(name: string): void {
  if (OPTIONS.some((known) => known === name)) return;
  const nearest = nearestName(name, OPTIONS);
  throw new ConfigurationError(
    `configure() has no option ${name}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`} Options: ${OPTIONS.join(', ')}.`,
  );
}

function checkStore(name: string, definition: StoreDefinition | undefined): void {
  if (definition === undefined || typeof definition?.open === 'function') return;
  throw new ConfigurationError(`${name} takes a store definition such as memoryStore(), not ${String(definition)}.`);
}

function readPrefix(prefix: string | undefined): string {
  if (prefix === undefined) return DEFAULT_SETTINGS.prefix;
  if (typeof prefix === 'string' && prefix !== '') return prefix;
  throw new ConfigurationError(`prefix takes a text that is not empty, not ${JSON.stringify(prefix)}.`);
}

const DURATION_HELP: Readonly<Record<DurationProblem, string>> = {
  'no-unit': 'it has no unit',
  'unknown-unit': 'its unit is not known',
  'not-positive': 'it must be more than 0',
  'not-a-number': 'it is no duration',
};

function readDuration(name: string, text: string | undefined): Milliseconds | undefined {
  if (text === undefined) return undefined;
  const duration = typeof text === 'string' ? parseDuration(text) : 'no-unit';
  if (typeof duration === 'number') return duration;
  throw new ConfigurationError(
    `${name} is ${JSON.stringify(text)}, but ${DURATION_HELP[duration]}. Write a number and a unit: '500ms', '30s', '10m', '2h', '7d'.`,
  );
}

function oneOf<T>(name: string, value: T | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined || allowed.includes(value)) return value;
  throw new ConfigurationError(`${name} is ${JSON.stringify(value)}; it takes one of ${allowed.map((it) => JSON.stringify(it)).join(', ')}.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
