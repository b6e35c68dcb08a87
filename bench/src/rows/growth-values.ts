import { configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { sqliteStore } from 'holdfast/sqlite';
import { measureSteps, type Step } from '../growth/measure-steps.ts';
import type { Mode } from '../mode.ts';
import type { Called } from '../race/contestant.ts';
import { byHand as redisByHand } from '../redis/by-hand.ts';
import { startRedis } from '../redis/start-redis.ts';
import type { Measured, Row } from '../row.ts';
import { openByHand } from '../sqlite/by-hand.ts';
import { temporaryFile } from '../sqlite/temporary-file.ts';
import { copyUser, loadUser, type User } from './user.ts';

/** Rows of about 83 bytes of JSON. */
const SIZES = [
  { name: '1 KB', rows: 12 },
  { name: '100 KB', rows: 1200 },
] as const;

const IDS: readonly number[] = Array.from({ length: 16 }, (_, i) => i);

const runs = { near: 0, disk: 0, far: 0 };

/** @cache ttl=10m id=bench.growth-values-memory */
async function listNear(rows: number, id: number): Promise<User[]> {
  runs.near++;
  return load(rows, id);
}

/** @cache ttl=10m store=disk id=bench.growth-values-sqlite */
function listOnDisk(rows: number, id: number): User[] {
  runs.disk++;
  return load(rows, id);
}

/** @cache ttl=10m store=far id=bench.growth-values-redis */
async function listFar(rows: number, id: number): Promise<User[]> {
  runs.far++;
  return load(rows, id);
}

function load(rows: number, id: number): User[] {
  return Array.from({ length: rows }, (_, i) => loadUser(id * rows + i));
}

type List = (rows: number, id: number) => unknown;

/** A base with a count of its own. */
function baseOf(cache: (load: List) => List): Called {
  let count = 0;
  const counted: List = (rows, id) => {
    count++;
    return load(rows, id);
  };
  return { who: 'by hand', role: 'base', call: cache(counted), countRuns: () => count };
}

function inMap(compute: List): List {
  const stored = new Map<string, User[]>();
  return async (rows, id) => {
    const key = `list:${rows}:${id}`;
    const hit = stored.get(key);
    if (hit !== undefined) return hit.map(copyUser);
    // What `compute` counts is `load`.
    const list = compute(rows, id) as User[];
    stored.set(key, list);
    return list.map(copyUser);
  };
}

function inSqlite(compute: List): List {
  const { get, put } = openByHand('shared');
  return (rows, id) => {
    const key = `list:${rows}:${id}`;
    const text = get(key);
    if (text !== undefined) return JSON.parse(text);
    const list = compute(rows, id);
    put(key, JSON.stringify(list));
    return list;
  };
}

function ours(call: List, countRuns: () => number): Called {
  return { who: 'holdfast', role: 'ours', call, countRuns };
}

const NEAR = ours(listNear, () => runs.near);
const ON_DISK = ours(listOnDisk, () => runs.disk);
const FAR = ours(listFar, () => runs.far);

/** A store in all sizes. */
function stepsOf(place: string, base: Called, own: Called): readonly Step[] {
  return SIZES.map(({ name, rows }) => ({
    name: `${place}, ${name}`,
    race: {
      calls: own === ON_DISK ? 'sync' : 'async',
      columns: [IDS.map(() => rows), IDS],
      base,
      contestants: [own],
    },
  }));
}

async function measure(mode: Mode): Promise<Measured> {
  // First alone, then beside other stores.
  const alone = await measureSteps(stepsOf('memory', baseOf(inMap), NEAR), mode);
  const { url, client } = await startRedis();
  await configure({ stores: { disk: sqliteStore(temporaryFile()), far: redisStore(url) }, replace: true });
  const inRedis = (compute: List): List => {
    const keyOf = (rows: number, id: number): string => `list:${rows}:${id}`;
    const load = async (rows: number, id: number): Promise<unknown> => compute(rows, id);
    return redisByHand(client).wrap({ load, keyOf, parameters: 2, isPlain: true });
  };
  const beside = await measureSteps(
    [
      ...stepsOf('memory beside other stores', baseOf(inMap), NEAR),
      ...stepsOf('SQLite', baseOf(inSqlite), ON_DISK),
      ...stepsOf('Redis', baseOf(inRedis), FAR),
    ],
    mode,
  );
  return { figures: [...alone.figures, ...beside.figures] };
}

/** Values that become larger, in each kind of store. */
export const ROW: Row = {
  title: 'growth: size of the value',
  unit: 'times',
  meaning:
    '1 is the code by hand with the same store: a `Map` with a copy written for the type; node:sqlite and `JSON.parse`; `GET` and `JSON.parse`, one call at a time. In memory every caller has a copy of its own.',
  measure,
};
