import { Redis } from 'ioredis';
import { afterAll } from 'vitest';
import { redisStore } from '../../../runtime/src/redis.ts';
import { type RedisServer, startRedisServer } from '../../servers/redis-server.ts';
import { ageStore } from './age-store.ts';
import type { ParityDefinition } from './parity-store.ts';

const DATABASES = 512;
const lazily: { started?: Promise<RedisServer>; database: number } = { database: 0 };

afterAll(async () => {
  await (await lazily.started)?.stop();
});

/**
 * An empty database of a server that the cases of one file share. Its entries expire by the server's clock, which a case cannot move; so where the case's clock moved,
 * every life in it becomes shorter by as much, before the store is used again.
 */
export function defineRedis(): ParityDefinition {
  const opened: { behind?: Redis } = {};
  return {
    kind: 'redis',
    bytesOf: async (dependency) => (opened.behind === undefined ? 0 : bytesOf(opened.behind, dependency)),
    open: async (context) => {
      lazily.started ??= startRedisServer('--databases', String(DATABASES));
      const { url } = await lazily.started;
      const database = `${url}/${lazily.database++ % DATABASES}`;
      const behind = new Redis(database);
      opened.behind = behind;
      await behind.flushdb();
      const store = await redisStore(database).open(context);
      const passed = { until: context.now() };
      const age = async (): Promise<void> => {
        const duration = context.now() - passed.until;
        passed.until += duration;
        if (duration > 0) await shortenLives(behind, duration);
      };
      const dispose = async (): Promise<void> => {
        behind.disconnect();
        await store.dispose();
      };
      return { ...ageStore(store, age), dispose };
    },
  };
}

async function shortenLives(behind: Redis, duration: number): Promise<void> {
  for (const name of await behind.keys('*')) {
    const left = await behind.pttl(name);
    if (left > 0) await behind.pexpire(name, left - duration);
  }
}

async function bytesOf(behind: Redis, dependency: string): Promise<number> {
  const names = await behind.keys(`*${dependency}`);
  const sizes = await Promise.all(names.map((name) => behind.memory('USAGE', name)));
  return sizes.reduce((sum: number, size) => sum + Number(size), 0);
}
