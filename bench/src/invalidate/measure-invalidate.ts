import { halfSpread, quantile } from '../race/quantile.ts';
import type { Absent, Figure, Measured } from '../row.ts';
import { fillGroup, type Invalidated } from './invalidated.ts';

/** How much longer than with one dependent an invalidation may take to count as flat. */
const FLAT = 1.5;

export interface Sizes {
  readonly ours: readonly number[];
  /** Those that touch every entry take seconds. */
  readonly peers: readonly number[];
  readonly rounds: number;
}

/** Entries that a group has however long it takes to store them, and the milliseconds that those of a larger one may take. */
const ALWAYS = 100_000;
const LONGEST_FILL = 90_000;

/** Milliseconds of an invalidation by turns over groups of all sizes; one dependent is the base of ours. */
export async function measureOurs(ours: Invalidated, { ours: sizes, rounds }: Sizes): Promise<Measured> {
  const { filled, absent } = await fillGroups(ours, sizes);
  const groups = filled.map((size) => ({ size, group: `${size}`, times: [] as number[] }));
  // The first ones let code be compiled and scripts be loaded.
  for (let round = -5; round < rounds; round++) {
    for (const { group, times } of groups) {
      const time = await timeOf(() => ours.invalidate(group));
      if (round >= 0) times.push(time);
    }
  }
  const [one] = groups;
  const goal = FLAT * quantile(one?.times ?? [], 0.5);
  const figures = groups.map(({ size, times }): Figure => {
    const figure = { value: quantile(times, 0.5), noise: halfSpread(times) };
    const who = `${ours.who}: ${renderSize(size)}`;
    return size === one?.size ? { who, role: 'ours', ...figure } : { who, role: 'ours', ...figure, goal };
  });
  return { figures, absent };
}

interface Filled {
  /** Sizes of the groups that were made. */
  readonly filled: readonly number[];
  readonly absent: readonly Absent[];
}

/** From the smallest on, as long as one of the next size is likely to be made in time. */
async function fillGroups(ours: Invalidated, sizes: readonly number[]): Promise<Filled> {
  const filled: number[] = [];
  const absent: Absent[] = [];
  let ofOne = 0;
  for (const size of sizes) {
    if (size > ALWAYS && ofOne * size > LONGEST_FILL) {
      const seconds = Math.round((ofOne * size) / 1000);
      absent.push({ who: `${ours.who}: ${renderSize(size)}`, reason: `to store them would take about ${seconds} s` });
      continue;
    }
    const time = await timeOf(() => fillGroup(ours, `${size}`, size));
    // The first calls load code and connect.
    if (size > 1000) ofOne = time / size;
    filled.push(size);
  }
  return { filled, absent };
}

/** Rounds of a peer, and the milliseconds after which none is begun that fills a group anew: some need half a minute. */
const ROUNDS = 3;
const BUDGET = 5000;

/** The same for a peer, each group filled anew where an invalidation empties it. */
export async function measurePeer(peer: Invalidated, { peers: sizes }: Sizes): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const times: number[] = [];
    const group = `${size}`;
    const start = performance.now();
    await fillGroup(peer, group, size);
    times.push(await timeOf(() => peer.invalidate(group)));
    while (times.length < ROUNDS && (!peer.empties || performance.now() - start < BUDGET)) {
      if (peer.empties) await fillGroup(peer, group, size);
      times.push(await timeOf(() => peer.invalidate(group)));
    }
    const who = `${peer.who}: ${renderSize(size)}`;
    const figure: Figure = { who, role: 'peer', value: quantile(times, 0.5), noise: halfSpread(times) };
    const detail = `slow: ${times.length === 1 ? '1 round' : `${times.length} rounds`}`;
    figures.push(times.length === ROUNDS ? figure : { ...figure, detail });
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
