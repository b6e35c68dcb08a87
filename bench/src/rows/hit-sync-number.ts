import { enterPython } from '../peers/python-lane.ts';
import { sortOut } from '../peers/sort-out.ts';
import { enterSyncPeers } from '../peers/sync-memoizers.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

const runs = { hand: 0, raw: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, number>();

function priceByHand(id: number): number {
  const key = `price:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  runs.hand++;
  const price = computePrice(id);
  stored.set(key, price);
  return price;
}

/** The same without a key string. */
const raw = new Map<number, number>();

function priceByRawNumber(id: number): number {
  const hit = raw.get(id);
  if (hit !== undefined) return hit;
  runs.raw++;
  const price = computePrice(id);
  raw.set(id, price);
  return price;
}

/**
 * @cache ttl=10m id=bench.hit-sync-number
 * @tag prices
 */
function priceByHoldfast(id: number): number {
  runs.holdfast++;
  return id * 2;
}

function computePrice(id: number): number {
  return id * 2;
}

const LIMIT: Called = { who: 'limit: no key string', role: 'limit', call: priceByRawNumber, countRuns: () => runs.raw };

/** A hit of one number. */
export const ROW: Row = {
  title: 'hit, sync, one number',
  unit: 'times',
  meaning: '1 is a `Map` under a template key, without ttl and bound. Ours has ttl, bound, a tag and counts.',
  limit: 0.24,
  processes: 3,
  measure: (mode) => {
    const python = enterPython({ who: 'Python lru_cache', args: ['lru_cache_rows.py', 'number'], remark: 'in C' });
    const { contestants, absent } = sortOut([
      LIMIT,
      { who: 'holdfast', role: 'ours', goal: 0.35, call: priceByHoldfast, countRuns: () => runs.holdfast },
      ...enterSyncPeers({ compute: computePrice, keyOf: (id: number) => `price:${id}`, parameters: 1 }),
      python,
    ]);
    const base: Called = { who: 'by hand', role: 'base', call: priceByHand, countRuns: () => runs.hand };
    return measureRace({ calls: 'sync', columns: [NUMBERS], base, contestants, absent }, mode);
  },
};
