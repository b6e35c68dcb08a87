import { once } from 'node:events';
import { Redis } from 'ioredis';
import { expect, onTestFinished, vi } from 'vitest';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { type FaultyProxy, startFaultyProxy } from '../../../../servers/faulty-proxy.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { type RedisServer, startRedisServer } from '../../../../servers/redis-server.ts';
import { type OpenedStore, openStore, useRedis } from './use-redis.ts';

const redis = useRedis();
/** Reconnects soon. */
const SOON = { retryStrategy: () => 10 };

async function startServer(...options: readonly string[]): Promise<RedisServer> {
  const server = await startRedisServer(...options);
  onTestFinished(server.stop);
  return server;
}

interface Behind {
  readonly proxy: FaultyProxy;
  readonly client: OpenedStore;
}

/** A store that reaches the server through a proxy. */
async function openThroughProxy(timeout: number): Promise<Behind> {
  const proxy = await startFaultyProxy(redis.server().port);
  onTestFinished(proxy.close);
  const definition = redisStore(`redis://127.0.0.1:${proxy.port}`, { timeout, client: SOON });
  return { proxy, client: await openStore({ definition }) };
}

/** Until it is served again; each try may fail. */
async function heals(client: OpenedStore, value: unknown): Promise<void> {
  await vi.waitFor(() => client.put('a', { value }), { timeout: 30_000, interval: 20 });
}

async function messageOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'no error',
    (error: unknown) => String(error),
  );
}

it('says why it cannot be opened', async () => {
  const server = await startServer('--requirepass', 'secret');
  const open = async (url: string): Promise<string> => messageOf(openStore({ definition: redisStore(url) }));
  expect(await open(server.url)).toMatch(/^ReplyError: NOAUTH|^Error: NOAUTH/);
  expect(await open(`redis://:wrong@127.0.0.1:${server.port}`)).toMatch(/WRONGPASS/);
  await server.kill();
  expect(await open(server.url)).toMatch(/ECONNREFUSED/);
});

it('is opened by a URL with a password, a database and a user', async () => {
  const server = await startServer('--requirepass', 'secret');
  const client = await openStore({ definition: redisStore(`redis://default:secret@127.0.0.1:${server.port}/3`) });
  await client.put('a', { value: 1 });
  const behind = new Redis(`redis://:secret@127.0.0.1:${server.port}/3`);
  expect((await behind.dbsize()) > 0).toBe(true);
  expect(await behind.select(0).then(() => behind.dbsize())).toBe(0);
  behind.disconnect();
});

it('is opened by a Unix socket', async () => {
  const { folder } = redis.server();
  const server = await startServer('--unixsocket', `${folder}/redis.sock`);
  const client = await openStore({ definition: redisStore(`${folder}/redis.sock`) });
  await client.put('a', { value: 1 });
  expect(server.port).not.toBe(0);
});

it('does not open on a replica, which cannot be written', async () => {
  const replica = await startServer('--replicaof', `127.0.0.1 ${redis.server().port}`);
  expect(await messageOf(openStore({ definition: redisStore(replica.url) }))).toBe(
    'Error: the server is a replica, which can only be read. Connect to its primary, or by Sentinel.',
  );
});

it('fails at once while the server is down, and begins cold when it is back', async () => {
  const server = await startServer();
  const client = await openStore({ definition: redisStore(server.url, { client: SOON }) });
  await client.put('a', { value: 'old' });
  await server.kill();
  await vi.waitFor(() => expect(client.get('a')).rejects.toThrow(/there is no connection to Redis/));
  const began = performance.now();
  for (let i = 0; i < 1_000; i++) await expect(client.get('a')).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(1_000);
  await expect(client.invalidate('t:team:1')).rejects.toThrow();
  await server.start();
  await heals(client, 'new');
});

it('serves nothing that a snapshot brings back', async () => {
  const server = await startServer();
  const client = await openStore({ definition: redisStore(server.url, { client: SOON }) });
  const behind = new Redis(server.url, SOON);
  behind.on('error', () => undefined);
  await client.put('a', { value: 'old', dependencies: ['*', OWNER, 't:team:1'] });
  await behind.save();
  await client.invalidate('t:team:1');
  await client.missing('a');
  await server.kill();
  await server.start();
  if (behind.status !== 'ready') await once(behind, 'ready');
  expect((await behind.keys('*a')).length).toBe(1);
  await vi.waitFor(() => client.missing('a'), { timeout: 30_000 });
  await heals(client, 'new');
  behind.disconnect();
});

it('keeps what a snapshot brings back where a failover is trusted, and promises less', async () => {
  const server = await startServer();
  const definition = redisStore(server.url, { client: SOON, afterFailover: 'trust' });
  const client = await openStore({ definition });
  expect(client.store.promise).toBe('bounded');
  await client.put('a', { value: 'old' });
  const behind = new Redis(server.url);
  await behind.save();
  behind.disconnect();
  await server.kill();
  await server.start();
  await vi.waitFor(async () => expect(await client.get('a')).toEqual({ value: 'old' }), { timeout: 30_000 });
  // One that does not trust it begins anew, and then both use the same epoch.
  const other = await openStore({ definition: redisStore(server.url), prefix: client.prefix });
  await other.missing('a');
  await other.put('a', { value: 'new' });
  expect(await client.get('a')).toEqual({ value: 'new' });
  await client.put('b', { value: 1 });
  expect(await other.get('b')).toEqual({ value: 1 });
});

it('fails what was under way when the connection is cut, and goes on with the next one', async () => {
  const { proxy, client } = await openThroughProxy(1000);
  await client.put('a', { value: 1 });
  proxy.become({ kind: 'delay', milliseconds: 200 });
  const reading = messageOf(client.get('a'));
  await vi.waitFor(() => expect(proxy.takeTraffic().trips).toBe(1));
  proxy.cut();
  expect(await reading).not.toBe('no error');
  proxy.become({ kind: 'none' });
  await vi.waitFor(async () => expect(await client.get('a')).toEqual({ value: 1 }));
});

it('gives up a command without an answer after its timeout', async () => {
  const { proxy, client } = await openThroughProxy(100);
  await client.put('a', { value: 1 });
  proxy.become({ kind: 'halfOpen' });
  expect(await messageOf(client.get('a'))).toMatch(/timed out/);
  expect(await messageOf(client.invalidate('t:team:1'))).toMatch(/timed out/);
});

it('stops asking a connection that is open on this side only, and makes a new one', async () => {
  const { proxy, client } = await openThroughProxy(100);
  await client.put('a', { value: 1 });
  proxy.become({ kind: 'halfOpen' });
  for (let i = 0; i < 5; i++) await messageOf(client.get('a'));
  const began = performance.now();
  for (let i = 0; i < 1_000; i++) await messageOf(client.get('a'));
  expect(performance.now() - began).toBeLessThan(1_000);
  proxy.become({ kind: 'none' });
  proxy.cut();
  await heals(client, 2);
});

it('goes on where answers come slowly, or byte by byte', async () => {
  const { proxy, client } = await openThroughProxy(5000);
  proxy.become({ kind: 'delay', milliseconds: 20 });
  await client.put('a', { value: 1 });
  proxy.become({ kind: 'drip', milliseconds: 0.1 });
  expect(await client.get('a')).toEqual({ value: 1 });
});

it('waits for a server that stands still no longer than its timeout, and serves nothing old afterwards', async () => {
  const server = await startServer();
  const client = await openStore({ definition: redisStore(server.url, { timeout: 100, client: SOON }) });
  await client.put('a', { value: 1 });
  server.signal('SIGSTOP');
  for (let i = 0; i < 6; i++) expect(await messageOf(client.get('a'))).not.toBe('no error');
  expect(await messageOf(client.invalidate(OWNER))).not.toBe('no error');
  server.signal('SIGCONT');
  await heals(client, 2);
});

it('learns the scripts anew after SCRIPT FLUSH, each once', async () => {
  const client = await redis.open();
  await client.put('a', { value: 1 });
  const names = Array.from({ length: 100 }, (_, i) => `entry${i}`);
  const stamp = await client.stamp('a');
  await redis.behind().script('FLUSH');
  await redis.behind().config('RESETSTAT');
  const outcomes = await client.store.write(names.map((name) => client.request(name, { value: name, stamp })));
  expect(new Set(outcomes)).toEqual(new Set(['stored']));
  const stats = await redis.behind().info('commandstats');
  expect(/cmdstat_eval:calls=(\d+)/.exec(stats)?.[1]).toBe('1');
  await redis.behind().script('FLUSH');
  await client.invalidate(OWNER);
  await client.missing('a');
});

it('begins anew after FLUSHDB: nothing old is stored, and nothing is served', async () => {
  const client = await redis.open();
  await client.put('a', { value: 1 });
  const stamp = await client.stamp('a');
  await redis.behind().flushdb();
  expect(await client.write('a', { value: 'old', stamp })).toBe('refused');
  await client.missing('a');
  await redis.behind().flushdb();
  await client.invalidate(OWNER);
  await redis.behind().flushdb();
  expect(await client.end('a')).toEqual([false]);
  await redis.behind().flushdb();
  const next = await client.next('a');
  expect(await client.write('a', { value: 'new', stamp: next, raisesFloor: true })).toBe('stored');
  expect(await client.get('a')).toEqual({ value: 'new' });
});

it('rejects what it cannot write to a server without memory, serves on, and writes again when there is some', async () => {
  const server = await startServer('--maxmemory-policy', 'noeviction');
  const client = await openStore({ definition: redisStore(server.url) });
  const behind = new Redis(server.url);
  await client.put('a', { value: 1 });
  await behind.config('SET', 'maxmemory', '1');
  expect(await client.get('a')).toEqual({ value: 1 });
  expect(await messageOf(client.write('b', { value: 1 }))).toMatch(/OOM/);
  expect(await messageOf(client.invalidate(OWNER))).toMatch(/OOM/);
  expect(await messageOf(client.end('a'))).toMatch(/OOM/);
  await behind.config('SET', 'maxmemory', '0');
  await client.invalidate(OWNER);
  await client.missing('a');
  behind.disconnect();
});

it.each(['allkeys-lru', 'allkeys-random', 'volatile-ttl'])(
  'serves nothing stale while %s throws names out',
  async (policy) => {
    const server = await startServer('--maxmemory', '3mb', '--maxmemory-policy', policy, '--maxmemory-samples', '3');
    const client = await openStore({ definition: redisStore(server.url) });
    const behind = new Redis(server.url);
    const ballast = 'x'.repeat(4_000);
    const outcome = { served: 0, stale: 0 };
    for (let round = 0; round < 400; round++) {
      const row = round % 7;
      const dependencies = ['*', OWNER, `t:row:${row}`];
      await client.write(`row${row}`, { value: round, dependencies });
      const late = await client.stamp(`row${row}`, dependencies);
      await client.invalidate(`t:row:${row}`);
      for (let i = 0; i < 5; i++) await client.write(`ballast${round * 5 + i}`, { value: ballast });
      await client.write(`row${row}`, { value: 'old', stamp: late, dependencies });
      if ('value' in (await client.get(`row${row}`))) outcome.stale++;
      await client.write(`row${row}`, { value: round, dependencies });
      if ('value' in (await client.get(`row${row}`))) outcome.served++;
    }
    const evicted = /evicted_keys:(\d+)/.exec(await behind.info('stats'))?.[1];
    expect(Number(evicted)).toBeGreaterThan(100);
    expect(outcome.stale).toBe(0);
    expect(outcome.served).toBeGreaterThan(100);
    behind.disconnect();
  },
);
