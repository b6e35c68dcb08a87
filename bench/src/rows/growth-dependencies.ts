import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

const runs = { hand: 0, one: 0, ten: 0, hundred: 0, named: 0 };

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

/** Each result has others. */
function listPrices(id: number, count: number): Prices {
  return Array.from({ length: count }, (_, i) => ({ id: id * 100 + i }));
}

function enter(name: string, call: Called['call'], countRuns: () => number): Called {
  return { who: `holdfast, ${name}`, role: 'ours', call, countRuns };
}

/** Hits of a synchronous function whose entries depend on more and more. */
export const ROW: Row = {
  title: 'growth: dependencies of an entry in memory',
  unit: 'times',
  meaning:
    '1 is a `Map` under a template key, without any dependency; the lists are deeply readonly, so they are shared. Nothing is invalidated meanwhile. A tag that a function gives is asked for in every call, and so is the store.',
  measure: (mode) =>
    measureRace(
      {
        calls: 'sync',
        columns: [NUMBERS],
        base: { who: 'by hand', role: 'base', call: pricesByHand, countRuns: () => runs.hand },
        contestants: [
          enter('1 entity', pricesWithOne, () => runs.one),
          enter('10 entities', pricesWithTen, () => runs.ten),
          enter('100 entities', pricesWithHundred, () => runs.hundred),
          enter('1 tag of a function', pricesWithNames, () => runs.named),
        ],
      },
      mode,
    ),
};
