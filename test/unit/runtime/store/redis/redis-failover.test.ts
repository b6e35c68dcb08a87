import { Redis } from 'ioredis';
import { expect, onTestFinished, vi } from 'vitest';
import { OWNER } from '../../../../../runtime/src/store/contract/client.ts';
import { makeClient } from '../../../../../runtime/src/store/redis/make-client.ts';
import { connectionOptions, RedisConnection } from '../../../../../runtime/src/store/redis/redis-connection.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { TAKE_NEXT } from '../../../../../runtime/src/store/redis/scripts.ts';
import { type FaultyProxy, startFaultyProxy } from '../../../../servers/faulty-proxy.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { startSentinel } from '../../../../servers/redis-sentinel.ts';
import { type RedisServer, startRedisServer } from '../../../../servers/redis-server.ts';
import { openStore } from './use-redis.ts';

const SOON = { retryStrategy: () => 10 };
const TAGGED = ['*', OWNER, 't:team:1'];

async function startServer(...options: readonly string[]): Promise<RedisServer> {
  const server = await startRedisServer('--repl-diskless-sync-delay', '0', ...options);
  onTestFinished(server.stop);
  return server;
}

function connect(url: string): Redis {
  const client = new Redis(url, SOON);
  client.on('error', () => undefined);
  onTestFinished(() => client.disconnect());
  return client;
}

/** A primary, a replica of it that has all it has, and connections behind the store's back. */
async function startPair() {
  const primary = await startServer();
  const replica = await startServer('--replicaof', `127.0.0.1 ${primary.port}`);
  const [behindPrimary, behindReplica] = [connect(primary.url), connect(replica.url)];
  await vi.waitFor(async () => expect(await behindReplica.info('replication')).toContain('master_link_status:up'), {
    timeout: 30_000,
    interval: 20,
  });
  const replicated = async (): Promise<void> => {
    // WAIT waits for what its own connection wrote, and all that came before it.
    await behindPrimary.set('marker', '1');
    expect(await behindPrimary.wait(1, 0)).toBe(1);
  };
  /** Nothing comes to the replica from here on. */
  const pause = async (): Promise<void> => {
    await replicated();
    replica.signal('SIGSTOP');
  };
  return { primary, replica, behindPrimary, behindReplica, replicated, pause };
}

/** What leads to the primary, and to the replica after a failover: an address that moves. */
async function startAddress(port: number): Promise<FaultyProxy & { readonly url: string }> {
  const proxy = await startFaultyProxy(port);
  onTestFinished(proxy.close);
  return { ...proxy, url: `redis://127.0.0.1:${proxy.port}` };
}

it('serves nothing that a promoted replica does not know to be invalidated', async () => {
  const { primary, replica, behindReplica, pause } = await startPair();
  const address = await startAddress(primary.port);
  const client = await openStore({ definition: redisStore(address.url, { client: SOON }) });
  const stamp = await client.stamp('late', TAGGED);
  await client.put('a', { value: 'old', dependencies: TAGGED });
  await pause();
  await client.invalidate('t:team:1');
  await primary.kill();
  replica.signal('SIGCONT');
  await behindReplica.replicaof('NO', 'ONE');
  address.leadTo(replica.port);
  address.cut();
  // It has the entry, and the stamps by which it was good.
  expect((await behindReplica.keys('*a')).length).toBe(1);
  await vi.waitFor(() => client.missing('a'), { timeout: 30_000 });
  expect(await client.write('late', { value: 'old', stamp, dependencies: TAGGED })).toBe('refused');
  await client.missing('a');
  await client.put('a', { value: 'new', dependencies: TAGGED });
});

it('serves what a promoted replica has where that is trusted', async () => {
  const { primary, replica, behindReplica, pause } = await startPair();
  const address = await startAddress(primary.port);
  const definition = redisStore(address.url, { client: SOON, afterFailover: 'trust' });
  const client = await openStore({ definition });
  await client.put('a', { value: 'kept' });
  await pause();
  await primary.kill();
  replica.signal('SIGCONT');
  await behindReplica.replicaof('NO', 'ONE');
  address.leadTo(replica.port);
  address.cut();
  await vi.waitFor(async () => expect(await client.get('a')).toEqual({ value: 'kept' }), { timeout: 30_000 });
});

it('sends nothing of one session on the next connection, which may lead to another server', async () => {
  const server = await startServer();
  const connection = new RedisConnection(await makeClient(server.url, { ...SOON, ...connectionOptions(1000) }), false);
  onTestFinished(() => connection.close());
  await connection.open();
  const session = connection.session();
  expect(await connection.mget(session, ['a'])).toEqual([null]);
  await connect(server.url).call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  await vi.waitFor(() => expect(connection.session()).not.toBe(session));
  expect(connection.session().history).toBe(session.history);
  await expect(connection.mget(session, ['a'])).rejects.toThrow('the connection to Redis was lost.');
  await expect(connection.run(session, { script: TAKE_NEXT, keys: ['a'], args: [] })).rejects.toThrow('was lost.');
  expect(await connection.mget(connection.session(), ['a'])).toEqual([null]);
});

it('agrees on an epoch with whoever came after a server changed its replication id, as it does for its first replica', async () => {
  const server = await startServer();
  const [client, replica] = [await openStore({ definition: redisStore(server.url) }), await startServer()];
  const behind = connect(server.url);
  const line = async (): Promise<string> => /master_replid:(\w+)/.exec(await behind.info('replication'))?.[1] ?? '';
  const before = await line();
  await client.put('a', { value: 1 });
  const behindReplica = connect(replica.url);
  await behindReplica.replicaof('127.0.0.1', server.port);
  await vi.waitFor(async () => expect(await behind.info('replication')).toContain('state=online'), { timeout: 30_000 });
  await behindReplica.replicaof('NO', 'ONE');
  await vi.waitFor(async () => expect(await line()).not.toBe(before), { timeout: 30_000, interval: 50 });
  // One that comes now knows the server by its new id; both end in one epoch.
  const other = await openStore({ definition: redisStore(server.url), prefix: client.prefix });
  await other.missing('a');
  await other.put('a', { value: 2 });
  await client.missing('a');
  for (const store of [client, other, client, other]) expect((await store.stamp('a')).count).toBeGreaterThan(0);
  const epochs = [await client.stamp('a'), await other.stamp('a'), await client.stamp('a')].map(({ epoch }) => epoch);
  expect(new Set(epochs).size).toBe(1);
  await client.put('a', { value: 3 });
  expect(await other.get('a')).toEqual({ value: 3 });
});

it('leaves a primary that has become a replica', async () => {
  const { primary, replica, behindPrimary, behindReplica } = await startPair();
  const address = await startAddress(primary.port);
  const client = await openStore({ definition: redisStore(address.url, { client: SOON }) });
  await client.put('a', { value: 'old', dependencies: TAGGED });
  await behindReplica.replicaof('NO', 'ONE');
  await behindPrimary.replicaof('127.0.0.1', replica.port);
  address.leadTo(replica.port);
  await expect(client.invalidate('t:team:1')).rejects.toThrow(/READONLY|replica|connection/);
  await vi.waitFor(() => client.invalidate('t:team:1'), { timeout: 30_000 });
  await client.missing('a');
});

it('leaves a primary that has become a replica also where it only reads, when another began an epoch', async () => {
  const { primary, replica, behindPrimary, behindReplica } = await startPair();
  const address = await startAddress(primary.port);
  const client = await openStore({ definition: redisStore(address.url, { client: SOON }) });
  await client.put('a', { value: 'old', dependencies: TAGGED });
  await behindReplica.replicaof('NO', 'ONE');
  await behindPrimary.replicaof('127.0.0.1', replica.port);
  address.leadTo(replica.port);
  const other = await openStore({ definition: redisStore(replica.url), prefix: client.prefix });
  await other.invalidate('t:team:1');
  await other.put('a', { value: 'new', dependencies: TAGGED });
  await vi.waitFor(async () => expect(await client.get('a')).toEqual({ value: 'new' }), { timeout: 30_000 });
  await client.put('b', { value: 1 });
});

it('follows Sentinel to the promoted replica, and begins cold there', async () => {
  const { primary, replica } = await startPair();
  const sentinels = await Promise.all([1, 2, 3].map(() => startSentinel(primary.port)));
  for (const { stop } of sentinels) onTestFinished(stop);
  const target = { sentinels: sentinels.map(({ port }) => ({ host: '127.0.0.1', port })), name: 'main', ...SOON };
  const client = await openStore({ definition: redisStore(target) });
  const given = new Redis(target);
  given.on('error', () => undefined);
  onTestFinished(() => given.disconnect());
  const other = await openStore({ definition: redisStore(given), prefix: client.prefix });
  await client.put('a', { value: 'old', dependencies: TAGGED });
  expect(await other.get('a')).toEqual({ value: 'old' });
  await vi.waitFor(
    async () => {
      for (const sentinel of sentinels) expect(await sentinel.knows()).toEqual({ replicas: 1, sentinels: 2 });
    },
    { timeout: 30_000, interval: 100 },
  );
  await primary.kill();
  await vi.waitFor(() => client.missing('a'), { timeout: 50_000, interval: 50 });
  await vi.waitFor(() => other.missing('a'), { timeout: 50_000, interval: 50 });
  await client.put('a', { value: 'new', dependencies: TAGGED });
  expect(await other.get('a')).toEqual({ value: 'new' });
  await other.invalidate('t:team:1');
  await client.missing('a');
  expect(await connect(replica.url).info('replication')).toContain('role:master');
});
