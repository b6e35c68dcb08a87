import type { CacheEntry } from '@epic-web/cachified';
import { createCache as createDedupe } from 'async-cache-dedupe';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache as createManager } from 'cache-manager';
import { Cacheable, createKeyv } from 'cacheable';
import DataLoader from 'dataloader';
import { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import { TTL } from '../peers/peer.ts';
import type { User } from '../rows/user.ts';
import { byBatch } from './by-batch.ts';
import { type BatchPeer, byMany, present } from './by-many.ts';

/** Most entries of each, so that a row that never asks for an item again does not fill the memory. */
export const MOST = 10_000;

/** Packages that keep items in this process's memory. */
export const MEMORY_BATCH_PEERS: readonly BatchPeer[] = [
  {
    who: 'dataloader',
    remark: 'loadMany over lru-cache; no ttl, all callers share one object',
    wrap: (load) => {
      const cacheMap = new LRUCache<number, Promise<User>>({ max: MOST });
      const loader = new DataLoader<number, User>(load, { cacheMap });
      return (ids) => Promise.all(ids.map((id) => loader.load(id)));
    },
  },
  {
    who: 'keyv',
    remark: 'getMany and setMany by hand',
    wrap: (load) => {
      const cache = openKeyv();
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
      const cache = new Cacheable({ primary: createKeyv({ lruSize: MOST }), ttl: TTL });
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
      const cache = createManager({ stores: [openKeyv()] });
      return byMany(load, {
        getMany: (keys) => cache.mget<User>([...keys]),
        setMany: (items) => cache.mset(items.map(({ key, value }) => ({ key, value, ttl: TTL }))),
      });
    },
  },
  {
    who: 'cachified',
    remark: 'createBatch over lru-cache',
    wrap: (load) => byBatch(load, new LRUCache<string, CacheEntry>({ max: MOST })),
  },
  {
    who: 'async-cache-dedupe',
    remark: 'item by item',
    wrap: (load) => {
      const cache = createDedupe({ ttl: TTL / 1000, storage: { type: 'memory', options: { size: MOST } } });
      const one = cache.define('find', async (id: number) => (await load([id]))[0]);
      return (ids) => Promise.all(ids.map(async (id) => present(await one.find(id))));
    },
  },
  {
    who: 'BentoCache',
    remark: 'item by item',
    wrap: (load) => {
      const store = bentostore().useL1Layer(memoryDriver({ maxItems: MOST, serialize: false }));
      const cache = new BentoCache({ default: 'memory', stores: { memory: store } });
      const find = (id: number): Promise<User | undefined> =>
        cache.getOrSet({ key: `user:${id}`, ttl: TTL, factory: async () => (await load([id]))[0] });
      return (ids) => Promise.all(ids.map(async (id) => present(await find(id))));
    },
  },
];

/** It has no bound; no row makes enough calls for that to matter. */
function openKeyv(): Keyv {
  return new Keyv({ ttl: TTL });
}
