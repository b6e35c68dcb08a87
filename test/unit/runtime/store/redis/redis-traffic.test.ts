import { createHash } from 'node:crypto';
import { afterAll, expect } from 'vitest';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import * as batchScripts from '../../../../../runtime/src/store/redis/batch-scripts.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import * as scripts from '../../../../../runtime/src/store/redis/scripts.ts';
import { commandsDuring, type RanCommand } from '../../../../servers/commands-during.ts';
import { type FaultyProxy, startFaultyProxy, type Traffic } from '../../../../servers/faulty-proxy.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type OpenedStore, useRedis } from './use-redis.ts';

/** What a piece of work sent, and what the server did for it. */
interface Counted extends Pick<Traffic, 'trips'> {
  readonly commands: readonly string[];
}

const redis = useRedis();
const started: { proxy?: FaultyProxy } = {};

beforeAll(async () => {
  started.proxy = await startFaultyProxy(redis.server().port);
});

afterAll(async () => {
  await started.proxy?.close();
});

const names = new Map(
  [...Object.values(scripts), ...Object.values(batchScripts)].map(({ name, text }) => [
    createHash('sha1').update(text).digest('hex'),
    name,
  ]),
);

function nameOf({ words: [command = '', hash = ''] }: RanCommand): string {
  return command.toLowerCase() === 'evalsha' ? (names.get(hash) ?? hash) : command.toLowerCase();
}

async function count(work: () => Promise<unknown>): Promise<Counted> {
  started.proxy?.takeTraffic();
  const seen = await commandsDuring(redis.server().url, work);
  const trips = started.proxy?.takeTraffic().trips ?? 0;
  return { trips, commands: seen.filter(({ isInScript }) => !isInScript).map(nameOf) };
}

async function openCounted(): Promise<OpenedStore> {
  return redis.open({ definition: redisStore(`redis://127.0.0.1:${started.proxy?.port}`) });
}

/** Two stores as two processes have them. */
async function openTwo(): Promise<readonly [OpenedStore, OpenedStore]> {
  const one = await openCounted();
  const definition = redisStore(`redis://127.0.0.1:${started.proxy?.port}`);
  return [one, await redis.open({ definition, prefix: one.prefix })];
}

const TAGS = ['*', OWNER, 't:team:1', 't:list'];

it('serves a hit in one trip, with the stamps of its dependencies', async () => {
  const client = await openCounted();
  await client.put('a', { value: 1, dependencies: TAGS });
  expect(await count(() => client.get('a', TAGS))).toEqual({ trips: 1, commands: ['mget'] });
});

it('reads what was asked for before an invalidation before it, also where both are asked for in one turn', async () => {
  const client = await openCounted();
  await client.put('a', { value: 1, dependencies: TAGS });
  const read = (): unknown => client.store.read([{ key: client.key('a'), dependencies: TAGS }]);
  const tag = await count(() => Promise.all([read(), client.store.invalidate(['t:another'])]));
  expect(tag).toEqual({ trips: 1, commands: ['mget', 'invalidate'] });
  const key = await count(() => Promise.all([read(), client.store.invalidateKeys([client.key('b')])]));
  expect(key).toEqual({ trips: 1, commands: ['mget', 'invalidate-keys'] });
});

it('serves a hit with dependencies that were found in the result in one trip, from the second one on', async () => {
  const [client, other] = [await openCounted(), await openCounted()];
  await client.put('a', { value: 1, dependencies: TAGS });
  const second = await redis.open({
    definition: redisStore(`redis://127.0.0.1:${started.proxy?.port}`),
    prefix: client.prefix,
  });
  expect(await count(() => second.get('a', ['*', OWNER]))).toEqual({ trips: 2, commands: ['mget', 'mget'] });
  expect(await count(() => second.get('a', ['*', OWNER]))).toEqual({ trips: 1, commands: ['mget'] });
  expect(other.prefix).not.toBe(client.prefix);
});

describe('an entry whose result holds 100 entities', () => {
  const users = Array.from({ length: 100 }, (_, i) => `e:user:${i}`);
  const found = ['*', OWNER, ...users, 'c:user'];

  it('is written in one trip and served in one, by the process that wrote it and by others from the second read on', async () => {
    const client = await openCounted();
    const other = await redis.open({
      definition: redisStore(`redis://127.0.0.1:${started.proxy?.port}`),
      prefix: client.prefix,
    });
    await client.put('other', { value: 0 });
    const stamp = await client.stamp('a', ['*', OWNER]);
    expect(await count(() => client.write('a', { value: 1, stamp, dependencies: found }))).toMatchObject({ trips: 1 });
    expect(await count(() => client.get('a', ['*', OWNER]))).toEqual({ trips: 1, commands: ['mget'] });
    expect(await count(() => other.get('a', ['*', OWNER]))).toEqual({ trips: 2, commands: ['mget', 'mget'] });
    expect(await count(() => other.get('a', ['*', OWNER]))).toEqual({ trips: 1, commands: ['mget'] });
  });

  it('ends with any of them, in one trip and with the commands of an entry that holds one', async () => {
    const client = await openCounted();
    await client.put('a', { value: 1, dependencies: found });
    const counted = await count(() => client.invalidate('e:user:42'));
    expect(counted).toEqual({ trips: 1, commands: ['invalidate'] });
    await client.missing('a');
  });
});

it('reads and writes a miss in one trip each', async () => {
  const client = await openCounted();
  await client.put('other', { value: 1 });
  const counted = await count(async () => {
    const stamp = await client.stamp('a', TAGS);
    expect(await client.write('a', { value: 1, stamp, dependencies: TAGS })).toBe('stored');
  });
  expect(counted).toEqual({ trips: 2, commands: ['mget', 'write'] });
});

it('reads all of one turn in one trip, each stamp once', async () => {
  const client = await openCounted();
  await client.put('a', { value: 1 });
  const keys = Array.from({ length: 50 }, (_, i) => `key${i}`);
  expect(await count(() => Promise.all(keys.map((key) => client.get(key, ['*', OWNER]))))).toEqual({
    trips: 1,
    commands: ['mget'],
  });
});

it('R-61: sends the writes of one batch together', async () => {
  const client = await openCounted();
  const stamp = await client.stamp('a');
  const writes = ['a', 'b', 'c'].map((name) => client.request(name, { value: name, stamp }));
  const outcomes: unknown[] = [];
  expect(await count(async () => outcomes.push(await client.store.write(writes)))).toEqual({
    trips: 1,
    commands: ['write-all'],
  });
  expect(outcomes).toEqual([['stored', 'stored', 'stored']]);
  expect(
    await client.wrongOf(
      new Map([
        ['a', 'a'],
        ['b', 'b'],
        ['c', 'c'],
      ]),
    ),
  ).toEqual([]);
});

describe('ends a key in one trip', () => {
  it('where nothing stands, or where what the entry depends on is told beforehand', async () => {
    const [other, client] = await openTwo();
    await other.put('a', { value: 1, dependencies: TAGS });
    client.store.expectEnd?.({ key: client.key('a'), dependencies: TAGS });
    const outcomes: unknown[] = [];
    const end = async (): Promise<unknown> => outcomes.push(await client.end('a'));
    expect(await count(end)).toEqual({ trips: 1, commands: ['invalidate-keys', 'mget'] });
    expect(await count(end)).toEqual({ trips: 1, commands: ['invalidate-keys'] });
    expect(outcomes).toEqual([[true], [false]]);
  });

  it('where this process knows of what was found in the result', async () => {
    const client = await openCounted();
    await client.put('a', { value: 1, dependencies: ['*', OWNER, 'e:user:1'] });
    expect(await count(() => client.end('a'))).toEqual({ trips: 1, commands: ['invalidate-keys', 'mget'] });
  });

  it('and tells that an entry could not have been served whose dependency had been invalidated', async () => {
    const [other, client] = await openTwo();
    await other.put('a', { value: 1, dependencies: TAGS });
    await other.invalidate('t:list');
    client.store.expectEnd?.({ key: client.key('a'), dependencies: TAGS });
    expect(await client.end('a')).toEqual([false]);
  });
});

it('asks once more where an entry depends on what nobody told', async () => {
  const [other, client] = await openTwo();
  await other.put('a', { value: 1 });
  client.store.expectEnd?.({ key: client.key('a'), dependencies: ['*'] });
  expect(await count(() => client.end('a'))).toEqual({ trips: 2, commands: ['invalidate-keys', 'mget', 'mget'] });
  await other.put('a', { value: 1 });
  expect(await count(() => client.end('a'))).toEqual({ trips: 2, commands: ['invalidate-keys', 'mget'] });
});

it('X-31: invalidates a dependency in one trip and with the same commands, whatever hangs on it', async () => {
  const client = await openCounted();
  const filler = await redis.open({ prefix: client.prefix });
  const perRow = async (entries: number): Promise<readonly string[]> => {
    const dependencies = ['*', OWNER, 'e:user:1'];
    const stamp = await client.stamp('a', dependencies);
    for (let start = 0; start < entries; start += 10_000) {
      const keys = Array.from({ length: Math.min(10_000, entries - start) }, (_, i) => `search${start + i}`);
      await filler.store.write(keys.map((key) => filler.request(key, { value: 1, stamp, dependencies })));
    }
    await client.put('a', { value: 1, dependencies });
    expect(await count(() => client.invalidate('e:user:1'))).toEqual({ trips: 1, commands: ['invalidate'] });
    const seen = await commandsDuring(redis.server().url, () => client.invalidate('e:user:1'));
    await client.missing('a');
    return seen.map(({ words }) => words[0]?.toLowerCase() ?? '');
  };
  const one = await perRow(1);
  expect(one).toEqual(['evalsha', 'get', 'set', 'exists', 'set', 'set']);
  expect(await perRow(100_000)).toEqual(one);
  // What is kept for the entity: its stamp, and its bucket's floor.
  const bookkeeping = await redis.behind().keys(`${client.prefix}:*e:user:1`);
  const sizes = await Promise.all(bookkeeping.map((name) => redis.behind().memory('USAGE', name)));
  expect(sizes.length).toBe(1);
  expect(Math.max(...sizes.map(Number)) * 2).toBeLessThan(1000);
});

it('runs no script over more than 1,000 names', async () => {
  const client = await openCounted();
  const many = Array.from({ length: 2_500 }, (_, i) => `t:row:${i}`);
  const seen = await commandsDuring(redis.server().url, async () => {
    await client.put('a', { value: 1, dependencies: ['*', OWNER, ...many] });
    await client.invalidate(...many);
    await client.end(...many);
  });
  const counts = seen.flatMap(({ words }) => (/^eval/i.test(words[0] ?? '') ? [Number(words[2])] : []));
  expect(counts.length).toBeGreaterThan(15);
  expect(Math.max(...counts)).toBeLessThanOrEqual(1_000);
  await client.missing('a');
});
