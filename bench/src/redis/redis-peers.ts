import KeyvRedis from '@keyv/redis';
import { createCache as createDedupe } from 'async-cache-dedupe';
import { BentoCache, bentostore } from 'bentocache';
import { redisDriver as bentoDriver } from 'bentocache/drivers/redis';
import { createCache as createManager } from 'cache-manager';
import { Cacheable } from 'cacheable';
import { Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { createStorage } from 'unstorage';
import redisDriver from 'unstorage/drivers/redis';
import { byGetAndSet } from '../peers/by-get-and-set.ts';
import { type Peer, TTL } from '../peers/peer.ts';

/** Packages that store in Redis, each with a connection of its own. */
export function redisPeers(url: string): readonly Peer[] {
  return [
    {
      who: 'unstorage',
      remark: 'around the function by hand',
      wrap: (subject) => {
        const storage = createStorage({ driver: redisDriver({ url, ttl: TTL / 1000 }) });
        const set = (key: string, value: never): Promise<void> => storage.setItem(key, value);
        return byGetAndSet({ get: (key) => storage.getItem(key), set }, subject);
      },
    },
    {
      who: 'async-cache-dedupe',
      wrap: ({ load }) => {
        const client = new Redis(url);
        const cache = createDedupe({ ttl: TTL / 1000, storage: { type: 'redis', options: { client } } });
        // A function of one parameter has no second argument.
        const one = cache.define('find', (a: Parameters<typeof load>[0]) => load(a, undefined as never));
        return (a) => one.find(a);
      },
    },
    {
      who: 'BentoCache',
      wrap: ({ load, keyOf }) => {
        const cache = openBento(url);
        return (a, b) => cache.getOrSet({ key: keyOf(a, b), ttl: TTL, factory: () => load(a, b) });
      },
    },
    {
      who: 'cache-manager',
      wrap: ({ load, keyOf }) => {
        const cache = createManager({ stores: [openKeyv(url)] });
        return (a, b) => cache.wrap(keyOf(a, b), () => load(a, b), TTL);
      },
    },
    {
      who: 'keyv',
      remark: 'around the function by hand',
      wrap: (subject) => byGetAndSet(openKeyv(url), subject),
    },
    {
      who: 'cacheable',
      wrap: ({ load, keyOf }) => {
        const cache = new Cacheable({ primary: openKeyv(url), ttl: TTL });
        return (a, b) => cache.getOrSet(keyOf(a, b), () => load(a, b));
      },
    },
  ];
}

/** Those that know tags, with two on each entry: one of all, one of its own. */
export function taggedRedisPeers(url: string): readonly Peer[] {
  return [
    {
      who: 'async-cache-dedupe, references',
      remark: 'a hit does not look at them',
      wrap: ({ load, keyOf }) => {
        const options = { client: new Redis(url), invalidation: { referencesTTL: TTL / 1000 } };
        const cache = createDedupe({ ttl: TTL / 1000, storage: { type: 'redis', options } });
        type First = Parameters<typeof load>[0];
        // A function of one parameter has no second argument.
        const references = (a: First): string[] => ['users', keyOf(a, undefined as never)];
        const one = cache.define('find', { references }, (a: First) => load(a, undefined as never));
        return (a) => one.find(a);
      },
    },
    {
      who: 'BentoCache, tags',
      wrap: ({ load, keyOf }) => {
        const cache = openBento(url);
        return (a, b) => {
          const key = keyOf(a, b);
          return cache.getOrSet({ key, ttl: TTL, tags: ['users', key], factory: () => load(a, b) });
        };
      },
    },
    {
      who: 'cacheable, tags',
      remark: 'around the function by hand',
      wrap: (subject) => {
        const cache = new Cacheable({ primary: openKeyv(url), ttl: TTL, tags: true });
        const set = (key: string, value: never): Promise<boolean> => cache.set(key, value, { tags: ['users', key] });
        return byGetAndSet({ get: (key) => cache.get(key), set }, subject);
      },
    },
  ];
}

function openBento(url: string) {
  const stores = { redis: bentostore().useL2Layer(bentoDriver({ connection: new Redis(url) })) };
  return new BentoCache({ default: 'redis', stores });
}

/** A Keyv of its own: two in one process would share their keys' prefix. */
function openKeyv(url: string): Keyv {
  return new Keyv({ store: new KeyvRedis(url), namespace: crypto.randomUUID(), ttl: TTL });
}
