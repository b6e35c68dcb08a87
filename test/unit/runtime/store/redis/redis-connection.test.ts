import { Redis } from 'ioredis';
import { expect, onTestFinished, vi } from 'vitest';
import { connectionOptions, RedisConnection } from '../../../../../runtime/src/store/redis/redis-connection.ts';
import { INVALIDATE } from '../../../../../runtime/src/store/redis/scripts.ts';
import { type FaultyProxy, startFaultyProxy } from '../../../../servers/faulty-proxy.ts';
import { it } from '../../../../servers/redis-cases.ts';
import { startRedisServer } from '../../../../servers/redis-server.ts';
import { useRedis } from './use-redis.ts';

const redis = useRedis();
/** Fewer bytes than the scripts have, which a server is taught when it is asked for its history. */
const SCRIPTS = 5_000;

function connect(port: number, options: Readonly<Record<string, unknown>> = {}): RedisConnection {
  const client = new Redis(port, '127.0.0.1', { ...connectionOptions(1000), retryStrategy: () => 10, ...options });
  const connection = new RedisConnection(client, false);
  onTestFinished(() => connection.close());
  return connection;
}

async function startProxy(): Promise<FaultyProxy> {
  const proxy = await startFaultyProxy(redis.server().port);
  onTestFinished(proxy.close);
  return proxy;
}

it('is opened once more after it was closed', async () => {
  const connection = connect(redis.server().port);
  await connection.open();
  expect(connection.isKnown).toBe(true);
  connection.close();
  expect(() => connection.session()).toThrow('there is no connection to Redis.');
  await vi.waitFor(() => connection.open());
  expect(connection.isKnown).toBe(true);
});

it('may be on its way already when it is opened', async () => {
  const connection = connect(redis.server().port, { lazyConnect: false });
  await vi.waitFor(() => connection.open());
  expect(connection.isKnown).toBe(true);
});

it('is not opened where it is closed on its way', async () => {
  const connection = connect(redis.server().port);
  const opening = connection.open();
  connection.close();
  await expect(opening).rejects.toThrow(/^Connection is closed\.$/);
  expect(() => connection.session()).toThrow('there is no connection to Redis.');
});

it('is not opened where it ends while the history of its server is asked for', async () => {
  const proxy = await startProxy();
  proxy.become({ kind: 'delay', milliseconds: 100 });
  const connection = connect(proxy.port, { enableReadyCheck: false });
  const opening = connection.open();
  opening.catch(() => {
    // It is awaited below.
  });
  let sent = 0;
  await vi.waitFor(
    () => {
      sent += proxy.takeTraffic().sent;
      expect(sent).toBeGreaterThan(SCRIPTS);
    },
    { interval: 5 },
  );
  connection.close();
  await expect(opening).rejects.toThrow();
  expect(() => connection.session()).toThrow('there is no connection to Redis');
});

it('lets an old session learn nothing, and leaves the new one alone', async () => {
  const proxy = await startProxy();
  const connection = connect(proxy.port);
  await connection.open();
  const old = connection.session();
  proxy.become({ kind: 'halfOpen' });
  const learning = connection.learnAgain(old);
  learning.catch(() => {
    // It is awaited below.
  });
  proxy.cut();
  await expect(learning).rejects.toThrow();
  await expect(connection.mget(old, ['a'])).rejects.toThrow('the connection to Redis was lost.');
  proxy.become({ kind: 'none' });
  await vi.waitFor(() => connection.session());
  await expect(connection.learnAgain(old)).rejects.toThrow('the connection to Redis was lost.');
  expect(await connection.mget(connection.session(), ['none'])).toEqual([null]);
});

it('ends where its server has become a replica, and says what that answered', async () => {
  const server = await startRedisServer();
  onTestFinished(server.stop);
  const connection = connect(server.port);
  await connection.open();
  const session = connection.session();
  const names = ['hf/stamp', 'hf/d', 'hf/floor'];
  const behind = new Redis(server.url);
  onTestFinished(() => behind.disconnect());
  await behind.set('hf/stamp', `aaaa:7:${session.history}`);
  await behind.replicaof('127.0.0.1', 1);
  const call = { script: INVALIDATE, keys: names, args: [] };
  await expect(connection.run(session, call)).rejects.toThrow(/^READONLY/);
  await vi.waitFor(() => expect(() => connection.session()).toThrow());
  await behind.replicaof('NO', 'ONE');
  await vi.waitFor(() => connection.session(), { timeout: 10_000 });
  expect(connection.session()).not.toBe(session);
});
