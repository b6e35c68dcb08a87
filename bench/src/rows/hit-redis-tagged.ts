import { byMgetWithStamps } from '../redis/by-hand.ts';
import { measureHits, type RedisHits } from '../redis/measure-hits.ts';
import { taggedRedisPeers } from '../redis/redis-peers.ts';
import type { Row } from '../row.ts';
import { loadUser, type User } from './user.ts';

const runs = { holdfast: 0 };

/**
 * @cache ttl=10m id=bench.hit-redis-tagged
 * @tag users
 * @tag user:{id}
 */
async function findUser(id: number): Promise<User> {
  runs.holdfast++;
  return loadUser(id);
}

function row({ concurrency, goal, limit }: Pick<RedisHits, 'concurrency' | 'goal'> & { readonly limit: number }): Row {
  return {
    title: `hit, Redis, ${concurrency} at once, 2 tags known from the arguments`,
    unit: 'times',
    meaning:
      '1 is `GET` by ioredis and `JSON.parse`, for as many callers at once, without any tag. A time is that of all callers together. Ours checks two tags besides everything and the function.',
    limit,
    processes: 3,
    measure: (mode) =>
      measureHits(
        {
          concurrency,
          find: findUser,
          countRuns: () => runs.holdfast,
          goal,
          limits: (client) => [byMgetWithStamps(client)],
          peers: taggedRedisPeers,
        },
        mode,
      ),
  };
}

export const AT_50: Row = row({ concurrency: 50, goal: 1, limit: 0.91 });

export const AT_500: Row = row({ concurrency: 500, goal: 0.6, limit: 0.41 });
