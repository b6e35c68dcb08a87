import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

const runs = { hand: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, Promise<number>>();

function priceByHand(id: number): Promise<number> {
  const key = `price:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  const price = computePrice(id);
  stored.set(key, price);
  return price;
}

async function computePrice(id: number): Promise<number> {
  runs.hand++;
  return id * 2;
}

/**
 * @cache ttl=10m id=bench.hit-async-number
 * @tag prices
 */
async function priceByHoldfast(id: number): Promise<number> {
  runs.holdfast++;
  return id * 2;
}

/** A hit of one number. */
export const ROW: Row = {
  name: 'hit, async, one number',
  calls: 'async',
  columns: [NUMBERS],
  base: { name: 'by hand', call: priceByHand, countRuns: () => runs.hand },
  contestants: [{ name: 'holdfast', call: priceByHoldfast, countRuns: () => runs.holdfast }],
  goal: 1,
};
