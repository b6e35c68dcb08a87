import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { useRedis } from './use-redis.ts';

const redis = useRedis();
const MANY = ['*', OWNER, ...Array.from({ length: 1_200 }, (_, i) => `t:row:${i}`)];

it('refuses a result where any of its dependencies is newer, also of more than one script takes', async () => {
  const client = await redis.open();
  const outcomes: unknown[] = [];
  for (const name of ['t:row:0', 't:row:600', 't:row:1199']) {
    const stamp = await client.stamp('a', MANY);
    await client.invalidate(name);
    outcomes.push(await client.write('a', { value: 1, stamp, dependencies: MANY }));
  }
  outcomes.push(await client.write('a', { value: 2, dependencies: MANY }));
  expect([outcomes, await client.get('a', MANY)]).toEqual([['refused', 'refused', 'refused', 'stored'], { value: 2 }]);
});

it('refuses a result of a bounded function that is too old, and counts no entry for it', async () => {
  const client = await redis.open();
  await client.put('a', { value: 1, maxSize: 5 });
  const stamp = await client.stamp('b');
  await client.invalidate(OWNER);
  expect(await client.write('b', { value: 2, stamp, maxSize: 5 })).toBe('refused');
  await client.missing('b');
  expect(await client.store.sizeOf(OWNER)).toBe(1);
});

it('serves nothing that depends on nothing, not even on everything', async () => {
  const client = await redis.open();
  expect(await client.write('a', { value: 1, dependencies: [] })).toBe('stored');
  expect(await client.get('a')).toEqual({ reason: 'malformed' });
});

it('serves an entry to those who depend on more, unless what they depend on was invalidated', async () => {
  const client = await redis.open();
  await client.put('a', { value: 1 });
  await client.put('b', { value: 2, dependencies: ['*', OWNER, 't:used'] });
  const more = ['*', OWNER, 't:unused', 't:used'];
  // Twice: what was found in an entry is remembered.
  expect([await client.get('a', more), await client.get('a', more)]).toEqual([{ value: 1 }, { value: 1 }]);
  await client.invalidate('t:used');
  expect(await client.get('a', more)).toEqual({ reason: 'invalidated' });
});

it('has a name for whatever is asked for, also for what no key begins with', () => {
  const names = new RedisNames('hf');
  expect([names.entry('hf:app:find(id=1)'), names.entry('other')]).toEqual([
    expect.stringMatching(/^hf:\{\d+\}:app:find\(id=1\)$/),
    expect.stringMatching(/^hf:\{\d+\}\/k\/other$/),
  ]);
  expect(names.counter).toBe('hf:{0}/stamp');
  expect(new RedisNames(randomUUID()).entry('hf:app:a')).toContain('/k/hf:app:a');
});
