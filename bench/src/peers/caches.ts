import { type CacheEntry, cachified } from '@epic-web/cachified';
import { createCache as createDedupe } from 'async-cache-dedupe';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache as createManager } from 'cache-manager';
import { Cacheable } from 'cacheable';
import { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import { defineCachedFunction } from 'ocache';
import { createStorage } from 'unstorage';
import { byGetAndSet } from './by-get-and-set.ts';
import { type Peer, TTL } from './peer.ts';

/** More than any row has keys. */
const MAX = 100_000;

/** Packages with a store, here in this process's memory. */
export const CACHES: readonly Peer[] = [
  {
    who: 'lru-cache',
    remark: 'around the function by hand',
    wrap: ({ load, keyOf }) => {
      const cache = new LRUCache<string, ReturnType<typeof load>>({ max: MAX, ttl: TTL });
      return (a, b) => {
        const key = keyOf(a, b);
        const hit = cache.get(key);
        if (hit !== undefined) return hit;
        const result = load(a, b);
        cache.set(key, result);
        return result;
      };
    },
  },
  {
    who: 'cachified',
    remark: 'over lru-cache',
    wrap: ({ load, keyOf }) => {
      const cache = new LRUCache<string, CacheEntry>({ max: MAX });
      return (a, b) => cachified({ key: keyOf(a, b), cache, ttl: TTL, getFreshValue: () => load(a, b) });
    },
  },
  {
    who: 'ocache',
    wrap: ({ load, keyOf }) =>
      defineCachedFunction(load, { name: 'bench', maxAge: TTL / 1000, swr: false, getKey: keyOf }),
  },
  {
    who: 'async-cache-dedupe',
    wrap: ({ load, parameters, isPlain }) => {
      const cache = createDedupe({ ttl: TTL / 1000, storage: { type: 'memory', options: { size: MAX } } });
      if (parameters === 1 && isPlain) {
        // A function of one parameter has no second argument.
        const one = cache.define('find', (a: Parameters<typeof load>[0]) => load(a, undefined as never));
        return (a) => one.find(a);
      }
      const two = cache.define('find', ([a, b]: Parameters<typeof load>) => load(a, b));
      return (a, b) => two.find([a, b]);
    },
  },
  {
    who: 'cache-manager',
    wrap: ({ load, keyOf }) => {
      const cache = createManager({ ttl: TTL });
      return (a, b) => cache.wrap(keyOf(a, b), () => load(a, b));
    },
  },
  {
    who: 'keyv',
    remark: 'around the function by hand',
    wrap: (subject) => byGetAndSet(new Keyv({ ttl: TTL }), subject),
  },
  {
    who: 'unstorage',
    remark: 'around the function by hand; no ttl, no bound',
    wrap: (subject) => {
      const storage = createStorage();
      return byGetAndSet(
        { get: (key) => storage.getItem(key), set: (key, value) => storage.setItem(key, value) },
        subject,
      );
    },
  },
  {
    who: 'BentoCache',
    wrap: ({ load, keyOf }) => {
      const cache = new BentoCache({
        default: 'memory',
        stores: { memory: bentostore().useL1Layer(memoryDriver({ maxItems: MAX, serialize: false })) },
      });
      return (a, b) => cache.getOrSet({ key: keyOf(a, b), ttl: TTL, factory: () => load(a, b) });
    },
  },
  {
    who: 'cacheable',
    wrap: ({ load, keyOf }) => {
      const cache = new Cacheable({ ttl: TTL });
      return (a, b) => cache.getOrSet(keyOf(a, b), () => load(a, b));
    },
  },
];
