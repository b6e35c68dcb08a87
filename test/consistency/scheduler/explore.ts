import { type Choice, Enumeration, RandomChoice } from './choice.ts';
import { PLANS } from './plan.ts';
import type { RuntimeUnderTest } from './runtime-under-test.ts';
import type { Scenario } from './scenario.ts';
import { Story } from './story.ts';
import { World } from './world.ts';

/** What one run, or many, came to. */
export interface Tally {
  runs: number;
  turns: number;
  reads: number;
  hits: number;
  misses: number;
  joins: number;
  refused: number;
  invalidations: number;
  losses: number;
  faults: number;
}

export function emptyTally(): Tally {
  return {
    runs: 0,
    turns: 0,
    reads: 0,
    hits: 0,
    misses: 0,
    joins: 0,
    refused: 0,
    invalidations: 0,
    losses: 0,
    faults: 0,
  };
}

/** A run in which something was wrong. */
export interface Violation {
  readonly scenario: string;
  readonly problem: string;
  /** Replays it: `--scenario name --seed 7 --reads 1`; absent: found by taking all runs. */
  readonly seed?: number;
  readonly size: number;
  readonly story: string;
}

export interface Exploration {
  readonly runtime: RuntimeUnderTest;
  readonly scenario: Scenario;
  readonly tally: Tally;
}

/** One run; answers what is wrong. */
export async function runOnce(
  { runtime, scenario, tally }: Exploration,
  choice: Choice,
  { size = 1, story }: { readonly size?: number; readonly story?: Story } = {},
): Promise<string | undefined> {
  const plans = scenario.options.plans.map((name) => PLANS[name]);
  const world = await World.make({ runtime, options: { ...scenario.options, plans }, choice, story });
  scenario.start(world, size);
  const problem = (await world.run()) ?? checkRest(world) ?? scenario.finally?.(world);
  count(tally, world);
  return problem;
}

/** The run of a seed. */
export function runSeed(
  exploration: Exploration,
  seed: number,
  options: { size?: number; story?: Story } = {},
): Promise<string | undefined> {
  return runOnce(exploration, new RandomChoice(seed), options);
}

/** Least share of calls that the store must serve, and how many reads it takes to tell. */
const LEAST_SERVED = 0.05;
const ENOUGH = 1000;

/** Runs seed after seed until so many reads were checked; answers the first violation. */
export async function explore(
  exploration: Exploration,
  { seed, reads, size = 1 }: { readonly seed: number; readonly reads: number; readonly size?: number },
): Promise<Violation | undefined> {
  const until = exploration.tally.reads + reads;
  for (let next = seed; exploration.tally.reads < until; next++) {
    const problem = await runSeed(exploration, next, { size });
    if (problem !== undefined) return tell(exploration, next, size);
    const idle = checkServed(exploration.tally);
    if (idle !== undefined) return { scenario: exploration.scenario.name, problem: idle, size, story: '' };
  }
  return undefined;
}

function checkServed(tally: Tally): string | undefined {
  const share = storeShare(tally);
  if (tally.reads < ENOUGH || share >= LEAST_SERVED) return undefined;
  return `only ${Math.round(100 * share)} % of the calls were served from the store: that proves nothing`;
}

/** How many runs were taken one after the other, and whether these were all. */
export interface Enumerated {
  readonly violation: Violation | undefined;
  readonly complete: boolean;
}

interface Bounds {
  readonly preemptions: number;
  /** Most runs. */
  readonly runs: number;
}

/** Takes all runs of a small scenario: those without preemptions, then those with up to one, and so on, up to a bound. */
export async function enumerate(exploration: Exploration, { preemptions, runs }: Bounds): Promise<Enumerated> {
  const until = exploration.tally.runs + runs;
  for (let most = 0; most <= preemptions; most++) {
    const left = until - exploration.tally.runs;
    const outcome = await enumerateWith(exploration, { preemptions: most, runs: left });
    if (!outcome.complete) return outcome;
  }
  return { violation: undefined, complete: true };
}

async function enumerateWith(exploration: Exploration, { preemptions, runs }: Bounds): Promise<Enumerated> {
  const choice = new Enumeration(preemptions);
  for (let left = runs; left > 0; left--) {
    if ((await runOnce(exploration, choice)) !== undefined)
      return { violation: await retell(exploration, choice), complete: false };
    if (!choice.advance()) return { violation: undefined, complete: true };
  }
  return { violation: undefined, complete: false };
}

/** Takes the run once more and writes its story. */
async function retell(exploration: Exploration, choice: Enumeration): Promise<Violation> {
  const { name } = exploration.scenario;
  const story = new Story();
  choice.rewind();
  const problem = await runOnce(exploration, choice, { story });
  if (problem === undefined) throw new Error(`a run of ${name} did not replay`);
  return { scenario: name, problem, size: 1, story: story.toString() };
}

/** Sizes of runs that are tried for a shorter story, and how many of each. */
const SHORTER = [0.05, 0.1, 0.2, 0.4];
const TRIES = 2000;

/** The shortest story that a few tries find. */
export async function shorten(exploration: Exploration, found: Violation): Promise<Violation> {
  for (const size of SHORTER) {
    let shortest: Violation | undefined;
    for (let seed = 1; seed <= TRIES; seed++) {
      if ((await runSeed(exploration, seed, { size })) === undefined) continue;
      const told = await tell(exploration, seed, size);
      if (shortest === undefined || told.story.length < shortest.story.length) shortest = told;
    }
    if (shortest !== undefined) return shortest;
  }
  return found;
}

/** Runs the seed once more and writes its story. */
async function tell(exploration: Exploration, seed: number, size = 1): Promise<Violation> {
  const story = new Story();
  const problem = await runSeed(exploration, seed, { size, story });
  if (problem === undefined) throw new Error(`seed ${seed} of ${exploration.scenario.name} did not replay`);
  return { scenario: exploration.scenario.name, problem, seed, size, story: story.toString() };
}

/** When everybody has gone, nothing is left behind. */
function checkRest({ processes }: World): string | undefined {
  for (const { name, runtime } of processes) {
    const { flights, pendingInvalidations } = runtime.stats();
    if (flights > 0) return `${flights} flights are left in ${name}`;
    if (pendingInvalidations.length > 0) return `invalidations are left in the outbox of ${name}`;
  }
  return undefined;
}

/** Share of the calls that were served, from the store or by joining a flight. */
export function hitShare({ hits, misses }: Tally): number {
  return hits === 0 ? 0 : hits / (hits + misses);
}

/** Share of the calls that were served from the store. */
export function storeShare({ hits, joins, misses }: Tally): number {
  return hits === 0 ? 0 : Math.max(0, hits - joins) / (hits + misses);
}

function count(tally: Tally, { counts, processes, scheduler }: World): void {
  tally.runs++;
  tally.turns += scheduler.taken;
  tally.reads += counts.reads;
  tally.invalidations += counts.invalidations;
  tally.losses += counts.losses;
  tally.faults += counts.faults;
  for (const { runtime } of processes) {
    const { hits, misses, joins, refused } = runtime.stats();
    tally.hits += hits;
    tally.misses += misses;
    tally.joins += joins;
    tally.refused += refused;
  }
}
