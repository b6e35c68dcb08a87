import { byMget, byMgetWithHeads } from '../redis/by-hand.ts';
import { measureHits, type RedisHits } from '../redis/measure-hits.ts';
import { redisPeers } from '../redis/redis-peers.ts';
import type { Row } from '../row.ts';
import { loadUser, type User } from './user.ts';

const runs = { holdfast: 0 };

/** @cache ttl=10m id=bench.hit-redis */
async function findUser(id: number): Promise<User> {
  runs.holdfast++;
  return loadUser(id);
}

function row({ concurrency, goal, limit }: Pick<RedisHits, 'concurrency' | 'goal'> & { readonly limit: number }): Row {
  return {
    title: `hit, Redis, ${concurrency} at once, 5 fields`,
    unit: 'times',
    meaning:
      '1 is `GET` by ioredis and `JSON.parse`, for as many callers at once. A time is that of all callers together. Ours checks the stamps of everything and of the function.',
    limit,
    processes: 3,
    measure: (mode) =>
      measureHits(
        {
          concurrency,
          find: findUser,
          countRuns: () => runs.holdfast,
          goal,
          limits: (client) => [byMget(client), byMgetWithHeads(client)],
          peers: redisPeers,
        },
        mode,
      ),
  };
}

export const AT_50: Row = row({ concurrency: 50, goal: 0.75, limit: 0.65 });

export const AT_500: Row = row({ concurrency: 500, goal: 0.45, limit: 0.33 });
