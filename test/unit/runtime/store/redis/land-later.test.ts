import { expect, onTestFinished } from 'vitest';
import { redisStore } from '../../../../../runtime/src/redis.ts';
import type { Runtime } from '../../../../../runtime/src/runtime.ts';
import { startFaultyProxy } from '../../../../servers/faulty-proxy.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { compileBatch } from '../../batch/compile-batch.ts';
import { compileAsync, freshRuntime } from '../../compiled-function.ts';
import { useRedis } from './use-redis.ts';

const redis = useRedis();

async function configured(port: number, prefix: string): Promise<Runtime> {
  const { runtime } = freshRuntime();
  onTestFinished(() => runtime.dispose());
  await runtime.configure({ store: redisStore(`redis://127.0.0.1:${port}`, { timeout: 60_000 }), prefix });
  return runtime;
}

it('a miss waits for one answer of the server, that of its read; a batch too', async () => {
  const proxy = await startFaultyProxy(redis.server().port);
  onTestFinished(proxy.close);
  const runtime = await configured(proxy.port, 'miss');
  const spent: number[] = [];
  const isLast = { now: false };
  /** From here on nothing is answered any more. */
  const stopAnswering = (): void => {
    spent.push(proxy.takeTraffic().trips);
    if (isLast.now) proxy.become({ kind: 'halfOpen' });
  };
  const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => {
    stopAnswering();
    return id;
  });
  const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
    stopAnswering();
    return ids;
  });
  // The first one begins the epoch.
  await find(0);
  await runtime.invalidateTag('another');
  proxy.takeTraffic();
  expect(await load([1, 2])).toEqual([1, 2]);
  await runtime.invalidateTag('another');
  proxy.takeTraffic();
  isLast.now = true;
  expect([await find(3), spent.slice(1)]).toEqual([3, [1, 1]]);
  proxy.cut();
});

it('what is on its way when the store is closed comes to the server, and every later call is served', async () => {
  const { port } = redis.server();
  const first = await configured(port, 'closed');
  const source = compileAsync(first, 'find', { parameters: ['id'] }, async (id: number) => ({ id, by: 'first' }));
  for (let id = 0; id < 100; id++) {
    await source(id);
    expect(await source(id)).toEqual({ id, by: 'first' });
  }
  expect([first.stats().misses, first.stats().hits]).toEqual([100, 100]);
  await source(100);
  await first.dispose();
  const second = await configured(port, 'closed');
  const copy = compileAsync(second, 'find', { parameters: ['id'] }, async (id: number) => ({ id, by: 'second' }));
  expect(await copy(100)).toEqual({ id: 100, by: 'first' });
});
