import { enterPython } from '../peers/python-lane.ts';
import { sortOut } from '../peers/sort-out.ts';
import { enterSyncPeers } from '../peers/sync-memoizers.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { NUMBERS, STRINGS } from './keys.ts';

const runs = { hand: 0, raw: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, number>();

function priceByHand(id: number, language: string): number {
  const key = keyOf(id, language);
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  runs.hand++;
  const price = computePrice(id, language);
  stored.set(key, price);
  return price;
}

/** The same without a key string. */
const raw = new Map<number, Map<string, number>>();

function priceByRawValues(id: number, language: string): number {
  const hit = raw.get(id)?.get(language);
  if (hit !== undefined) return hit;
  runs.raw++;
  const price = computePrice(id, language);
  const branch = raw.get(id) ?? new Map<string, number>();
  raw.set(id, branch.set(language, price));
  return price;
}

/**
 * @cache ttl=10m id=bench.hit-sync-number-string
 * @tag prices
 */
function priceByHoldfast(id: number, language: string): number {
  runs.holdfast++;
  return id * language.length;
}

function computePrice(id: number, language: string): number {
  return id * language.length;
}

function keyOf(id: number, language: string): string {
  return `price:${id}:${language}`;
}

const LIMIT: Called = { who: 'limit: no key string', role: 'limit', call: priceByRawValues, countRuns: () => runs.raw };

/** A hit of number and string. */
export const ROW: Row = {
  title: 'hit, sync, number and string',
  unit: 'times',
  meaning: '1 is a `Map` under a template key, without ttl and bound. Ours has ttl, bound, a tag and counts.',
  limit: 0.12,
  processes: 3,
  measure: (mode) => {
    const args = ['lru_cache_rows.py', 'number-string'] as const;
    const { contestants, absent } = sortOut([
      LIMIT,
      { who: 'holdfast', role: 'ours', goal: 0.2, call: priceByHoldfast, countRuns: () => runs.holdfast },
      ...enterSyncPeers({ compute: computePrice, keyOf, parameters: 2 }),
      enterPython({ who: 'Python lru_cache', args, remark: 'in C' }),
    ]);
    const base: Called = { who: 'by hand', role: 'base', call: priceByHand, countRuns: () => runs.hand };
    return measureRace({ calls: 'sync', columns: [NUMBERS, STRINGS], base, contestants, absent }, mode);
  },
};
