import { writeAtRandom } from './actors.ts';
import { oneOf } from './choice.ts';
import type { Process } from './process.ts';
import { ask } from './read.ts';
import type { BodyRun, CallRun, World } from './world.ts';

/** Callers of one key that come to one process at any time, while another process changes its row. */
export function startBurst(world: World, callers: number): void {
  const [process, other] = world.processes;
  if (process === undefined || other === undefined) throw new Error('a burst takes two processes');
  world.start('writer', () => writeAtRandom(world, other, { ways: ['tag', 'other tag'], times: 4 }));
  for (let i = 1; i <= callers; i++) {
    const plan = oneOf(world.choice, world.options.plans);
    world.start(`caller ${i}`, () => ask(world, process, { plan, r: 0, verb: 'call' }));
  }
}

/**
 * At most two bodies for those who came before the first body ended: of the bodies that were started by calls of this
 * process and key which came before the first of its bodies ended, there are no more than two.
 */
export function checkBodies(world: World): string | undefined {
  for (const process of world.processes) {
    for (const key of new Set(world.bodies.map((body) => body.key))) {
      const problem = checkKey(world, process, key);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function checkKey(world: World, { name }: Process, key: string): string | undefined {
  const isSame = (run: BodyRun | CallRun): boolean => run.key === key && run.process === name;
  const bodies = world.bodies.filter(isSame);
  const firstEnd = Math.min(...bodies.map(({ ended }) => ended ?? Number.POSITIVE_INFINITY));
  const callers = new Set(world.calls.filter((call) => isSame(call) && call.came < firstEnd).map(({ call }) => call));
  const theirs = bodies.filter(({ call }) => call !== undefined && callers.has(call));
  if (theirs.length <= 2) return undefined;
  return `${theirs.length} bodies ran for ${callers.size} callers of ${key} in ${name} that came before the first body ended`;
}
