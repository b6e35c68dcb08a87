import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll } from 'vitest';
import type { StoreFixture } from '../../../../../runtime/src/store/contract/store-under-test.ts';
import { redisStore } from '../../../../../runtime/src/store/redis/redis-store.ts';
import { testStore } from '../../../../../runtime/src/store-contract.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type RedisServer, startRedisServer } from '../../../../servers/redis-server.ts';

interface Started {
  readonly server: RedisServer;
  readonly behind: Redis;
}

const opened: { started?: Started } = {};

beforeAll(async () => {
  const server = await startRedisServer();
  opened.started = { server, behind: new Redis(server.url) };
});

afterAll(async () => {
  opened.started?.behind.disconnect();
  await opened.started?.server.stop();
});

function current(): Started {
  if (opened.started === undefined) throw new Error('there is a server only while cases run');
  return opened.started;
}

/** A prefix of its own, whose names are the rows. */
function make(): StoreFixture {
  const { server, behind } = current();
  const prefix = randomUUID().slice(0, 8);
  return {
    definition: redisStore(server.url),
    prefix,
    listRows: async () => {
      const names: string[] = [];
      for await (const page of behind.scanStream({ match: `${prefix}:*`, count: 1000 })) names.push(...page);
      return names;
    },
    loseRow: async (name) => {
      await behind.del(name);
    },
    damageRow: async (name) => {
      await behind.set(name, '\u0000[garbage');
    },
  };
}

function makeMistyped(): StoreFixture {
  return {
    ...make(),
    damageRow: async (name) => {
      await current().behind.pipeline().del(name).lpush(name, 'x').exec();
    },
  };
}

const shared = { shared: true, clock: 'own' } as const;

testStore({ name: 'redis', ...shared, make }, { describe, it });
testStore({ name: 'redis whose names are lost', ...shared, losesRows: true, make }, { describe, it });
testStore({ name: 'redis whose values are damaged', ...shared, damagesRows: true, make }, { describe, it });
testStore(
  { name: 'redis with other types at its names', ...shared, damagesRows: true, make: makeMistyped },
  { describe, it },
);
