import { reader } from './actors.ts';
import { at, type Pick } from './choice.ts';
import type { Off } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { Scheduler } from './scheduler.ts';
import { Story } from './story.ts';
import type { Violation } from './truth.ts';
import { World, type WorldOptions } from './world.ts';

/** A few actors whose every order is tried, up to so many interruptions of a running one. */
export interface Cast {
  readonly name: string;
  readonly about: string;
  readonly scenario: Scenario;
  readonly options: WorldOptions;
  readonly interruptions: number;
  readonly play: (world: World) => void;
}

/** What an exhaustive search came to. */
export interface Explored {
  readonly schedules: number;
  readonly reads: number;
  /** Whether all schedules were tried. */
  readonly complete: boolean;
  readonly violation: Violation | undefined;
  readonly story: Story | undefined;
}

/** One choice on the way: which of how many. */
interface Fork {
  taken: number;
  readonly count: number;
}

/** More steps than any cast needs that ends at all. */
const LONGEST = 3000;

/** Tries one schedule after the other, depth first, until all are done, one fails or the budget is used up. */
export function explore(cast: Cast, off: Off, budget: number): Explored {
  const forks: Fork[] = [];
  let reads = 0;
  for (let schedules = 1; ; schedules += 1) {
    const world = playOnce(cast, off, forks, undefined);
    reads += world.counts.reads;
    const { violation } = world.truth;
    if (violation !== undefined) {
      const story = new Story();
      playOnce(cast, off, forks, story);
      return { schedules, reads, complete: false, violation, story };
    }
    const complete = !advance(forks);
    if (complete || schedules >= budget) return { schedules, reads, complete, violation, story: undefined };
  }
}

/** To the next path through the choices; false after the last. */
function advance(forks: Fork[]): boolean {
  for (let last = forks.at(-1); last !== undefined; last = forks.at(-1)) {
    last.taken += 1;
    if (last.taken < last.count) return true;
    forks.pop();
  }
  return false;
}

function playOnce(cast: Cast, off: Off, forks: Fork[], story: Story | undefined): World {
  let depth = 0;
  // A choice among very many (the number of an epoch) is no schedule.
  const pick: Pick = (count) => {
    if (count === 1 || count > 100) return 0;
    if (depth === forks.length) forks.push({ taken: 0, count });
    const { taken } = at(forks, depth);
    depth += 1;
    return taken;
  };
  const world = new World(cast.scenario, off, pick, story, cast.options);
  cast.play(world);
  finish(world, new Scheduler(world, 0, 0, cast.interruptions));
  for (const process of world.processes) {
    world.start(process, `a last read in ${process.name}`, reader(world, process));
    finish(world, new Scheduler(world, 0, 0, 0));
  }
  return world;
}

function finish(world: World, scheduler: Scheduler): void {
  for (let step = 0; world.ready.length > 0 && world.truth.violation === undefined; step += 1) {
    if (step > LONGEST) break;
    scheduler.step();
  }
  if (world.allActors.size === 0 || world.truth.violation !== undefined) return;
  world.truth.fail('stuck', `these never end: ${[...world.allActors].map((actor) => actor.name).join(', ')}`);
}
