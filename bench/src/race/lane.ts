import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from './contestant.ts';
import { makeLoop } from './make-loop.ts';
import type { Race } from './race.ts';

/** A contestant on its way through a race. */
export interface Lane {
  readonly contestant: Contestant;
  /** Nanoseconds that so many calls take. */
  readonly time: (count: number) => Promise<number>;
  /** Calls that take about one slice. */
  readonly count: number;
  /** Body runs before the first round. */
  readonly runsBefore: number;
  /** Nanoseconds of a call, by round. */
  readonly times: number[];
}

/** Fills the cache, lets the loop be compiled, and finds how many calls fill a slice of so many nanoseconds. */
export async function warmUp(race: Race, contestant: Contestant, slice: number): Promise<Lane> {
  const time = 'time' in contestant ? contestant.time : timeOf(race, contestant);
  const keys = race.columns[0]?.length ?? 0;
  // Where hits are measured, every key has to be there; else few calls will do.
  let count = race.runsOfCall === undefined ? keys : 1;
  // The first calls fill the cache, the second ones are hits. What a package loads for them comes while the process
  // waits for something, as a service does all the time; a loop of hits waits for nothing.
  for (let i = 0; i < 2; i++) {
    await time(count);
    await sleep(20);
  }
  for (let elapsed = 0; elapsed < slice; ) {
    elapsed = await time(count);
    if (elapsed < slice) count *= 2;
  }
  // What was compiled for the first, slower calls is compiled anew before it counts.
  const nanoseconds = Math.min((await time(count)) / count, (await time(count)) / count);
  return {
    contestant,
    time,
    count: Math.max(1, Math.ceil(slice / nanoseconds)),
    runsBefore: await contestant.countRuns(),
    times: [],
  };
}

function timeOf(race: Race, contestant: Extract<Contestant, { call: unknown }>): Lane['time'] {
  const loop = makeLoop(race, contestant);
  return async (count) => {
    const start = process.hrtime.bigint();
    await loop(count);
    return Number(process.hrtime.bigint() - start);
  };
}
