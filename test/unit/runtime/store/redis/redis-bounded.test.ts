import { expect, vi } from 'vitest';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import { commandsDuring } from '../../../../servers/commands-during.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { namesOf, useRedis } from './use-redis.ts';

const redis = useRedis();
const HELD = ['a', 'b', 'c', 'd', 'e'];

it('keeps to the bound exactly, whatever is written, and counts what there is', async () => {
  const client = await redis.open();
  expect(await client.store.sizeOf(OWNER)).toBe(undefined);
  const sizes: unknown[] = [];
  for (let i = 0; i < 20; i++) {
    await client.put(`entry${i}`, { value: i, maxSize: 5 });
    sizes.push(await client.store.sizeOf(OWNER));
  }
  expect(sizes).toEqual([1, 2, 3, 4, ...Array(16).fill(5)]);
  const entries = (await namesOf(redis.behind(), client.prefix)).filter((name) => name.includes('}:'));
  expect(entries.length).toBe(5);
  expect(await client.get('entry15')).toEqual({ value: 15 });
  await client.missing('entry14');
});

it('keeps to the bound where two processes write at the same time', async () => {
  const client = await redis.open();
  const other = await redis.open({ prefix: client.prefix });
  const names = Array.from({ length: 60 }, (_, i) => `entry${i}`);
  await client.put('first', { value: 0, maxSize: 7 });
  await Promise.all(names.map((name, i) => (i % 2 === 0 ? client : other).write(name, { value: i, maxSize: 7 })));
  await client.put('last', { value: 0, maxSize: 7 });
  expect(await client.store.sizeOf(OWNER)).toBe(7);
  expect((await namesOf(redis.behind(), client.prefix)).filter((name) => name.includes('}:')).length).toBe(7);
});

it('throws out the entry that was not used for longest, by writes and by hits', async () => {
  const client = await redis.open();
  for (const name of HELD) await client.put(name, { value: name, maxSize: 5 });
  // Served by put() already, in this order; so it is told of nothing new, but `a` and `b` are written once more.
  await client.write('a', { value: 'a', maxSize: 5 });
  await client.write('b', { value: 'b', maxSize: 5 });
  await client.put('f', { value: 'f', maxSize: 5 });
  await client.missing('c');
  const reader = await redis.open({ prefix: client.prefix });
  await reader.get('d');
  await client.put('g', { value: 'g', maxSize: 5 });
  await client.missing('e');
  expect(await client.get('d')).toEqual({ value: 'd' });
});

it('notes the use of an entry once a minute at most', async () => {
  const client = await redis.open();
  await client.write('a', { value: 1, maxSize: 5 });
  const seen = await commandsDuring(redis.server().url, async () => {
    for (let i = 0; i < 50; i++) await client.get('a');
  });
  expect(seen.filter(({ words }) => words[0]?.toLowerCase() === 'zadd').length).toBe(1);
});

it('does not count what expired or was ended', async () => {
  const client = await redis.open();
  await client.put('a', { value: 1, maxSize: 5 });
  await client.write('brief', { value: 1, maxSize: 5, ttl: 1 });
  await client.put('b', { value: 1, maxSize: 5 });
  await vi.waitFor(() => client.missing('brief'));
  expect(await client.store.sizeOf(OWNER)).toBe(2);
  expect(await client.end('a')).toEqual([true]);
  expect(await client.store.sizeOf(OWNER)).toBe(1);
  await client.end('b');
  expect(await client.store.sizeOf(OWNER)).toBe(0);
});

it('bounds each function by itself, and none that says no bound', async () => {
  const client = await redis.open();
  for (const name of HELD) {
    await client.put(`one${name}`, { value: 1, maxSize: 1 });
    await client.put(`free${name}`, { value: 2, owner: 'f:app:free' });
  }
  expect([await client.store.sizeOf(OWNER), await client.store.sizeOf('f:app:free')]).toEqual([1, undefined]);
  expect(await client.wrongOf(new Map(HELD.map((name) => [`free${name}`, 2])))).toEqual([]);
});

it('goes on where its sets are lost or of another type', async () => {
  const client = await redis.open();
  for (const name of HELD) await client.put(name, { value: name, maxSize: 2 });
  for (const name of await namesOf(redis.behind(), client.prefix)) {
    if (/\/(uses|ends)\//.test(name)) await redis.behind().set(name, 'garbage');
  }
  expect(await client.store.sizeOf(OWNER)).toBe(0);
  for (const name of ['x', 'y', 'z']) await client.put(name, { value: name, maxSize: 2 });
  expect(await client.store.sizeOf(OWNER)).toBe(2);
});
