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

it('writes several as one after the other, by one script, and keeps to the bound at the end', async () => {
  const client = await redis.open();
  for (const name of HELD) await client.put(name, { value: name, maxSize: 5 });
  const stamp = await client.stamp('a');
  const names = ['z', 'b', 'y', 'a', 'x', 'z'];
  const writes = names.map((name, i) => client.request(name, { value: i, stamp, maxSize: 5 }));
  const seen = await commandsDuring(redis.server().url, async () => {
    expect(await client.store.write(writes)).toEqual(names.map(() => 'stored'));
    expect(await client.store.sizeOf(OWNER)).toBe(5);
  });
  // One for the results, one that removes what is too many, one that counts.
  expect(seen.filter(({ isInScript }) => !isInScript).map(({ words: [name] }) => name)).toEqual(
    Array(3).fill('evalsha'),
  );
  const [uses = ''] = (await namesOf(redis.behind(), client.prefix)).filter((name) => name.includes('/uses/'));
  expect(await redis.behind().zrange(uses, '0', '-1')).toEqual(
    ['b', 'y', 'a', 'x', 'z'].map((name) => client.key(name)),
  );
  for (const name of ['c', 'd', 'e']) await client.missing(name);
});

it('keeps to a bound that is less than what is written at once', async () => {
  const client = await redis.open();
  const stamp = await client.stamp('a');
  const names = Array.from({ length: 400 }, (_, i) => `entry${i}`);
  const writes = names.map((name, i) => client.request(name, { value: i, stamp, maxSize: 7 }));
  const seen = await commandsDuring(redis.server().url, async () => {
    expect(new Set(await client.store.write(writes))).toEqual(new Set(['stored']));
    expect(await client.store.sizeOf(OWNER)).toBe(7);
  });
  expect(seen.filter(({ isInScript }) => !isInScript).length).toBe(3);
  expect((await namesOf(redis.behind(), client.prefix)).filter((name) => name.includes('}:')).length).toBe(7);
  expect(await client.wrongOf(new Map(names.slice(-7).map((name, i) => [name, 393 + i])))).toEqual([]);
});

it('counts those of several that it stored, and none that it refused', async () => {
  const client = await redis.open();
  for (const name of ['a', 'b', 'c']) await client.put(name, { value: name, maxSize: 3 });
  const stamp = await client.stamp('a');
  await client.end('b');
  const writes = ['a', 'b', 'c'].map((name) => client.request(name, { value: name, stamp, maxSize: 3 }));
  expect(await client.store.write(writes)).toEqual(['stored', 'refused', 'stored']);
  expect(await client.store.sizeOf(OWNER)).toBe(2);
  await client.end('a', 'c');
  expect(await client.store.write(writes)).toEqual(['refused', 'refused', 'refused']);
  expect(await client.store.sizeOf(OWNER)).toBe(0);
});

it('writes several of two functions with bounds of their own', async () => {
  const client = await redis.open();
  const stamp = await client.stamp('a');
  const other = { owner: 'f:app:other', dependencies: ['*', 'f:app:other'], maxSize: 1 };
  const writes = HELD.flatMap((name) => [
    client.request(name, { value: name, stamp, maxSize: 3 }),
    client.request(`other${name}`, { value: name, stamp, ...other }),
    client.request(`free${name}`, { value: name, stamp, owner: 'f:app:free' }),
  ]);
  expect(new Set(await client.store.write(writes))).toEqual(new Set(['stored']));
  const owners = [OWNER, other.owner, 'f:app:free'];
  expect(await Promise.all(owners.map((owner) => client.store.sizeOf(owner)))).toEqual([3, 1, undefined]);
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
