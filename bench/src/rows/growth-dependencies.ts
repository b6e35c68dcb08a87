import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

const runs = { hand: 0, one: 0, ten: 0, hundred: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, number>();

function priceByHand(id: number): number {
  const key = `price:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  runs.hand++;
  const price = id * 2;
  stored.set(key, price);
  return price;
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-1
 * @tag =oneTag
 */
function priceWithOne(id: number): number {
  runs.one++;
  return id * 2;
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-10
 * @tag =tenTags
 */
function priceWithTen(id: number): number {
  runs.ten++;
  return id * 2;
}

/**
 * @cache ttl=10m id=bench.growth-dependencies-100
 * @tag =hundredTags
 */
function priceWithHundred(id: number): number {
  runs.hundred++;
  return id * 2;
}

export function oneTag(id: number): string[] {
  return tagsOf(id, 1);
}

export function tenTags(id: number): string[] {
  return tagsOf(id, 10);
}

export function hundredTags(id: number): string[] {
  return tagsOf(id, 100);
}

/** Each entry has others. */
function tagsOf(id: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `price:${id}:${i}`);
}

function enter(name: string, call: Called['call'], countRuns: () => number): Called {
  return { who: `holdfast, ${name}`, role: 'ours', call, countRuns };
}

/** Hits of a synchronous function whose entries depend on more and more. */
export const ROW: Row = {
  title: 'growth: dependencies of an entry in memory',
  unit: 'times',
  meaning: '1 is a `Map` under a template key, without any dependency. Nothing is invalidated meanwhile.',
  measure: (mode) =>
    measureRace(
      {
        calls: 'sync',
        columns: [NUMBERS],
        base: { who: 'by hand', role: 'base', call: priceByHand, countRuns: () => runs.hand },
        contestants: [
          enter('1 tag', priceWithOne, () => runs.one),
          enter('10 tags', priceWithTen, () => runs.ten),
          enter('100 tags', priceWithHundred, () => runs.hundred),
        ],
      },
      mode,
    ),
};
