import { createHash } from 'node:crypto';
import { afterAll, expect, onTestFinished } from 'vitest';
import { redisStore } from '../../../../runtime/src/redis.ts';
import type { Runtime } from '../../../../runtime/src/runtime.ts';
import * as batchScripts from '../../../../runtime/src/store/redis/batch-scripts.ts';
import * as boundedScripts from '../../../../runtime/src/store/redis/bounded-scripts.ts';
import * as scripts from '../../../../runtime/src/store/redis/scripts.ts';
import { commandsDuring } from '../../../servers/commands-during.ts';
import { type FaultyProxy, startFaultyProxy } from '../../../servers/faulty-proxy.ts';
import { beforeAll, it } from '../../../servers/redis-cases.ts';
import { type RedisCluster, startRedisCluster } from '../../../servers/redis-cluster.ts';
import { freshRuntime } from '../compiled-function.ts';
import { useRedis } from '../store/redis/use-redis.ts';
import { tellBatchStory } from './batch-story.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

const redis = useRedis();
const started: { proxy?: FaultyProxy; cluster?: RedisCluster } = {};

beforeAll(async () => {
  started.proxy = await startFaultyProxy(redis.server().port);
  started.cluster = await startRedisCluster();
});

afterAll(async () => {
  await started.proxy?.close();
  await started.cluster?.stop();
});

const hashOf = ({ text }: scripts.Script): string => createHash('sha1').update(text).digest('hex');
const [WRITE_ALL, TAKE_NEXT] = [batchScripts.WRITE_ALL, scripts.TAKE_NEXT].map(hashOf);
const [SWEEP, COUNT] = [boundedScripts.SWEEP, boundedScripts.COUNT].map(hashOf);

it('a batch lives in Redis', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore(redis.server().url), prefix: 'story' });
  onTestFinished(() => runtime.dispose());
  await tellBatchStory(runtime);
});

it('a batch lives in a cluster', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore({ cluster: started.cluster?.addresses ?? [] }) });
  onTestFinished(() => runtime.dispose());
  await tellBatchStory(runtime);
});

it('a batch of 5,000 items lives in Redis, and no command names more than 1,000 keys', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore(redis.server().url, { timeout: 30_000 }), prefix: 'many' });
  onTestFinished(() => runtime.dispose());
  const most = { names: 0 };
  const seen = await commandsDuring(redis.server().url, () => loadMany(runtime));
  for (const { isInScript, words } of seen) {
    const [name = '', , count = ''] = words;
    const named = /^(evalsha|eval)$/i.test(name) ? Number(count) : /^mget$/i.test(name) ? words.length - 1 : 1;
    if (!isInScript) most.names = Math.max(most.names, named);
  }
  expect(most.names).toBeGreaterThan(900);
  expect(most.names).toBeLessThanOrEqual(1000);
});

it('a batch of 5,000 items lives in a cluster', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore({ cluster: started.cluster?.addresses ?? [] }), prefix: 'many' });
  onTestFinished(() => runtime.dispose());
  await loadMany(runtime);
});

it('3,000 calls for one item each in one tick run one body on Redis', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore(redis.server().url), prefix: 'window' });
  onTestFinished(() => runtime.dispose());
  const asked: number[] = [];
  const load = compileBatch(
    runtime,
    'load',
    { parameters: ['ids'], batch: { window: 0 } },
    async (ids: readonly number[]) => {
      asked.push(ids.length);
      return ids;
    },
  );
  const calls = Array.from({ length: 3000 }, (_, i) => load([i]));
  expect((await Promise.all(calls)).flat()).toEqual(Array.from({ length: 3000 }, (_, i) => i));
  expect(asked).toEqual([3000]);
});

/** When the last of 100 items is stored. */
function storedLast(runtime: Runtime): Promise<void> {
  return new Promise((resolve) => {
    runtime.on('store', ({ key }) => {
      if (key.endsWith('(ids=99)')) resolve();
    });
  });
}

/** Loads 5,000 items, which are computed once. */
async function loadMany(runtime: Runtime): Promise<void> {
  const asked: number[] = [];
  const load = compileBatch(
    runtime,
    'load',
    { parameters: ['ids'], spec: { tags: [['row:', 0]] } },
    async (ids: readonly number[]) => {
      asked.push(ids.length);
      return ids.map((id) => ({ id }));
    },
  );
  const items = Array.from({ length: 5000 }, (_, i) => i);
  const rows = items.map((id) => ({ id }));
  expect([await load(items), await load([...items, 5000])]).toEqual([rows, [...rows, { id: 5000 }]]);
  expect(asked).toEqual([5000, 1]);
}

it('a batch of 100, half of it cached, takes one read and one write', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore(`redis://127.0.0.1:${started.proxy?.port}`), prefix: 'half' });
  onTestFinished(() => runtime.dispose());
  const asked: number[] = [];
  const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
    asked.push(ids.length);
    return ids.map((id) => ({ id }));
  });
  const items = Array.from({ length: 100 }, (_, i) => i);
  await load(items.filter((id) => id % 2 === 0));
  // What was sent before it has been answered when this is.
  await runtime.invalidateTag('another');
  started.proxy?.takeTraffic();
  const stored = storedLast(runtime);
  const seen = await commandsDuring(redis.server().url, async () => {
    expect(await load(items)).toEqual(items.map((id) => ({ id })));
    await stored;
  });
  const commands = seen.filter(({ isInScript }) => !isInScript).map(({ words: [name, hash] }) => `${name} ${hash}`);
  expect([asked, started.proxy?.takeTraffic().trips, commands]).toEqual([
    [50, 50],
    2,
    [expect.stringMatching(/^mget /), `evalsha ${WRITE_ALL}`],
  ]);
});

it('a batch of 100 items with a bound takes one read, one write and one more for what is too many', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore(redis.server().url), prefix: 'bounded' });
  onTestFinished(() => runtime.dispose());
  const options = { parameters: ['ids'], spec: { maxSize: 60 } };
  const load = compileBatch(runtime, 'load', options, async (ids: readonly number[]) => ids);
  const cache = batchOf(runtime, load);
  const items = Array.from({ length: 100 }, (_, i) => i);
  await runtime.invalidateTag('another');
  const stored = storedLast(runtime);
  const seen = await commandsDuring(redis.server().url, async () => {
    expect(await load(items)).toEqual(items);
    await stored;
    expect((await cache.info()).currSize).toBe(60);
  });
  const commands = seen.filter(({ isInScript }) => !isInScript).map(({ words: [name, hash] }) => `${name} ${hash}`);
  expect(commands).toEqual([
    expect.stringMatching(/^mget /),
    `evalsha ${WRITE_ALL}`,
    ...[SWEEP, COUNT].map((hash) => `evalsha ${hash}`),
  ]);
  expect(await cache.require(items.slice(40))).toEqual(items.slice(40));
});

it('refreshes and primes 100 items with one stamp and one write', async () => {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: redisStore(redis.server().url), prefix: 'refreshed' });
  onTestFinished(() => runtime.dispose());
  const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => ids);
  const cache = batchOf(runtime, load);
  const items = Array.from({ length: 100 }, (_, i) => i);
  await load(items);
  const seen = await commandsDuring(redis.server().url, async () => {
    expect(await cache.refresh(items)).toEqual(items);
    await cache.prime([items], async () => items.map((id) => -id));
    expect(await cache.require(items)).toEqual(items.map((id) => -id));
  });
  const commands = seen.filter(({ isInScript }) => !isInScript).map(({ words: [name, hash] }) => `${name} ${hash}`);
  const each = [`evalsha ${TAKE_NEXT}`, `evalsha ${WRITE_ALL}`];
  expect(commands).toEqual([...each, ...each, expect.stringMatching(/^mget /)]);
});

it('ends items that another process has stored in one trip', async () => {
  const [other, own] = [freshRuntime().runtime, freshRuntime().runtime];
  const [theirs, ours] = [other, own].map((runtime) =>
    compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], spec: { tags: [['row:', 0]] } },
      async (ids: readonly number[]) => ids,
    ),
  );
  if (theirs === undefined || ours === undefined) throw new Error('one batch for each runtime');
  const store = () => redisStore(`redis://127.0.0.1:${started.proxy?.port}`);
  await other.configure({ store: store(), prefix: 'ended' });
  await own.configure({ store: store(), prefix: 'ended' });
  onTestFinished(async () => void (await Promise.all([other.dispose(), own.dispose()])));
  await theirs([1, 2, 3]);
  // What was sent before it has been answered when these are.
  await Promise.all([other, own].map((runtime) => runtime.invalidateTag('another')));
  started.proxy?.takeTraffic();
  expect(await batchOf(own, ours).invalidate([1, 3, 9])).toBe(true);
  expect(started.proxy?.takeTraffic().trips).toBe(1);
  expect(await batchOf(other, theirs).peek([1, 2, 3])).toEqual({ value: [undefined, 2, undefined] });
});
