import { configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import type { Redis } from 'ioredis-6';
import { byHandChecked } from '../batch/by-hand-checked.ts';
import { type BatchPeer, byMany } from '../batch/by-many.ts';
import { callWithHalf, enterBatch, HALF } from '../batch/lists.ts';
import { enterOurs, loadUsers } from '../batch/load-users.ts';
import { redisBatchPeers } from '../batch/redis-peers.ts';
import { measureRace } from '../race/measure-race.ts';
import { startSlowProxy } from '../redis/slow-proxy.ts';
import { startRedis } from '../redis/start-redis.ts';
import { countTraffic, type Traffic } from '../redis/traffic.ts';
import type { Figure, Row } from '../row.ts';
import { loadUser } from './user.ts';

const GOAL = 0.9;
/** A call takes a thousand times as long as a hit in memory, and its code is compiled after so many calls, too. */
const WARM_UPS = 6;
/** Milliseconds of a round trip: enough to count them in a caller's time on a busy machine. */
const DELAY = 30;

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

/** A list of items of which half are stored. */
export const IN_REDIS: Row = {
  title: 'batch of 100 in Redis, half of them stored',
  unit: 'times',
  meaning:
    '1 is one `MGET`, one call of the body with the missing half, and a pipeline of `SET`. Every call misses another half and stores it. The limit is a program for this one function that serves nothing stale.',
  measure: async (mode) => {
    const { url, client } = await startRedis();
    await configure({ store: redisStore(url) });
    const race = {
      calls: 'async',
      columns: [[0]],
      base: { ...enterBatch(byHand(client), callWithHalf), role: 'base' },
      contestants: [
        { ...enterBatch(byHandChecked(client), callWithHalf), role: 'limit' },
        enterOurs(callWithHalf, GOAL),
        ...redisBatchPeers(url).map((peer) => enterBatch(peer, callWithHalf)),
      ],
      runsOfCall: HALF,
    } as const;
    return measureRace(race, { ...mode, warmUp: WARM_UPS * mode.warmUp });
  },
};

/** What such a call costs on the wire. */
export const TRIPS: Row = {
  title: 'round trips and commands of a batch of 100 in Redis',
  unit: 'trips',
  meaning:
    'Round trips that the caller waits for, with what the server runs, commands within scripts too. Half stored: one read, one body call with the missing half, one write.',
  limit: 1,
  measure: async () => {
    const { port, client } = await startRedis();
    const proxy = await startSlowProxy(port, DELAY);
    await configure({ store: redisStore(proxy.url) });
    const hand = byHand(client).wrap(async (ids) => ids.map(loadUser));
    const counted = await countTraffic((id) => loadUsers(idsOf(id)), proxy, client);
    const ofHand = await countTraffic((id) => hand(idsOf(id)), proxy, client);
    const figure = (who: string, role: Figure['role'], { trips, commands }: Traffic): Figure => ({
      who,
      role,
      value: trips,
      noise: 0,
      detail: commands,
    });
    return {
      figures: [
        { ...figure('holdfast: half stored', 'ours', counted.miss), goal: 2 },
        { ...figure('holdfast: all stored', 'ours', counted.hit), goal: 1 },
        // The client that it uses goes past the proxy, so its trips are not counted.
        { ...figure('by hand: half stored', 'peer', ofHand.miss), value: 2 },
      ],
    };
  },
};

/** The same half for all, and another one for each id. */
function idsOf(id: number): readonly number[] {
  return Array.from({ length: 2 * HALF }, (_, i) => (i < HALF ? i : HALF * id + i));
}
