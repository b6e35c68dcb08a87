import { configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { Redis } from 'ioredis-6';
import { enterPeers, type Peer } from '../peers/peer.ts';
import { byHand } from '../redis/by-hand.ts';
import { redisPeers, taggedRedisPeers } from '../redis/redis-peers.ts';
import { startSlowProxy } from '../redis/slow-proxy.ts';
import { startRedis } from '../redis/start-redis.ts';
import { countTraffic, type Traffic, type Traffics } from '../redis/traffic.ts';
import type { Figure, Measured, Row } from '../row.ts';
import { loadUser, type User } from './user.ts';

/** Milliseconds of a round trip: enough to count them in a caller's time on a busy machine. */
const DELAY = 30;

/** Entities of a list. */
const LISTED = 100;

/** @cache ttl=10m id=bench.trips */
async function findUser(id: number): Promise<User> {
  return loadUser(id);
}

/**
 * @cache ttl=10m id=bench.trips-tagged
 * @tag users
 * @tag user:{id}
 */
async function findTagged(id: number): Promise<User> {
  return loadUser(id);
}

/**
 * @cache ttl=10m id=bench.trips-found
 * @tracks
 */
async function findTracked(id: number): Promise<Tracked> {
  return loadUser(id);
}

/**
 * @cache ttl=10m id=bench.trips-list
 * @tracks
 */
async function listTracked(id: number): Promise<Tracked[]> {
  return Array.from({ length: LISTED }, (_, i) => loadUser(LISTED * id + i));
}

/** @entity user */
export interface Tracked extends User {}

interface Subject {
  readonly who: string;
  readonly role: Figure['role'];
  readonly find: (id: number) => Promise<unknown>;
}

async function measure(toFigures: (subject: Subject, traffics: Traffics) => readonly Figure[]): Promise<Measured> {
  const { port, client } = await startRedis();
  const proxy = await startSlowProxy(port, DELAY);
  await configure({ store: redisStore(proxy.url) });
  const figures: Figure[] = [];
  for (const subject of listSubjects(proxy.url)) {
    // Some packages take the key as it is given.
    await client.flushdb();
    figures.push(...toFigures(subject, await countTraffic(subject.find, proxy, client)));
  }
  return { figures };
}

function listSubjects(url: string): readonly Subject[] {
  const keyOf = (id: number): string => `trips:user:${id}`;
  const enter = (peers: readonly Peer[]): readonly Subject[] =>
    enterPeers(peers, { load: async (id: number) => loadUser(id), keyOf, parameters: 1, isPlain: true }).map(
      // Each peer was given a function of an id.
      ({ who, call }) => ({ who, role: 'peer', find: call as (id: number) => Promise<unknown> }),
    );
  return [
    ...enter([byHand(new Redis(url))]).map((base) => ({ ...base, role: 'base' as const })),
    { who: 'holdfast', role: 'ours', find: findUser },
    { who: 'holdfast, 2 tags', role: 'ours', find: findTagged },
    { who: 'holdfast, an entity found in the result', role: 'ours', find: findTracked },
    { who: `holdfast, ${LISTED} entities found in the result`, role: 'ours', find: listTracked },
    ...enter([...redisPeers(url), ...taggedRedisPeers(url)]),
  ];
}

function tripsOf({ who, role }: Subject, { hit, miss }: Traffics): readonly Figure[] {
  const figure = (what: string, { trips, commands }: Traffic): Figure => {
    const counted: Figure = { who: `${who}: ${what}`, role, value: trips, noise: 0, detail: commands };
    return role === 'ours' ? { ...counted, goal: 1 } : counted;
  };
  return [figure('hit', hit), figure('miss and store', miss)];
}

function bytesOf({ who, role }: Subject, { hit, miss }: Traffics): readonly Figure[] {
  const figure = (what: string, { bytes }: Traffic): Figure => ({
    who: `${who}: ${what}`,
    role,
    value: bytes,
    noise: 0,
  });
  return [figure('hit', hit), figure('miss and store', miss)];
}

export const TRIPS: Row = {
  title: 'Redis, round trips that the caller waits for',
  unit: 'trips',
  meaning: `Counted in the time of a call through a proxy that delays every round trip by ${DELAY} ms. Beside it what the server ran for one call by \`INFO commandstats\`, the commands of scripts and those that nobody waits for too.`,
  limit: 1,
  measure: () => measure(tripsOf),
};

export const BYTES: Row = {
  title: 'Redis, bytes of a call',
  unit: 'bytes',
  meaning:
    'All bytes to and from the server of one call, also those that nobody waits for; the value is 5 fields, in the list of entities 5 fields each.',
  measure: () => measure(bytesOf),
};
