import { createCache } from 'async-cache-dedupe';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { redisDriver } from 'bentocache/drivers/redis';
import { configure, invalidateTag, memoryStore } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { Redis } from 'ioredis';
import type { Invalidated } from '../invalidate/invalidated.ts';
import { measureOurs, measurePeer, type Sizes } from '../invalidate/measure-invalidate.ts';
import type { Mode } from '../mode.ts';
import { TTL } from '../peers/peer.ts';
import { startRedis } from '../redis/start-redis.ts';
import type { Measured, Row } from '../row.ts';

/**
 * @cache ttl=10m id=bench.invalidate
 * @tag group:{group}
 */
async function findMember(group: string, index: number): Promise<string> {
  return `${group} ${index}`;
}

const HOLDFAST: Invalidated = {
  who: 'holdfast',
  fill: findMember,
  invalidate: (group) => invalidateTag(`group:${group}`),
  empties: false,
};

async function measure(mode: Mode, open: () => Promise<readonly Invalidated[]>): Promise<Measured> {
  const sizes: Sizes = mode.quick
    ? { ours: [1, 100, 1000, 10_000], peers: [1, 1000], rounds: mode.rounds }
    : { ours: [1, 100, 10_000, 100_000, 1_000_000], peers: [1, 100_000], rounds: 5 * mode.rounds };
  const peers = await open();
  const { figures: ours, absent = [] } = await measureOurs(HOLDFAST, sizes);
  const figures = [...ours];
  for (const peer of peers) figures.push(...(await measurePeer(peer, sizes)));
  return { figures, absent };
}

async function openInRedis(): Promise<readonly Invalidated[]> {
  const { url } = await startRedis();
  await configure({ store: redisStore(url) });
  const options = { client: new Redis(url), invalidation: { referencesTTL: TTL / 1000 } };
  return [
    dedupe(createCache({ ttl: TTL / 1000, storage: { type: 'redis', options } })),
    bento(bentostore().useL2Layer(redisDriver({ connection: new Redis(url) }))),
  ];
}

async function openInMemory(): Promise<readonly Invalidated[]> {
  await configure({ store: memoryStore({ maxEntries: 2_000_000 }) });
  const options = { size: 2_000_000, invalidation: true };
  return [
    dedupe(createCache({ ttl: TTL / 1000, storage: { type: 'memory', options } })),
    bento(bentostore().useL1Layer(memoryDriver({ maxItems: 2_000_000, serialize: false }))),
  ];
}

interface Call {
  readonly group: string;
  readonly index: number;
}

function dedupe(cache: ReturnType<typeof createCache>): Invalidated {
  const find = async ({ group, index }: Call): Promise<string> => `${group} ${index}`;
  const defined = cache.define('find', { references: ({ group }: Call) => [`group:${group}`] }, find);
  return {
    who: 'async-cache-dedupe',
    fill: (group, index) => defined.find({ group, index }),
    invalidate: (group) => cache.invalidateAll(`group:${group}`),
    empties: true,
  };
}

function bento(store: ReturnType<typeof bentostore>): Invalidated {
  const cache = new BentoCache({ default: 'one', stores: { one: store } });
  return {
    who: 'BentoCache',
    fill: (group, index) =>
      cache.getOrSet({
        key: `${group}:${index}`,
        ttl: TTL,
        tags: [`group:${group}`],
        factory: async () => `${group} ${index}`,
      }),
    invalidate: (group) => cache.deleteByTag({ tags: [`group:${group}`] }),
    empties: false,
  };
}

const MEANING =
  'Milliseconds of ending a tag that so many entries have. To be flat: at most 1.5 times that of one entry.';

export const IN_REDIS: Row = {
  title: 'invalidation of a tag, Redis, by number of entries',
  unit: 'milliseconds',
  meaning: MEANING,
  measure: (mode) => measure(mode, openInRedis),
};

export const IN_MEMORY: Row = {
  title: 'invalidation of a tag, memory, by number of entries',
  unit: 'milliseconds',
  meaning: MEANING,
  measure: (mode) => measure(mode, openInMemory),
};
