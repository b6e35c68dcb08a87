import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type FaultyProxy, startFaultyProxy } from '../../servers/faulty-proxy.ts';
import { type RedisServer, startRedisServer } from '../../servers/redis-server.ts';
import { type Choice, oneOf } from '../scheduler/choice.ts';
import type { Fault } from './fault.ts';
import type { StoreUnderProof } from './store-under-proof.ts';

/** What stands in a database of the store: a part of the name tells which. */
const PLACES = ['/stamp', '/d/', '/floor', '/keyfloor', ':rows:', '/uses/', '/ends/'];
/** Names at most that go at once. */
const MOST = 5;
/** Between two faults of a kind, in milliseconds. Without a while in which all goes well nothing would be served. */
const DATA_PAUSE = 200;
const SERVER_PAUSE = 1200;

/** Two databases of a server behind a proxy. */
export async function redisUnderProof(): Promise<StoreUnderProof> {
  const server = await startRedisServer();
  const proxy = await startFaultyProxy(server.port);
  const behind = [0, 1].map(
    (db) => new Redis({ port: server.port, db, retryStrategy: () => 20, maxRetriesPerRequest: null }),
  );
  for (const client of behind) {
    // The server is killed on purpose, and each command tells its own caller.
    client.on('error', () => undefined);
  }
  const url = `redis://127.0.0.1:${proxy.port}`;
  return {
    store: 'redis',
    targets: [`${url}/0`, `${url}/1`],
    faults: [
      { longestPause: DATA_PAUSE, faults: dataFaults(behind) },
      { longestPause: SERVER_PAUSE, faults: [...networkFaults(proxy), ...serverFaults(server, behind)] },
    ],
    close: async () => {
      for (const client of behind) client.disconnect();
      await proxy.close();
      await server.stop();
    },
  };
}

function dataFaults(behind: readonly Redis[]): readonly Fault[] {
  return [
    { name: 'evictions', weight: 40, happen: (choice) => evict(oneOf(choice, behind), choice) },
    {
      name: 'flushes',
      weight: 1,
      happen: async (choice) => {
        const client = oneOf(choice, behind);
        await client.flushdb();
        return `database ${client.options.db} is flushed`;
      },
    },
    {
      name: 'scripts flushed',
      weight: 1,
      happen: async (choice) => {
        await oneOf(choice, behind).script('FLUSH');
        return 'the scripts are flushed';
      },
    },
  ];
}

async function evict(client: Redis, choice: Choice): Promise<string> {
  const place = oneOf(choice, PLACES);
  const names = (await client.keys('*')).filter((name) => name.includes(place)).sort();
  if (names.length === 0) return `there is no ${place} to evict`;
  const gone = Array.from({ length: 1 + choice.pick(MOST) }, () => oneOf(choice, names));
  await client.del(...gone);
  return `evicted from database ${client.options.db}: ${[...new Set(gone)].join(', ')}`;
}

function networkFaults(proxy: FaultyProxy): readonly Fault[] {
  const cut = (): string => {
    proxy.cut();
    return 'all connections are cut';
  };
  return [
    { name: 'connections cut', weight: 3, happen: cut },
    {
      name: 'delays',
      weight: 5,
      happen: async (choice) => {
        const milliseconds = oneOf(choice, [2, 10, 40, 150, 300]);
        proxy.become({ kind: 'delay', milliseconds });
        await wait(oneOf(choice, [50, 200, 500]));
        proxy.become({ kind: 'none' });
        return `everything to and from Redis was late by ${milliseconds} ms`;
      },
    },
    {
      name: 'half-open connections',
      weight: 2,
      happen: async (choice) => {
        proxy.become({ kind: 'halfOpen' });
        await wait(oneOf(choice, [50, 300, 700]));
        proxy.become({ kind: 'none' });
        // What was lost on the way never comes, so these connections do not come back.
        proxy.cut();
        return 'connections were half-open, and are cut';
      },
    },
  ];
}

function serverFaults(server: RedisServer, behind: readonly Redis[]): readonly Fault[] {
  return [
    {
      name: 'snapshots taken',
      weight: 3,
      happen: async (choice) => {
        await oneOf(choice, behind).save();
        return 'Redis has written a snapshot';
      },
    },
    {
      name: 'restarts of Redis',
      weight: 2,
      happen: async (choice) => {
        await server.kill();
        const isEmpty = choice.pick(4) === 0;
        if (isEmpty) rmSync(join(server.folder, 'dump.rdb'), { force: true });
        await wait(oneOf(choice, [0, 50, 300]));
        await server.start();
        return `Redis was killed and has started ${isEmpty ? 'empty' : 'from its last snapshot, if there is one'}`;
      },
    },
    {
      name: 'pauses of Redis',
      weight: 2,
      happen: async (choice) => {
        server.signal('SIGSTOP');
        await wait(oneOf(choice, [20, 100, 400]));
        server.signal('SIGCONT');
        return 'Redis stood still for a while';
      },
    },
  ];
}
