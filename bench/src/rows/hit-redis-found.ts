import { byScript } from '../redis/by-hand.ts';
import { measureHits, type RedisHits } from '../redis/measure-hits.ts';
import type { Row } from '../row.ts';
import { loadUser, type User } from './user.ts';

/** @entity person */
export interface Person extends User {
  team: Team;
}

/** @entity team */
export interface Team {
  id: number;
}

const runs = { holdfast: 0 };

/**
 * @cache ttl=10m id=bench.hit-redis-found
 * @tracks
 */
async function findPerson(id: number): Promise<Person> {
  runs.holdfast++;
  return { ...loadUser(id), team: { id: id % 10 } };
}

function row({ concurrency, goal, limit }: Pick<RedisHits, 'concurrency' | 'goal'> & { readonly limit: number }): Row {
  return {
    title: `hit, Redis, ${concurrency} at once, 2 entities found in the result`,
    unit: 'times',
    meaning:
      '1 is `GET` by ioredis and `JSON.parse`, for as many callers at once, without any dependency. A time is that of all callers together. Ours checks the stamps of two entities that only the entry names. No package does that.',
    limit,
    processes: 3,
    measure: (mode) =>
      measureHits(
        {
          concurrency,
          find: findPerson,
          countRuns: () => runs.holdfast,
          goal,
          limits: (client) => [byScript(client)],
          peers: () => [],
        },
        mode,
      ),
  };
}

export const AT_50: Row = row({ concurrency: 50, goal: 1.15, limit: 1.02 });

export const AT_500: Row = row({ concurrency: 500, goal: 0.75, limit: 0.65 });
