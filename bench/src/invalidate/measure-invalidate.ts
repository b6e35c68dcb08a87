import { halfSpread, quantile } from '../race/quantile.ts';
import type { Figure } from '../row.ts';
import { fillGroup, type Invalidated } from './invalidated.ts';

/** How much longer than with one dependent an invalidation may take to count as flat. */
const FLAT = 1.5;

export interface Sizes {
  readonly ours: readonly number[];
  /** Those that touch every entry take seconds. */
  readonly peers: readonly number[];
  readonly rounds: number;
}

/** Milliseconds of an invalidation by turns over groups of all sizes; one dependent is the base of ours. */
export async function measureOurs(ours: Invalidated, { ours: sizes, rounds }: Sizes): Promise<readonly Figure[]> {
  const groups = sizes.map((size) => ({ size, group: `${size}`, times: [] as number[] }));
  for (const { group, size } of groups) await fillGroup(ours, group, size);
  // The first ones let code be compiled and scripts be loaded.
  for (let round = -5; round < rounds; round++) {
    for (const { group, times } of groups) {
      const time = await timeOf(() => ours.invalidate(group));
      if (round >= 0) times.push(time);
    }
  }
  const [one] = groups;
  const goal = FLAT * quantile(one?.times ?? [], 0.5);
  return groups.map(({ size, times }) => {
    const figure = { value: quantile(times, 0.5), noise: halfSpread(times) };
    const who = `${ours.who}: ${renderSize(size)}`;
    return size === one?.size ? { who, role: 'ours', ...figure } : { who, role: 'ours', ...figure, goal };
  });
}

/** The same for a peer, each group filled anew where an invalidation empties it. */
export async function measurePeer(peer: Invalidated, { peers: sizes }: Sizes): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const times: number[] = [];
    const group = `${size}`;
    for (let round = 0; round < 3; round++) {
      if (round === 0 || peer.empties) await fillGroup(peer, group, size);
      times.push(await timeOf(() => peer.invalidate(group)));
    }
    const who = `${peer.who}: ${renderSize(size)}`;
    figures.push({ who, role: 'peer', value: quantile(times, 0.5), noise: halfSpread(times) });
  }
  return figures;
}

function renderSize(size: number): string {
  return size === 1 ? '1 entry' : `${size.toLocaleString('en')} entries`;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
