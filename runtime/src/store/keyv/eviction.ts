import { readField } from './recognise.ts';

/** Names of classes that throw entries out to make room. */
const EVICTING = /lru|memcache|cacheable/i;

/** Fields that bound how much a map holds: quick-lru, lru-cache, cacheable. */
const BOUNDS = ['maxSize', 'max', 'lruSize'];

/** Adapters stand in bridges, bridges in Keyvs. */
const DEEPEST = 6;

/**
 * Whether the given store is known to throw entries out by itself. A server that was set up to (Redis with a
 * `maxmemory-policy`) cannot be seen from here.
 */
export function evicts(given: unknown): boolean {
  return innerStores(given).some(
    (store) => EVICTING.test(nameOfClass(store)) || BOUNDS.some((name) => isBound(readField(store, name))),
  );
}

/** Whether it is Memcached, which takes a ttl of more than 30 days for a date. */
export function isMemcached(given: unknown): boolean {
  return innerStores(given).some((store) => /memcache/i.test(nameOfClass(store)));
}

/** The given store and those inside of it. */
function innerStores(given: unknown): readonly object[] {
  const found: object[] = [];
  let store = given;
  while (typeof store === 'object' && store !== null && found.length < DEEPEST && !found.includes(store)) {
    found.push(store);
    store = readField(store, 'store') ?? readField(readField(store, 'opts'), 'store');
  }
  return found;
}

/** Name of an object's class, for messages too: `KeyvPostgres`. */
export function nameOfClass(object: object): string {
  const { constructor } = object;
  return typeof constructor === 'function' ? constructor.name : 'Object';
}

function isBound(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && Number.isFinite(value);
}
