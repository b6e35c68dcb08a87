import { randomUUID } from 'node:crypto';
import { cacheOf, configure, invalidateAll, invalidateEntity, invalidateTag } from 'holdfast';
import { startFreshCache } from 'holdfast/testing';
import { Redis } from 'ioredis';
import { afterAll, expect, onTestFinished } from 'vitest';
import { keyvAdapter, redisStore } from '../../runtime/src/redis.ts';
import { commandsDuring } from '../servers/commands-during.ts';
import { beforeAll, beforeEach, describe, it } from '../servers/redis-cases.ts';
import { type RedisServer, startRedisServer } from '../servers/redis-server.ts';
import { handWrittenAsync } from './harness/hand-written.ts';

const runs = { calculate: 0, getUser: 0, getProduct: 0 };
const calculate = handWrittenAsync('calculate', { parameters: ['a', 'b'] }, async (a: number, b: number) => {
  runs.calculate++;
  return a + b;
});
const getUser = handWrittenAsync(
  'getUser',
  { parameters: ['id'], spec: { tags: [['user:', 0]] } },
  async (id: number) => {
    runs.getUser++;
    return { id, name: 'Ada' };
  },
);
const getProduct = handWrittenAsync('getProduct', { parameters: ['id'], spec: { ttl: 5_000 } }, async (id: number) => {
  runs.getProduct++;
  return { id, tags: ['sale', 'featured'], meta: { price: 19.99 } };
});

const started: { server?: RedisServer; behind?: Redis } = {};

function current(): Required<typeof started> {
  const { server, behind } = started;
  if (server === undefined || behind === undefined) throw new Error('there is a server only while cases run');
  return { server, behind };
}

/** Names of our prefix; the other ones are somebody else's. */
async function names(pattern = 'hf:*'): Promise<readonly string[]> {
  return (await current().behind.keys(pattern)).sort();
}

describe('on a real Redis', () => {
  beforeAll(async () => {
    const server = await startRedisServer();
    Object.assign(started, { server, behind: new Redis(server.url) });
  });
  afterAll(async () => {
    started.behind?.disconnect();
    await started.server?.stop();
  });
  beforeEach(async () => {
    Object.assign(runs, { calculate: 0, getUser: 0, getProduct: 0 });
    await current().behind.flushdb();
    onTestFinished(startFreshCache().end);
    await configure({ store: redisStore(current().server.url) });
  });

  it('R-26: a call is computed once, another call by itself', async () => {
    expect([await calculate(1, 2), await calculate(1, 2), await calculate(2, 3), runs.calculate]).toEqual([3, 3, 5, 2]);
  });

  it('R-54: a client is taken as it is; the store makes a connection of its own, and leaves the given one alone', async () => {
    const given = new Redis(current().server.url);
    onTestFinished(() => given.disconnect());
    await configure({ store: redisStore(given), replace: true });
    expect([await getUser(1), await getUser(1), runs.getUser]).toEqual([
      { id: 1, name: 'Ada' },
      { id: 1, name: 'Ada' },
      1,
    ]);
    await configure({ store: redisStore(current().server.url), replace: true });
    expect(given.status).toBe('ready');
  });

  it('R-56: an entry lives in Redis for its ttl', async () => {
    await getProduct(42);
    const [name = ''] = await names('hf:*getProduct(*');
    const left = await current().behind.pttl(name);
    expect(left > 0 && left <= 5_000).toBe(true);
  });

  it('R-30: the stored value is readable with its codec, under the prefix, and is served', async () => {
    const first = await getProduct(42);
    const [name = ''] = await names('*getProduct(*');
    expect(name).toMatch(/^hf:\{\d+\}:app:getProduct\(id=42\)$/);
    const text = (await current().behind.get(name)) ?? '';
    expect(JSON.parse(text.slice(text.indexOf('\n\n')))).toEqual({
      id: 42,
      tags: ['sale', 'featured'],
      meta: { price: 19.99 },
    });
    expect([await getProduct(42), runs.getProduct]).toEqual([first, 1]);
  });

  it('R-62: every name carries the prefix, written and ended, one by one and together', async () => {
    const theirs = ['hf', 'hg:a', 'other:{0}/stamp', 'app:getUser(id=1)', 'hf2:{0}/stamp'];
    for (const name of theirs) await current().behind.set(name, 'theirs');
    await Promise.all([1, 2, 3].map((id) => getUser(id)));
    await Promise.all([1, 2].map((id) => cacheOf(getUser).invalidate(id)));
    await invalidateTag('user:3');
    await invalidateAll();
    const all = await names('*');
    expect(all.filter((name) => !name.startsWith('hf:'))).toEqual([...theirs].sort());
    expect(await current().behind.mget(theirs)).toEqual(theirs.map(() => 'theirs'));
    const strangers = await commandsDuring(current().server.url, async () => {
      await Promise.all([4, 5].map((id) => getUser(id)));
      await cacheOf(getUser).invalidate(4);
    });
    const words = strangers.flatMap(({ words: [, ...args] }) => args);
    expect(words.filter((word) => theirs.includes(word))).toEqual([]);
  });

  it('X-24: no KEYS, no SCAN, no FLUSH is ever sent, and nothing outside the prefix is touched', async () => {
    const seen = await commandsDuring(current().server.url, async () => {
      await Promise.all([1, 2, 3].map((id) => getUser(id)));
      await cacheOf(getUser).clear();
      await cacheOf(getUser).invalidate(1);
      await cacheOf(getUser).refresh(1);
      await invalidateTag('user:1');
      await invalidateEntity('user', 1);
      await invalidateAll();
    });
    const commands = new Set(seen.map(({ words: [command = ''] }) => command.toLowerCase()));
    expect([...commands].filter((command) => /^(keys|scan|flush|unlink|randomkey|sort)/.test(command))).toEqual([]);
    expect(commands.size).toBeGreaterThan(3);
    for (const { words, isInScript } of seen) {
      const [command = '', ...args] = words;
      const touched = isInScript
        ? args.slice(0, 1)
        : command.toLowerCase() === 'mget'
          ? args
          : args.slice(2, 2 + Number(args[1]));
      expect(touched.filter((name) => !name.startsWith('hf:'))).toEqual([]);
    }
  });

  it('R-55, R-58, R-59: the adapter for Keyv sets, lists by SCAN and deletes its own names only', async () => {
    const adapter = keyvAdapter(current().server.url, { prefix: `hf-${randomUUID()}` });
    onTestFinished(() => adapter.disconnect());
    await current().behind.set('theirs', '1');
    await adapter.set('key1', 'value1');
    await adapter.set('key1', 'value2');
    await adapter.setMany([
      { key: 'key2', value: 'b' },
      { key: 'key3', value: 'c' },
    ]);
    expect([await adapter.get('key1'), await adapter.get('absent')]).toEqual(['value2', undefined]);
    const listed: unknown[] = [];
    const seen = await commandsDuring(current().server.url, async () => {
      for await (const [key] of adapter.iterator()) listed.push(key);
      await adapter.deleteMany(['key1', 'key2']);
      await adapter.clear();
    });
    expect(listed.sort()).toEqual(['key1', 'key2', 'key3']);
    expect(
      seen.map(({ words: [command = ''] }) => command.toLowerCase()).filter((word) => /keys|flush/.test(word)),
    ).toEqual([]);
    expect(await current().behind.get('theirs')).toBe('1');
    expect((await names('hf-*')).length).toBe(0);
  });
});
