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

/** Loads many items, of which some are stored. */
export type LoadMany = (ids: readonly number[]) => Promise<readonly User[]>;

/** A package that keeps items one by one. */
export interface BatchPeer {
  readonly who: string;
  readonly remark: string;
  readonly wrap: (load: LoadMany) => LoadMany;
}

/** Those that read and write many at once by hand, and those that know single items only. */
export function batchPeers(url: string): readonly BatchPeer[] {
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
      who: 'async-cache-dedupe',
      remark: 'item by item',
      wrap: (load) => {
        const client = new Redis(url);
        const cache = createDedupe({ ttl: TTL / 1000, storage: { type: 'redis', options: { client } } });
        const one = cache.define('find', async (id: number) => (await load([id]))[0]);
        return (ids) => Promise.all(ids.map((id) => found(one.find(id))));
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
        return (ids) => Promise.all(ids.map((id) => found(find(id))));
      },
    },
  ];
}

interface ManyStore {
  readonly getMany: (keys: readonly string[]) => Promise<readonly (User | undefined | null)[]>;
  readonly setMany: (items: readonly { readonly key: string; readonly value: User }[]) => Promise<unknown>;
}

/** One read, one body call for what is missing, one write. */
export function byMany(load: LoadMany, { getMany, setMany }: ManyStore): LoadMany {
  return async (ids) => {
    const keys = ids.map((id) => `user:${id}`);
    const stored = await getMany(keys);
    const missing = ids.filter((_, i) => stored[i] === undefined || stored[i] === null);
    const loaded = new Map((await load(missing)).map((user) => [user.id, user]));
    await setMany([...loaded.values()].map((value) => ({ key: `user:${value.id}`, value })));
    return ids.map((id, i) => stored[i] ?? present(loaded.get(id)));
  };
}

async function found(user: Promise<User | undefined>): Promise<User> {
  return present(await user);
}

function present(user: User | undefined): User {
  if (user === undefined) throw new Error('every item has a user');
  return user;
}

/** A Keyv of its own: two in one process would share their keys' prefix. */
function openKeyv(url: string): Keyv {
  return new Keyv({ store: new KeyvRedis(url), namespace: crypto.randomUUID(), ttl: TTL });
}
