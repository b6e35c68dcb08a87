import { cacheOf, configure, InvalidationError, invalidateTag, on, pendingInvalidations } from 'holdfast';
import { startFreshCache } from 'holdfast/testing';
import { expect, onTestFinished, vi } from 'vitest';
import { createRuntime } from '../../../../../runtime/src/runtime.ts';
import { sharedCache } from '../../../../../runtime/src/shared-cache.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { type RedisServer, startRedisServer } from '../../../../servers/redis-server.ts';
import { compileAsync } from '../../compiled-function.ts';

const SOON = { retryStrategy: () => 10 };

async function startServer(): Promise<RedisServer> {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  return server;
}

/** A cached function with a tag, in a cache of the case's own, which tells what the store fails to do. */
function begin() {
  onTestFinished(startFreshCache().end);
  const runs = { find: 0 };
  const errors: string[] = [];
  onTestFinished(on('error', ({ operation }) => errors.push(operation)));
  const find = compileAsync(
    createRuntime(sharedCache().cache),
    'find',
    { parameters: ['id'], spec: { tags: [['row:', 0]] } },
    async (id: number) => `${id}: run ${++runs.find}`,
  );
  return { find, errors };
}

it('is strict', async () => {
  begin();
  const { url } = await startServer();
  expect((await configure({ store: redisStore(url) })).store).toEqual({ kind: 'redis', promise: 'strict' });
});

it('goes on without the server: calls run their bodies, invalidations reject and are written when it is back', async () => {
  const { find, errors } = begin();
  const server = await startServer();
  await configure({ store: redisStore(server.url, { client: SOON }) });
  expect([await find(1), await find(1), await find(2)]).toEqual(['1: run 1', '1: run 1', '2: run 2']);
  // It is stored when it is served.
  expect(await find(2)).toBe('2: run 2');
  await server.kill();
  await vi.waitFor(async () => expect(await find(1)).toBe(`1: run ${3 + errors.length - 1}`), { timeout: 100 });
  expect(new Set(errors)).toEqual(new Set(['read']));
  await expect(invalidateTag('row:2')).rejects.toBeInstanceOf(InvalidationError);
  await expect(cacheOf(find).invalidate(3)).rejects.toBeInstanceOf(InvalidationError);
  expect(pendingInvalidations()).toEqual([
    { store: 'redis', dependencies: ['t:row:2'], keys: ['hf:app:find(id=3)'], attempts: expect.any(Number) },
  ]);
  await server.start();
  await vi.waitFor(() => expect(pendingInvalidations()).toEqual([]), { timeout: 30_000 });
  await vi.waitFor(async () => expect(await find(1)).toBe(await find(1)), { timeout: 30_000 });
});

it('neither serves nor stores what waits for an invalidation that the server did not take', async () => {
  const { find } = begin();
  const server = await startServer();
  await configure({ store: redisStore(server.url, { timeout: 50, client: SOON }) });
  await find(1);
  server.signal('SIGSTOP');
  await expect(invalidateTag('row:1')).rejects.toBeInstanceOf(InvalidationError);
  expect(await find(1)).toBe('1: run 2');
  server.signal('SIGCONT');
  await vi.waitFor(() => expect(pendingInvalidations()).toEqual([]), { timeout: 30_000 });
  const last = await find(1);
  expect(last).not.toBe('1: run 1');
});

it('starts without the server where configure does not wait, and uses it when it comes', async () => {
  const { find, errors } = begin();
  const server = await startServer();
  await server.kill();
  await expect(configure({ store: redisStore(server.url) })).rejects.toThrow(/^HF3004 .*ECONNREFUSED/);
  await configure({ store: redisStore(server.url), wait: false });
  expect([await find(1), await find(1)]).toEqual(['1: run 1', '1: run 2']);
  expect(errors[0]).toBe('read');
  await server.start();
  await vi.waitFor(async () => expect(await find(1)).toBe(await find(1)), { timeout: 30_000 });
});
