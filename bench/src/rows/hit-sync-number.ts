import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';

const runs = { hand: 0, holdfast: 0 };

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, number>();

function priceByHand(id: number): number {
  const key = `price:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  const price = computePrice(id);
  stored.set(key, price);
  return price;
}

function computePrice(id: number): number {
  runs.hand++;
  return id * 2;
}

/**
 * @cache ttl=10m id=bench.hit-sync-number
 * @tag prices
 */
function priceByHoldfast(id: number): number {
  runs.holdfast++;
  return id * 2;
}

/** A hit of one number. */
export const ROW: Row = {
  name: 'hit, sync, one number',
  calls: 'sync',
  columns: [NUMBERS],
  base: { name: 'by hand', call: priceByHand, countRuns: () => runs.hand },
  contestants: [{ name: 'holdfast', call: priceByHoldfast, countRuns: () => runs.holdfast }],
  goal: 0.35,
};
