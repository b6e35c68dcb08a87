import { setTimeout as sleep } from 'node:timers/promises';
import type { Mode } from '../mode.ts';
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
  /** It takes part in every round (1), in every second one (2), …: what one slice of a slow one allows. */
  readonly every: number;
  /** Body runs before the first round. */
  readonly runsBefore: number;
  /** Nanoseconds of a call, by round. */
  readonly times: Map<number, number>;
}

/** The least rounds that a median is taken of, however slow a contestant is. */
const FEWEST = 5;

/** Fills the cache, lets the loop be compiled, and finds how many calls fill a slice. */
export async function warmUp(race: Race, contestant: Contestant, mode: Mode): Promise<Lane> {
  const time = 'time' in contestant ? contestant.time : timeOf(race, contestant);
  const count = Math.max(1, Math.ceil(mode.slice / (await timeCall(race, time, mode))));
  const slice = await time(count);
  return {
    contestant,
    time,
    count,
    every: everyRound(slice, mode),
    runsBefore: await contestant.countRuns(),
    times: new Map(),
  };
}

/** Nanoseconds of a call, once everything is as it will be in the rounds. */
async function timeCall({ columns, runsOfCall }: Race, time: Lane['time'], mode: Mode): Promise<number> {
  const { slice, warmUp: least } = mode;
  // Where hits are measured, every key has to be there; else few calls will do.
  let count = runsOfCall === undefined ? (columns[0]?.length ?? 0) : 1;
  let elapsed = 0;
  // The first calls fill the cache, the second ones are hits. What a package loads for them comes while the process
  // waits for something, as a service does all the time; a loop of hits waits for nothing.
  for (let i = 0; i < 2; i++) {
    elapsed = await time(count);
    await sleep(20);
  }
  while (elapsed < slice) {
    count *= 2;
    elapsed = await time(count);
  }
  // All keys of a slow one take seconds; a few slices tell as much.
  count = Math.ceil(count * Math.min(1, (4 * slice) / elapsed));
  // What was compiled for the first, slower calls is compiled anew before it counts.
  for (let spent = 0; spent < least; ) spent += await time(count);
  return Math.min((await time(count)) / count, (await time(count)) / count);
}

function everyRound(slice: number, { rounds, budget }: Mode): number {
  return Math.max(1, Math.min(Math.ceil((rounds * slice) / budget), Math.floor(rounds / FEWEST)));
}

function timeOf(race: Race, contestant: Extract<Contestant, { call: unknown }>): Lane['time'] {
  const loop = makeLoop(race, contestant);
  return async (count) => {
    const start = process.hrtime.bigint();
    await loop(count);
    return Number(process.hrtime.bigint() - start);
  };
}
