import type { Steps } from './gate.ts';
import { type Process, STORE_DOWN } from './process.ts';
import type { World } from './world.ts';

/**
 * Now and then a caller waits no longer for its command: it counts as failed, and runs all the same, at any
 * time later, behind a proxy that had held it; in part, where it takes several steps.
 */
export function* mayGiveUp(world: World, process: Process, steps: Steps<unknown>): Steps {
  if (!world.scenario.timeouts || world.pick(12) > 0) return;
  if (world.story !== undefined) world.say(`${world.actor} gives up on its command, which is still on its way`);
  world.start(process, `command given up by ${world.actor}`, late(steps, 2 + world.pick(8)));
  yield;
  throw STORE_DOWN;
}

/** What was sent arrives; what would have followed is not sent any more. */
export function* late(steps: Steps<unknown>, most: number): Steps {
  try {
    for (let sent = 0; sent < most; sent += 1) {
      const { done, value } = steps.next();
      if (done) return;
      yield value;
    }
    steps.return(undefined);
  } catch (error) {
    if (error !== STORE_DOWN) throw error;
  }
}
