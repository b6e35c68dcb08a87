import { configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import type { Redis } from 'ioredis-6';
import { measureSteps, type Step } from '../growth/measure-steps.ts';
import type { Mode } from '../mode.ts';
import { enterPeers } from '../peers/peer.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import { byHand } from '../redis/by-hand.ts';
import { startRedis } from '../redis/start-redis.ts';
import type { Measured, Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

/** In Redis, where a call takes a thousand times as long. */
const FEW = NUMBERS.slice(0, 64);

const runs = { hand: 0, one: 0, ten: 0, hundred: 0, named: 0, farOne: 0, farTen: 0, farHundred: 0 };

/** @entity bench-price */
interface Price {
  readonly id: number;
}

type Prices = readonly Readonly<Price>[];

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, Prices>();

function pricesByHand(id: number): Prices {
  const key = `prices:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  runs.hand++;
  const prices = listPrices(id, 100);
  stored.set(key, prices);
  return prices;
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-1
 * @tracks bench-price rows
 */
function pricesWithOne(id: number): Prices {
  runs.one++;
  return listPrices(id, 1);
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-10
 * @tracks bench-price rows
 */
function pricesWithTen(id: number): Prices {
  runs.ten++;
  return listPrices(id, 10);
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-100
 * @tracks bench-price rows
 */
function pricesWithHundred(id: number): Prices {
  runs.hundred++;
  return listPrices(id, 100);
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-named
 * @tracks none
 * @tag =tagsOf
 */
function pricesWithNames(id: number): Prices {
  runs.named++;
  return listPrices(id, 1);
}

export function tagsOf(id: number): string[] {
  return [`price:${id}`];
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-far-1
 * @tracks bench-price rows
 */
async function readWithOne(id: number): Promise<Prices> {
  runs.farOne++;
  return listPrices(id, 1);
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-far-10
 * @tracks bench-price rows
 */
async function readWithTen(id: number): Promise<Prices> {
  runs.farTen++;
  return listPrices(id, 10);
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-far-100
 * @tracks bench-price rows
 */
async function readWithHundred(id: number): Promise<Prices> {
  runs.farHundred++;
  return listPrices(id, 100);
}

/** Each result has others. */
function listPrices(id: number, count: number): Prices {
  return Array.from({ length: count }, (_, i) => ({ id: id * 100 + i }));
}

function enter(what: string, call: Called['call'], countRuns: () => number): Called {
  return { who: `holdfast: ${what}`, role: 'ours', call, countRuns };
}

const IN_MEMORY: readonly Called[] = [
  enter('memory, 1 entity', pricesWithOne, () => runs.one),
  enter('memory, 10 entities', pricesWithTen, () => runs.ten),
  enter('memory, 100 entities', pricesWithHundred, () => runs.hundred),
  enter('memory, 1 tag of a function', pricesWithNames, () => runs.named),
];

/** The same lists in Redis. */
function stepsInRedis(client: Redis): readonly Step[] {
  const step = (count: number, ours: Pick<Called, 'call' | 'countRuns'>): Step => {
    const load = async (id: number): Promise<Prices> => listPrices(id, count);
    const keyOf = (id: number): string => `prices:${count}:${id}`;
    const [hand] = enterPeers([byHand(client)], { load, keyOf, parameters: 1, isPlain: true });
    if (hand === undefined) throw new Error('one contestant was entered');
    return {
      name: `Redis, ${count} ${count === 1 ? 'entity' : 'entities'}`,
      race: {
        calls: 'async',
        columns: [FEW],
        base: { ...hand, role: 'base' },
        contestants: [{ who: 'holdfast', role: 'ours', ...ours }],
      },
    };
  };
  return [
    step(1, { call: readWithOne, countRuns: () => runs.farOne }),
    step(10, { call: readWithTen, countRuns: () => runs.farTen }),
    step(100, { call: readWithHundred, countRuns: () => runs.farHundred }),
  ];
}

async function measure(mode: Mode): Promise<Measured> {
  const near = await measureRace(
    {
      calls: 'sync',
      columns: [NUMBERS],
      base: { who: 'by hand: memory', role: 'base', call: pricesByHand, countRuns: () => runs.hand },
      contestants: IN_MEMORY,
    },
    mode,
  );
  const { url, client } = await startRedis();
  await configure({ store: redisStore(url), replace: true });
  const far = await measureSteps(stepsInRedis(client), mode);
  return { figures: [...near.figures, ...far.figures] };
}

/** Hits of functions whose entries depend on more and more. */
export const ROW: Row = {
  title: 'growth: dependencies of an entry',
  unit: 'times',
  meaning:
    '1 is a `Map` under a template key in memory, and `GET` and `JSON.parse` of a list as long in Redis, one call at a time; both without any dependency. Ours depends on each entity of the list. Nothing is invalidated meanwhile. The lists are deeply readonly, so in memory they are shared. A tag that a function gives is asked for in every call, and so is the store.',
  measure,
};
