import type { Row } from '../row.ts';
import { byHandInRedis, IDS, idsFrom, setUpRedis } from './redis-by-hand.ts';
import { loadUser, type User } from './sqlite-by-hand.ts';

const runs = { few: 0, many: 0, fewTagged: 0, manyTagged: 0 };

/** @cache ttl=10m id=bench.hit-redis-50 */
async function findUser(id: number): Promise<User> {
  runs.few++;
  return loadUser(id);
}

/** @cache ttl=10m id=bench.hit-redis-500 */
async function findUserOfMany(id: number): Promise<User> {
  runs.many++;
  return loadUser(id);
}

/**
 * @cache ttl=10m id=bench.hit-redis-tagged-50
 * @tag users
 * @tag user:{id}
 */
async function findTagged(id: number): Promise<User> {
  runs.fewTagged++;
  return loadUser(id);
}

/**
 * @cache ttl=10m id=bench.hit-redis-tagged-500
 * @tag users
 * @tag user:{id}
 */
async function findTaggedOfMany(id: number): Promise<User> {
  runs.manyTagged++;
  return loadUser(id);
}

interface Hit {
  readonly name: string;
  readonly concurrency: number;
  readonly find: (id: number) => Promise<User>;
  readonly countRuns: () => number;
  readonly goal: number;
}

/** So many callers at once, by turns: the time of a batch is compared, so the ratio is that of a call. */
function hit({ name, concurrency, find, countRuns, goal }: Hit): Row {
  const call = (first: number): Promise<unknown> => Promise.all(idsFrom(first, concurrency).map((id) => find(id)));
  return {
    name: `hit, Redis, ${name}, ${concurrency} at once`,
    calls: 'async',
    columns: [IDS],
    setUp: setUpRedis,
    base: byHandInRedis(concurrency),
    contestants: [{ name: 'holdfast', call, countRuns }],
    goal,
  };
}

/** A hit in Redis, compared with GET and JSON.parse. */
export const ROWS: readonly Row[] = [
  hit({ name: 'five fields', concurrency: 50, find: findUser, countRuns: () => runs.few, goal: 0.75 }),
  hit({ name: 'five fields', concurrency: 500, find: findUserOfMany, countRuns: () => runs.many, goal: 0.45 }),
  hit({ name: 'two tags', concurrency: 50, find: findTagged, countRuns: () => runs.fewTagged, goal: 1 }),
  hit({ name: 'two tags', concurrency: 500, find: findTaggedOfMany, countRuns: () => runs.manyTagged, goal: 0.6 }),
];
