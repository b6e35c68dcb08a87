import { expect, onTestFinished } from 'vitest';
import { keyvAdapter, type RedisKeyvAdapter } from '../../../../../runtime/src/redis.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { useRedis } from './use-redis.ts';

const redis = useRedis();

function open(prefix: string): RedisKeyvAdapter {
  const adapter = keyvAdapter(redis.server().url, { prefix });
  onTestFinished(() => adapter.disconnect());
  return adapter;
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

it('finds and clears few entries among many names that are none of its own', async () => {
  const others = Array.from({ length: 3_000 }, (_, i) => [`other:${i}`, 'x'] as const);
  await redis.behind().mset(...others.flat());
  const adapter = open('few');
  await adapter.set('a', '1');
  expect(await listOf(adapter.iterator())).toEqual([['a', '1']]);
  await adapter.clear();
  expect([await listOf(adapter.iterator()), await adapter.has('a')]).toEqual([[], false]);
  expect(await redis.behind().exists('other:0', 'other:2999')).toBe(2);
});

it('leaves out what somebody else put among its entries and is no text', async () => {
  const adapter = open('mixed');
  await adapter.set('a', '1');
  await redis.behind().lpush('mixed:{}:list', 'x');
  expect(await listOf(adapter.iterator())).toEqual([['a', '1']]);
  expect(await adapter.getMany(['a', 'list'])).toEqual(['1', undefined]);
  await adapter.clear();
  expect(await redis.behind().exists('mixed:{}:a', 'mixed:{}:list')).toBe(0);
});

it('tells those who listen of errors of the connection', async () => {
  const adapter = keyvAdapter({ port: 1, host: '127.0.0.1', retryStrategy: null });
  const errors: unknown[] = [];
  adapter.on('error', (error: unknown) => errors.push(error));
  await expect(adapter.get('a')).rejects.toThrow();
  expect(errors).toEqual([expect.objectContaining({ code: 'ECONNREFUSED' })]);
});
