import { CACHES } from '../peers/caches.ts';
import { MEMOIZERS } from '../peers/memoizers.ts';
import { enterPeers } from '../peers/peer.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

const runs = { hand: 0, raw: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, Promise<number>>();

function priceByHand(id: number): Promise<number> {
  const key = `price:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  runs.hand++;
  const price = computePrice(id);
  stored.set(key, price);
  return price;
}

/** The same without a key string. */
const raw = new Map<number, Promise<number>>();

function priceByRawNumber(id: number): Promise<number> {
  const hit = raw.get(id);
  if (hit !== undefined) return hit;
  runs.raw++;
  const price = computePrice(id);
  raw.set(id, price);
  return price;
}

/**
 * @cache ttl=10m id=bench.hit-async-number
 * @tag prices
 */
async function priceByHoldfast(id: number): Promise<number> {
  runs.holdfast++;
  return id * 2;
}

async function computePrice(id: number): Promise<number> {
  return id * 2;
}

const LIMIT: Called = { who: 'limit: no key string', role: 'limit', call: priceByRawNumber, countRuns: () => runs.raw };

/** A hit of one number. */
export const ROW: Row = {
  title: 'hit, async, one number',
  unit: 'times',
  meaning:
    '1 is a `Map` of promises under a template key, awaited, without ttl and bound. Ours has ttl, bound, a tag and counts.',
  limit: 0.74,
  processes: 3,
  measure: (mode) => {
    const subject = { load: computePrice, keyOf: (id: number) => `price:${id}`, parameters: 1, isPlain: true } as const;
    return measureRace(
      {
        calls: 'async',
        columns: [NUMBERS],
        base: { who: 'by hand', role: 'base', call: priceByHand, countRuns: () => runs.hand },
        contestants: [
          LIMIT,
          { who: 'holdfast', role: 'ours', goal: 1, call: priceByHoldfast, countRuns: () => runs.holdfast },
          ...enterPeers([...MEMOIZERS, ...CACHES], subject),
        ],
      },
      mode,
    );
  },
};
