import { Cluster } from 'ioredis';
import { Cluster as Cluster5 } from 'ioredis-5';
import { afterAll } from 'vitest';
import { redisStore } from '../../../../../runtime/src/redis.ts';
import type { StoreFixture } from '../../../../../runtime/src/store/contract/store-under-test.ts';
import type { StoreDefinition } from '../../../../../runtime/src/store/port.ts';
import { testStore } from '../../../../../runtime/src/store-contract.ts';
import { beforeAll, describe, it } from '../../../../servers/redis-cases.ts';
import { type RedisCluster, startRedisCluster } from '../../../../servers/redis-cluster.ts';

describe('a Redis Cluster', () => {
  let cluster: RedisCluster | undefined;
  let prefixes = 0;

  beforeAll(async () => {
    cluster = await startRedisCluster();
  });

  afterAll(async () => {
    await cluster?.stop();
  });

  function started(): RedisCluster {
    if (cluster === undefined) throw new Error('the cluster is started before the cases');
    return cluster;
  }

  /** Names of one prefix, on all nodes. */
  function makeFixture(definition: StoreDefinition): StoreFixture {
    prefixes++;
    const prefix = `case${prefixes}`;
    return {
      definition,
      prefix,
      listRows: async () => {
        const names = await Promise.all(started().primaries.map((node) => node.ask('keys', `${prefix}:*`)));
        return names.flat().map(String);
      },
      loseRow: async (name) => {
        await (await started().ownerOf(name)).ask('del', name);
      },
      damageRow: async (name) => {
        await (await started().ownerOf(name)).ask('set', name, 'garbage \u0000');
      },
    };
  }

  testStore(
    {
      name: 'by addresses',
      make: () => makeFixture(redisStore({ cluster: started().addresses })),
      shared: true,
      losesRows: true,
      damagesRows: true,
      clock: 'own',
    },
    { describe, it },
  );

  testStore(
    {
      name: 'by a client of ioredis 6',
      make: () => makeFixture(redisStore(new Cluster([...started().addresses], { lazyConnect: true }))),
      shared: true,
      clock: 'own',
    },
    { describe, it },
  );

  testStore(
    {
      name: 'by a client of ioredis 5',
      make: () => makeFixture(redisStore(new Cluster5([...started().addresses], { lazyConnect: true }))),
      shared: true,
      clock: 'own',
    },
    { describe, it },
  );
});
