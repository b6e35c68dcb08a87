import { ConfigurationError } from 'holdfast';
import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { expect, onTestFinished } from 'vitest';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { storeCases } from '../../../../../runtime/src/store-contract.ts';
import { describe, it } from '../../../../servers/redis-cases.ts';
import { namesOf, openStore, useRedis } from './use-redis.ts';

const redis = useRedis();

/** The least that the store needs, as docs/redis.md gives it. */
const RIGHTS =
  '~hf:* resetchannels -@all +hello +info +mget +evalsha +eval +script|load +get +getrange +set +del +exists +pttl +pexpire +type +time +zadd +zrem +zcard +zcount +zscore +zrange +zrangebyscore';

describe('a given client', () => {
  it('R-54: is neither used nor changed nor closed, whether it is connected or not', async () => {
    for (const given of [new Redis(redis.server().url, { keyPrefix: 'app:' }), new Redis5(redis.server().url)]) {
      onTestFinished(() => given.disconnect());
      await given.set('own', '1');
      const before = { ...given.options };
      const client = await openStore({ definition: redisStore(given) });
      await client.put('a', { value: 1 });
      await client.store.dispose();
      expect({ ...given.options }).toEqual(before);
      expect([given.status, await given.get('own')]).toEqual(['ready', '1']);
    }
  });

  it('is not connected where it was not', async () => {
    const given = new Redis(redis.server().url, { lazyConnect: true });
    const client = await openStore({ definition: redisStore(given) });
    await client.put('a', { value: 1 });
    expect(given.status).toBe('wait');
  });

  it('keeps its settings in the connection that is made like it', async () => {
    const given = new Redis(redis.server().url, {
      db: 5,
      keyPrefix: 'app:',
      stringNumbers: true,
      reconnectOnError: () => 2,
    });
    onTestFinished(() => given.disconnect());
    const client = await openStore({ definition: redisStore(given), prefix: 'hf' });
    await client.put('a', { value: 1, maxSize: 3 });
    expect(await client.store.sizeOf(OWNER)).toBe(1);
    const behind = new Redis(redis.server().url, { db: 5 });
    expect((await namesOf(behind, 'app:hf')).length).toBe(await behind.dbsize());
    behind.disconnect();
  });

  it('passes the contract with version 5', async () => {
    const given = new Redis5(redis.server().url);
    onTestFinished(() => given.disconnect());
    let cases = 0;
    const make = () => ({ definition: redisStore(given), prefix: `five${cases++}` });
    for (const { run } of storeCases({ name: 'version 5', shared: true, clock: 'own', make })) await run();
    expect(cases).toBeGreaterThan(30);
  });
});

it('refuses what leads to no server, and options that it does not know', () => {
  const attempts: readonly (readonly unknown[])[] = [
    [undefined],
    [''],
    [42],
    [new Map()],
    ['redis://localhost', { timeOut: 5 }],
    ['redis://localhost', { timeout: 0 }],
    ['redis://localhost', { afterFailover: 'hope' }],
    ['redis://localhost', { client: 'x' }],
    ['redis://localhost', { compressAbove: -1 }],
  ];
  const messages = attempts.map((args) => {
    try {
      return Reflect.apply(redisStore, undefined, args);
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigurationError);
      return error instanceof Error ? error.message : undefined;
    }
  });
  const target =
    "HF2001 configuration: redisStore() takes a URL such as 'redis://localhost:6379', a client of ioredis, or its options such as { sentinels, name }, not";
  expect(messages).toEqual([
    `${target} a undefined.`,
    `${target} a string.`,
    `${target} a number.`,
    `${target} a object.`,
    'HF2001 configuration: redisStore() has no option timeOut. Did you mean timeout? Options: client, afterFailover, timeout, compressAbove.',
    'HF2001 configuration: timeout of the Redis store takes whole milliseconds from 1 to 600000, not 0.',
    "HF2001 configuration: afterFailover takes 'forget' or 'trust', not \"hope\".",
    'HF2001 configuration: client takes options of ioredis, not x.',
    'HF2001 configuration: compressAbove takes a whole number of bytes, not -1.',
  ]);
});

describe('a user with the least rights', () => {
  it('is enough, and nothing else is asked for', async () => {
    const behind = redis.behind();
    await behind.call('ACL', 'SETUSER', 'least', 'on', '>secret', ...RIGHTS.split(' '));
    await behind.call('ACL', 'LOG', 'RESET');
    const url = `redis://least:secret@127.0.0.1:${redis.server().port}/0`;
    const client = await openStore({ definition: redisStore(url), prefix: 'hf' });
    expect(client.store.promise).toBe('strict');
    const many = Array.from({ length: 600 }, (_, i) => `t:row:${i}`);
    for (const name of ['a', 'b', 'c'])
      await client.put(name, { value: 1, maxSize: 2, dependencies: ['*', OWNER, ...many] });
    expect(await client.store.sizeOf(OWNER)).toBe(2);
    expect(await client.end('b')).toEqual([true]);
    await client.write('c', { value: 2, stamp: await client.next('c'), raisesFloor: true });
    await client.invalidate(OWNER);
    await client.missing('c');
    await behind.script('FLUSH');
    await client.put('c', { value: 3 });
    // ioredis tells its name where it may, and goes on where it may not.
    const refused = await behind.call('ACL', 'LOG');
    expect(JSON.stringify(refused)).toMatch(
      /^\[(\["count",\d+,"reason","command","context","toplevel","object","client\|setinfo".*)?\]$/,
    );
  });

  it('may lack INFO and SCRIPT LOAD: then the promise is less, since servers cannot be told apart', async () => {
    const behind = redis.behind();
    await behind.call('ACL', 'SETUSER', 'less', 'on', '>secret', ...RIGHTS.split(' '), '-info', '-script|load');
    // ioredis itself asks for INFO before it is ready, unless it is told not to.
    const definition = redisStore(`redis://less:secret@127.0.0.1:${redis.server().port}`, {
      client: { enableReadyCheck: false },
    });
    const client = await openStore({ definition, prefix: 'hf' });
    expect(client.store.promise).toBe('bounded');
    await client.put('a', { value: 1 });
    await client.invalidate(OWNER);
    await client.missing('a');
  });
});
