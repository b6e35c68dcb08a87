import { cacheOf, configure, NotTransformedError } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import type { Redis } from 'ioredis-6';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import { type BatchPeer, batchPeers, byMany, type LoadMany } from '../redis/batch-peers.ts';
import { startRedis } from '../redis/start-redis.ts';
import type { Absent, Row } from '../row.ts';
import { loadUser } from './user.ts';

const HALF = 50;
const GOAL = 0.9;

/** In results.md until the build knows the tag. */
const TOO_EARLY: Absent = { who: 'holdfast', reason: 'this build does not know `@batch` yet' };

/** 100 ids, the same half always and another half that nobody asked for before. */
function callWith(list: LoadMany): Called['call'] {
  let next = HALF;
  const cached = Array.from({ length: HALF }, (_, i) => i);
  return () => list([...cached, ...cached.map(() => next++)]);
}

function enter({ who, remark, wrap }: BatchPeer): Called {
  let items = 0;
  const load: LoadMany = async (ids) => {
    items += ids.length;
    return ids.map(loadUser);
  };
  return { who, role: 'peer', remark, call: callWith(wrap(load)), countRuns: () => items };
}

function byHand(client: Redis): BatchPeer {
  const getMany = async (keys: readonly string[]) =>
    (await client.mget(...keys)).map((text) => (text === null ? undefined : JSON.parse(text)));
  return {
    who: 'by hand',
    remark: 'MGET, one body call, a pipeline of SET',
    wrap: (load) =>
      byMany(load, {
        getMany,
        setMany: (items) => {
          const writes = client.pipeline();
          for (const { key, value } of items) writes.set(`${key}`, JSON.stringify(value), 'PX', 600_000);
          return writes.exec();
        },
      }),
  };
}

/** Ours where the build has transformed it. @throws Error where a call ran more than one body */
async function enterOurs(): Promise<Called | Absent> {
  // The build of today may refuse the file; then it is not there, or not transformed.
  const { loadUsers, runs } = await import(new URL('../later/load-users.js', import.meta.url).href);
  try {
    cacheOf(loadUsers);
  } catch (error) {
    if (error instanceof NotTransformedError) return TOO_EARLY;
    throw error;
  }
  let calls = 0;
  const call = callWith((ids) => {
    calls++;
    return loadUsers(ids);
  });
  const countRuns = (): number => {
    if (runs.bodies !== calls) throw new Error(`${calls} calls ran ${runs.bodies} bodies`);
    return runs.items;
  };
  return { who: 'holdfast', role: 'ours', goal: GOAL, call, countRuns };
}

/** A list of items of which half are stored. */
export const ROW: Row = {
  title: 'batch of 100 in Redis, half of them stored',
  unit: 'times',
  meaning:
    '1 is one `MGET`, one call of the body with the missing half, and a pipeline of `SET`. Every call misses another half and stores it.',
  limit: 0.45,
  measure: async (mode) => {
    const { url, client } = await startRedis();
    await configure({ store: redisStore(url) });
    const ours = await enterOurs();
    const isHere = 'call' in ours;
    const race = {
      calls: 'async',
      columns: [[0]],
      base: { ...enter(byHand(client)), role: 'base' },
      contestants: [...(isHere ? [ours] : []), ...batchPeers(url).map(enter)],
      absent: isHere ? [] : [ours],
      runsOfCall: HALF,
    } as const;
    return measureRace(race, mode);
  },
};
