import { type Loop, makeLoop } from './make-loop.ts';
import type { Contestant, Row } from './row.ts';

/** How a contestant did, compared with the base. */
export interface Measurement {
  readonly name: string;
  /** Nanoseconds of a call, median of the rounds. */
  readonly nanoseconds: number;
  /** Time relative to the base in the same round: the median, and the middle half of all rounds. */
  readonly ratio: number;
  readonly spread: readonly [number, number];
}

/** Absolute times differ from run to run, so what counts is the ratio within a round. */
const ROUNDS = 41;
const SLICE_NANOSECONDS = 12e6;

interface Lane {
  readonly contestant: Contestant;
  readonly loop: Loop;
  /** Calls that take about one slice. */
  readonly count: number;
  readonly times: number[];
}

/** Measures all contestants of a row in interleaved slices; the base comes first. @throws Error where one did not serve. */
export async function measureRow(row: Row): Promise<readonly Measurement[]> {
  await row.setUp?.();
  const lanes: Lane[] = [];
  for (const contestant of [row.base, ...row.contestants]) lanes.push(await warmUp(row, contestant));
  for (let round = 0; round < ROUNDS; round++) {
    // Every round starts with another contestant, so that none always runs behind the same one.
    for (let i = 0; i < lanes.length; i++) {
      const lane = lanes[(round + i) % lanes.length];
      if (lane !== undefined) lane.times.push((await time(lane.loop, lane.count)) / lane.count);
    }
  }
  const [base] = lanes;
  return lanes.map(({ contestant, times }) => {
    assertServed(row, contestant);
    const ratios = times.map((one, round) => one / (base?.times[round] ?? Number.NaN));
    const spread = [quantile(ratios, 0.25), quantile(ratios, 0.75)] as const;
    return { name: contestant.name, nanoseconds: quantile(times, 0.5), ratio: quantile(ratios, 0.5), spread };
  });
}

/** Fills the cache, lets the loop be compiled, and finds how many calls fill a slice. */
async function warmUp(row: Row, contestant: Contestant): Promise<Lane> {
  const loop = makeLoop(row, contestant);
  let count = row.columns[0]?.length ?? 0;
  for (let elapsed = 0; elapsed < SLICE_NANOSECONDS; ) {
    elapsed = await time(loop, count);
    if (elapsed < SLICE_NANOSECONDS) count *= 2;
  }
  const nanoseconds = (await time(loop, count)) / count;
  return { contestant, loop, count: Math.ceil(SLICE_NANOSECONDS / nanoseconds), times: [] };
}

async function time(loop: Loop, count: number): Promise<number> {
  const start = process.hrtime.bigint();
  await loop(count);
  return Number(process.hrtime.bigint() - start);
}

function assertServed(row: Row, { name, countRuns }: Contestant): void {
  const keys = row.columns[0]?.length ?? 0;
  if (countRuns() === keys) return;
  throw new Error(`${row.name}: ${name} ran its body ${countRuns()} times for ${keys} keys; these are no hits.`);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
}
