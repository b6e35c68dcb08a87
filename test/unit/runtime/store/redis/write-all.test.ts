import { expect } from 'vitest';
import type { Stamp } from '../../../../../runtime/src/stamp/stamp.ts';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import type { WriteRequest } from '../../../../../runtime/src/store/port.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { namesOf, type OpenedStore, useRedis } from './use-redis.ts';

const redis = useRedis();
const KNOWN = ['*', OWNER];

/** Numbers that look random and are the same in each run. */
function makeDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/**
 * Everything under the prefix, without what differs from prefix to prefix: itself, the epoch, the buckets of keys. Times to
 * live in tens of seconds.
 */
async function stateOf({ prefix }: OpenedStore): Promise<readonly string[]> {
  const names = await namesOf(redis.behind(), prefix);
  const epoch = String(await redis.behind().get(`${prefix}:{0}/stamp`)).split(':')[0] ?? '';
  const rows = names.map(async (name) => {
    const [text, ttl] = await Promise.all([redis.behind().get(name), redis.behind().pttl(name)]);
    const place = name.slice(prefix.length).replace(/\{\d+\}(?=:|\/keyfloor)/, '{}');
    return `${place} ${Math.round(ttl / 10_000)} ${text?.replaceAll(epoch, 'epoch')}`;
  });
  return (await Promise.all(rows)).sort();
}

/** Steps of a story on one store: writes in groups or one by one, invalidations and losses in between. */
async function play(seed: number, client: OpenedStore, together: boolean): Promise<readonly unknown[]> {
  const dice = makeDice(seed);
  const outcomes: unknown[] = [];
  let stamp: Stamp = await client.stamp('k0', KNOWN);
  for (let round = 0; round < 12; round++) {
    if (dice(3) === 0) await client.invalidate(`t:row:${dice(4)}`);
    if (dice(4) === 0) await client.end(`k${dice(6)}`);
    const names = new RedisNames(client.prefix);
    if (dice(5) === 0) await redis.behind().del(names.dependency(`t:row:${dice(4)}`));
    if (dice(5) === 0) await redis.behind().del(names.floor(`t:row:${dice(4)}`));
    if (dice(2) === 0) stamp = await client.stamp('k0', KNOWN);
    const writes = Array.from({ length: 1 + dice(5) }, (): WriteRequest => {
      const tags = [0, 1, 2, 3].filter(() => dice(3) === 0).map((row) => `t:row:${row}`);
      const value = { value: dice(100), stamp, dependencies: [...KNOWN, ...tags], ttl: 60_000 * (1 + dice(3)) };
      return { ...client.request(`k${dice(6)}`, value), raisesFloor: dice(4) === 0 };
    });
    if (together) outcomes.push(...(await client.store.write(writes)));
    else for (const write of writes) outcomes.push(...(await client.store.write([write])));
  }
  return outcomes;
}

it('writes several results as it writes one after the other', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const [together, alone] = [await redis.open(), await redis.open()];
    expect([seed, await play(seed, together, true)]).toEqual([seed, await play(seed, alone, false)]);
    expect([seed, await stateOf(together)]).toEqual([seed, await stateOf(alone)]);
  }
});

it('writes what one script cannot take in several, among it what has a bound', async () => {
  const client = await redis.open();
  const stamp = await client.stamp('a', KNOWN);
  const large = 'x'.repeat(300_000);
  const writes = Array.from({ length: 700 }, (_, i) => {
    const many = Array.from({ length: 300 }, (_, j) => `t:row:${j}`);
    const dependencies = i === 5 ? [...KNOWN, ...many] : [...KNOWN, `t:row:${i}`];
    const bound = i % 100 === 0 ? { maxSize: 1000 } : {};
    return client.request(`k${i}`, { value: i < 10 ? large + i : i, stamp, dependencies, ...bound });
  });
  expect(new Set(await client.store.write(writes))).toEqual(new Set(['stored']));
  const wrong = await client.wrongOf(new Map(writes.map((_, i) => [`k${i}`, i < 10 ? large + i : i])));
  expect([wrong, await client.store.sizeOf(OWNER)]).toEqual([[], 7]);
});

it('refuses all where the epoch is another', async () => {
  const client = await redis.open();
  const stamp = await client.stamp('a', KNOWN);
  await redis.behind().del(`${client.prefix}:{0}/stamp`);
  const writes = ['a', 'b'].map((name) => client.request(name, { value: 1, stamp, dependencies: KNOWN }));
  expect(await client.store.write(writes)).toEqual(['refused', 'refused']);
  const next = await client.stamp('a', KNOWN);
  const mixed = [stamp, next].map((one, i) => client.request(`k${i}`, { value: 1, stamp: one, dependencies: KNOWN }));
  expect(await client.store.write(mixed)).toEqual(['refused', 'stored']);
});
