import KeyvRedis from '@keyv/redis';
import { createCache as createDedupe } from 'async-cache-dedupe';
import { BentoCache, bentostore } from 'bentocache';
import { redisDriver } from 'bentocache/drivers/redis';
import { createCache as createManager } from 'cache-manager';
import { Cacheable } from 'cacheable';
import { Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { TTL } from '../peers/peer.ts';
import type { User } from '../rows/user.ts';
import { byBatch } from './by-batch.ts';
import { type BatchPeer, byMany, present } from './by-many.ts';

/** Those that read and write many at once by hand, and those that know single items only. */
export function redisBatchPeers(url: string): readonly BatchPeer[] {
  return [
    {
      who: 'keyv',
      remark: 'getMany and setMany by hand',
      wrap: (load) => {
        const cache = openKeyv(url);
        return byMany(load, {
          getMany: (keys) => cache.getMany<User>([...keys]),
          setMany: (items) => cache.setMany(items.map(({ key, value }) => ({ key, value, ttl: TTL }))),
        });
      },
    },
    {
      who: 'cacheable',
      remark: 'getMany and setMany by hand',
      wrap: (load) => {
        const cache = new Cacheable({ primary: openKeyv(url), ttl: TTL });
        return byMany(load, {
          getMany: (keys) => cache.getMany<User>([...keys]),
          setMany: (items) => cache.setMany([...items]),
        });
      },
    },
    {
      who: 'cache-manager',
      remark: 'mget and mset by hand',
      wrap: (load) => {
        const cache = createManager({ stores: [openKeyv(url)] });
        return byMany(load, {
          getMany: (keys) => cache.mget<User>([...keys]),
          setMany: (items) => cache.mset(items.map(({ key, value }) => ({ key, value, ttl: TTL }))),
        });
      },
    },
    {
      who: 'cachified',
      remark: 'createBatch over ioredis',
      wrap: (load) => {
        const client = new Redis(url);
        return byBatch(load, {
          get: async (key) => {
            const text = await client.get(key);
            return text === null ? undefined : JSON.parse(text);
          },
          set: (key, entry) => client.set(key, JSON.stringify(entry), 'PX', TTL),
          delete: (key) => client.del(key),
        });
      },
    },
    {
      who: 'async-cache-dedupe',
      remark: 'item by item',
      wrap: (load) => {
        const client = new Redis(url);
        const cache = createDedupe({ ttl: TTL / 1000, storage: { type: 'redis', options: { client } } });
        const one = cache.define('find', async (id: number) => (await load([id]))[0]);
        return (ids) => Promise.all(ids.map(async (id) => present(await one.find(id))));
      },
    },
    {
      who: 'BentoCache',
      remark: 'item by item',
      wrap: (load) => {
        const stores = { redis: bentostore().useL2Layer(redisDriver({ connection: new Redis(url) })) };
        const cache = new BentoCache({ default: 'redis', stores });
        const find = (id: number): Promise<User | undefined> =>
          cache.getOrSet({ key: `user:${id}`, ttl: TTL, factory: async () => (await load([id]))[0] });
        return (ids) => Promise.all(ids.map(async (id) => present(await find(id))));
      },
    },
  ];
}

/** A Keyv of its own: two in one process would share their keys' prefix. */
function openKeyv(url: string): Keyv {
  return new Keyv({ store: new KeyvRedis(url), namespace: crypto.randomUUID(), ttl: TTL });
}
