import type { Row } from '../row.ts';
import { NUMBERS, STRINGS } from './keys.ts';

const runs = { hand: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, Promise<number>>();

function priceByHand(id: number, language: string): Promise<number> {
  const key = `price:${id}:${language}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  const price = computePrice(id, language);
  stored.set(key, price);
  return price;
}

async function computePrice(id: number, language: string): Promise<number> {
  runs.hand++;
  return id * language.length;
}

/**
 * @cache ttl=10m id=bench.hit-async-number-string
 * @tag prices
 */
async function priceByHoldfast(id: number, language: string): Promise<number> {
  runs.holdfast++;
  return id * language.length;
}

/** A hit of number and string. */
export const ROW: Row = {
  name: 'hit, async, number and string',
  calls: 'async',
  columns: [NUMBERS, STRINGS],
  base: { name: 'by hand', call: priceByHand, countRuns: () => runs.hand },
  contestants: [{ name: 'holdfast', call: priceByHoldfast, countRuns: () => runs.holdfast }],
  goal: 0.55,
};
