import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { keyvAdapter as redisAdapter } from '../../runtime/src/redis.ts';
import { keyvAdapter as sqliteAdapter } from '../../runtime/src/sqlite.ts';
import { LEAVES_REDIS_OUT, type RedisServer, startRedisServer } from '../servers/redis-server.ts';
import { tellLeftOut } from '../servers/tell-left-out.ts';

const lazily: { started?: Promise<RedisServer> } = {};

afterAll(async () => {
  await (await lazily.started)?.stop();
});

async function overRedis() {
  lazily.started ??= startRedisServer();
  const { url } = await lazily.started;
  return redisAdapter(url);
}

async function overSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-parity-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return sqliteAdapter(join(folder, 'keyv.db'));
}

const ADAPTERS = [
  { name: 'sqlite', open: overSqlite },
  ...(LEAVES_REDIS_OUT ? [] : [{ name: 'redis', open: overRedis }]),
];

tellLeftOut('over sqlite', 1);

// The stores of entries list their keys to nobody; adapters for Keyv do.
describe.each(ADAPTERS)('a Keyv adapter over $name', ({ open }) => {
  it('R-51: lists the keys of its namespace, and none that has expired', async () => {
    const adapter = await open();
    onTestFinished(() => adapter.disconnect());
    adapter.namespace = 'other';
    await adapter.set('key3', 'c');
    adapter.namespace = 'app';
    await adapter.setMany([
      { key: 'key1', value: 'a', expires: undefined },
      { key: 'key2', value: 'b', expires: Date.now() + 60_000 },
      { key: 'expired', value: 'x', expires: Date.now() - 1 },
    ]);
    const listed: unknown[] = [];
    for await (const entry of adapter.iterator()) listed.push(entry);
    expect(listed.toSorted()).toEqual([
      ['key1', 'a'],
      ['key2', 'b'],
    ]);
  });
});
