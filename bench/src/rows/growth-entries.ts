import { configure, memoryStore } from 'holdfast';
import { measureSteps, type Step } from '../growth/measure-steps.ts';
import type { Called } from '../race/contestant.ts';
import type { Row } from '../row.ts';

const runs = { hand: 0, holdfast: 0 };

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
 * @cache ttl=10m id=bench.growth-entries
 * @tag prices
 */
function priceByHoldfast(id: number): number {
  runs.holdfast++;
  return id * 2;
}

const BASE: Called = { who: 'by hand', role: 'base', call: priceByHand, countRuns: () => runs.hand };
const OURS: Called = { who: 'holdfast', role: 'ours', call: priceByHoldfast, countRuns: () => runs.holdfast };

/** The smaller sizes come first: their entries are among those of the larger ones. */
function stepOf(entries: number): Step {
  // Numbers in no order: neither of the caches can be lucky. 7,919 is a prime, so each of them is there.
  const column = Array.from({ length: 2 ** Math.ceil(Math.log2(entries)) }, (_, i) => (i * 7919) % entries);
  return {
    name: `${entries.toLocaleString('en')} entries`,
    race: { calls: 'sync', columns: [column], base: BASE, contestants: [OURS] },
  };
}

/** Hits of a synchronous function whose entries grow in number. */
export const ROW: Row = {
  title: 'growth: entries in memory',
  unit: 'times',
  meaning: '1 is a `Map` under a template key with as many entries. The calls take the entries in no order.',
  measure: async (mode) => {
    await configure({ store: memoryStore({ maxEntries: 2_000_000 }) });
    return measureSteps([100, 10_000, mode.quick ? 100_000 : 1_000_000].map(stepOf), mode);
  },
};
