import { expect, vi } from 'vitest';
import { configureCache } from '../../../../../runtime/src/api/configure.ts';
import { type Cache, createCache } from '../../../../../runtime/src/cache.ts';
import { createRuntime } from '../../../../../runtime/src/runtime.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { compileEmitted } from '../../compiled-function.ts';
import { useRedis } from './use-redis.ts';

const redis = useRedis();

type Find = (id: number) => Promise<string>;

/** A process that caches what two entities are found in. */
async function startProcess(url: string, body: Find): Promise<{ readonly cache: Cache; readonly find: Find }> {
  const cache = createCache({ now: () => performance.now(), startTimer: (run, wait) => setTimeout(run, wait).unref() });
  await configureCache(cache, { store: redisStore(url) }, false);
  const find = compileEmitted<Find>(createRuntime(cache), 'find', {
    spec: { holes: ['id', 'finds()'], key: { form: 'arguments', holes: 1 }, tracks: [], finds: 1 },
    keyValues: (id) => [id],
    further: () => [() => ['e:user:1', 'e:user:2']],
    body,
  });
  return { cache, find };
}

it('asks for all stamps anew where a body ran while its store was replaced', async () => {
  const started = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let runs = 0;
  const mine = await startProcess(redis.server().url, async (id) => {
    started.resolve();
    await gate.promise;
    return `mine ${id}: run ${++runs}`;
  });
  const first = mine.find(1);
  await started.promise;
  await configureCache(mine.cache, { store: redisStore(redis.server().url), replace: true }, true);
  gate.resolve();
  expect(await first).toBe('mine 1: run 1');
  const entry = new RedisNames('hf').entry('hf:app:find(id=1)');
  await vi.waitFor(async () => expect(await redis.behind().exists(entry)).toBe(1));
  // Another process stores its own under the key, and everything of the function is ended.
  await redis.behind().del(entry);
  const theirs = await startProcess(redis.server().url, async (id) => `theirs ${id}`);
  expect([await theirs.find(1), await theirs.find(1)]).toEqual(['theirs 1', 'theirs 1']);
  await (await redis.open({ prefix: 'hf' })).invalidate('f:app:find');
  expect(await mine.find(1)).toBe('mine 1: run 2');
});
