import { ConfigurationError } from 'holdfast';
import { Redis } from 'ioredis';
import { Keyv } from 'keyv-6';
import { expect, onTestFinished } from 'vitest';
import { keyvAdapter, type RedisKeyvAdapter } from '../../../../../runtime/src/redis.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { openStore, useRedis } from './use-redis.ts';

const redis = useRedis();

function open(prefix: string): RedisKeyvAdapter {
  const adapter = keyvAdapter(redis.server().url, { prefix });
  onTestFinished(() => adapter.disconnect());
  return adapter;
}

function newKeyv(prefix: string, namespace?: string): Keyv {
  const keyv = new Keyv({ store: open(prefix), ...(namespace !== undefined && { namespace }) });
  keyv.on('error', (error: unknown) => {
    throw error;
  });
  return keyv;
}

async function listOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

it('is used as it is, without a bridge', () => {
  const adapter = open('bridge');
  expect(new Keyv({ store: adapter }).store).toBe(adapter);
});

it('gets what was set, one by one and many at once', async () => {
  const keyv = newKeyv('many');
  expect(await keyv.set('a', { id: 1, name: 'Zoë' })).toBe(true);
  const entries = [
    { key: 'b', value: 'one' },
    { key: 'c', value: 'text' },
  ];
  expect(await keyv.setMany(entries)).toEqual([true, true]);
  expect(await keyv.get('a')).toEqual({ id: 1, name: 'Zoë' });
  expect(await keyv.getMany(['a', 'none', 'c'])).toEqual([{ id: 1, name: 'Zoë' }, undefined, 'text']);
  expect([await keyv.has('a'), await keyv.hasMany(['b', 'none'])]).toEqual([true, [true, false]]);
  expect([await keyv.delete('a'), await keyv.delete('a')]).toEqual([true, false]);
  expect(await keyv.deleteMany(['b', 'none'])).toEqual([true, false]);
  expect(await keyv.getMany(['a', 'b', 'c'])).toEqual([undefined, undefined, 'text']);
});

it('keeps namespaces apart, clears only its own, and no cache beside it', async () => {
  const client = await openStore({ definition: redisStore(redis.server().url), prefix: 'apart' });
  await client.put('a', { value: 1 });
  const keyvs = [newKeyv('apart', 'one'), newKeyv('apart', 'one*'), newKeyv('apart'), newKeyv('apart2', 'one')];
  for (const [i, keyv] of keyvs.entries()) {
    await keyv.set('a', i);
    await keyv.set('*a', i);
  }
  await keyvs[1]?.clear();
  await keyvs[0]?.clear();
  expect(await Promise.all(keyvs.map((keyv) => keyv.getMany(['a', '*a'])))).toEqual([
    [undefined, undefined],
    [undefined, undefined],
    [2, 2],
    [3, 3],
  ]);
  expect(await client.get('a')).toEqual({ value: 1 });
});

it('lets entries expire, and takes one that expired already for none', async () => {
  const adapter = open('expiry');
  await adapter.set('a', '1', Date.now() + 60_000);
  const left = await redis.behind().pttl('expiry:{}:a');
  expect(left > 50_000 && left <= 60_000).toBe(true);
  await adapter.set('a', '2', Date.now() - 1);
  expect([await adapter.get('a'), await adapter.has('a')]).toEqual([undefined, false]);
});

it('lists the entries of its namespace, more than one SCAN looks at, and whatever they are called', async () => {
  const adapter = open('list');
  adapter.namespace = 'app';
  const names = [...Array.from({ length: 1_200 }, (_, i) => `key ${i}`), '', '\ud800', '\ufffd', '*', '{}', '\n'];
  await adapter.setMany(names.map((key) => ({ key, value: `value of ${JSON.stringify(key)}` })));
  const listed = await listOf(adapter.iterator());
  expect(new Map(listed)).toEqual(new Map(names.map((key) => [key, `value of ${JSON.stringify(key)}`])));
  expect(listed.length).toBe(names.length);
});

it('rejects what is no text, and everything while there is no server', async () => {
  await expect(open('reject').set('a', 1)).rejects.toThrow('the value is a number, but this adapter stores text.');
  await expect(open('reject').set('a', '\ud800')).rejects.toThrow('text without a UTF-8 form');
  const adapter = keyvAdapter({ port: 1, host: '127.0.0.1', retryStrategy: null });
  await expect(adapter.get('a')).rejects.toThrow();
  expect(() => Reflect.apply(keyvAdapter, undefined, [1])).toThrow(ConfigurationError);
  expect(() => keyvAdapter(redis.server().url, { prefix: '' })).toThrow('HF2001 configuration: prefix takes a text');
});

it('leaves a given client alone', async () => {
  const given = new Redis(redis.server().url, { keyPrefix: 'app:' });
  onTestFinished(() => given.disconnect());
  const adapter = keyvAdapter(given, { prefix: 'given' });
  await adapter.set('a', '1');
  await adapter.disconnect();
  expect(await given.ping()).toBe('PONG');
  expect(await redis.behind().get('given:{}:a')).toBe('1');
});
