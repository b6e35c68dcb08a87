import { CACHES } from '../peers/caches.ts';
import { MEMOIZERS } from '../peers/memoizers.ts';
import { enterPeers } from '../peers/peer.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Row } from '../row.ts';
import { NUMBERS, STRINGS } from './keys.ts';

const runs = { hand: 0, raw: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, Promise<number>>();

function priceByHand(id: number, language: string): Promise<number> {
  const key = `price:${id}:${language}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  runs.hand++;
  const price = computePrice(id, language);
  stored.set(key, price);
  return price;
}

/** The same without a key string. */
const raw = new Map<number, Map<string, Promise<number>>>();

function priceByRawValues(id: number, language: string): Promise<number> {
  const hit = raw.get(id)?.get(language);
  if (hit !== undefined) return hit;
  runs.raw++;
  const price = computePrice(id, language);
  const branch = raw.get(id) ?? new Map<string, Promise<number>>();
  raw.set(id, branch.set(language, price));
  return price;
}

/**
 * @cache ttl=10m id=bench.hit-async-number-string
 * @tag prices
 */
async function priceByHoldfast(id: number, language: string): Promise<number> {
  runs.holdfast++;
  return id * language.length;
}

async function computePrice(id: number, language: string): Promise<number> {
  return id * language.length;
}

const LIMIT: Called = { who: 'limit: no key string', role: 'limit', call: priceByRawValues, countRuns: () => runs.raw };

/** A hit of number and string. */
export const ROW: Row = {
  title: 'hit, async, number and string',
  unit: 'times',
  meaning:
    '1 is a `Map` of promises under a template key, awaited, without ttl and bound. Ours has ttl, bound, a tag and counts.',
  limit: 0.37,
  processes: 3,
  measure: (mode) => {
    const keyOf = (id: number, language: string): string => `price:${id}:${language}`;
    const subject = { load: computePrice, keyOf, parameters: 2, isPlain: true } as const;
    return measureRace(
      {
        calls: 'async',
        columns: [NUMBERS, STRINGS],
        base: { who: 'by hand', role: 'base', call: priceByHand, countRuns: () => runs.hand },
        contestants: [
          LIMIT,
          { who: 'holdfast', role: 'ours', goal: 0.55, call: priceByHoldfast, countRuns: () => runs.holdfast },
          ...enterPeers([...MEMOIZERS, ...CACHES], subject),
        ],
      },
      mode,
    );
  },
};
