import { configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import type { Redis } from 'ioredis-6';
import type { Mode } from '../mode.ts';
import { enterPeers, type Peer, type Subject } from '../peers/peer.ts';
import type { Called, Contestant } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Measured } from '../row.ts';
import { loadUser, type User } from '../rows/user.ts';
import { byHand } from './by-hand.ts';
import { startRedis } from './start-redis.ts';

/** Ids by turns: more than one batch has. */
const IDS = 1024;

/** What a row of hits in Redis is made of. */
export interface RedisHits {
  /** So many callers at once. */
  readonly concurrency: number;
  readonly find: (id: number) => Promise<User>;
  readonly countRuns: () => number;
  readonly goal: number;
  readonly limits: (client: Redis) => readonly Peer[];
  readonly peers: (url: string) => readonly Peer[];
}

/** Hits of so many callers at once; all of them are one call of the race, so the ratio is that of a hit. */
export async function measureHits(hits: RedisHits, mode: Mode): Promise<Measured> {
  const { concurrency, find, countRuns, goal } = hits;
  const { url, client } = await startRedis();
  await configure({ store: redisStore(url) });
  const enter = (peers: readonly Peer[], name: string): readonly Called[] => enterPeers(peers, subjectOf(name));
  const atOnce = (contestant: Called): Called => ({ ...contestant, call: callAtOnce(contestant.call, concurrency) });
  const [base, ...rest] = enter([byHand(client)], 'hand');
  if (base === undefined || rest.length > 0) throw new Error('one contestant was entered');
  const limits = enter(hits.limits(client), 'limit').map((limit) => ({ ...limit, role: 'limit' as const }));
  const ours: Called = { who: 'holdfast', role: 'ours', goal, call: find, countRuns };
  const contestants: readonly Contestant[] = [...limits, ours, ...enter(hits.peers(url), 'peer')].map(atOnce);
  const columns = [firstIds(concurrency)];
  return measureRace({ calls: 'async', columns, base: atOnce({ ...base, role: 'base' }), contestants }, mode);
}

function subjectOf(name: string): Subject<number, undefined, User> {
  return {
    load: async (id) => loadUser(id),
    keyOf: (id) => `${name}:user:${id}`,
    parameters: 1,
    isPlain: true,
  };
}

/** The first ids of calls that together ask for all ids: a power of two of them, so that they come by turns. */
function firstIds(concurrency: number): readonly number[] {
  const calls = 2 ** Math.ceil(Math.log2(IDS / concurrency));
  return Array.from({ length: calls }, (_, i) => (i * IDS) / calls);
}

function callAtOnce(call: Called['call'], concurrency: number): (first: number) => Promise<unknown> {
  // Each contestant of these rows takes an id.
  const find = call as (id: number) => unknown;
  return (first) => {
    const calls: unknown[] = [];
    for (let i = 0; i < concurrency; i++) calls.push(find((first + i) % IDS));
    return Promise.all(calls);
  };
}
