import { describe, expect, it } from 'vitest';
import { RandomChoice } from './scheduler/choice.ts';
import { type Exploration, emptyTally, enumerate, explore, runOnce, runSeed } from './scheduler/explore.ts';
import { loadRuntime, RUNTIME_FOLDER } from './scheduler/runtime-under-test.ts';
import type { Scenario } from './scheduler/scenario.ts';
import { RANDOM_SCENARIOS, scenarioOf } from './scheduler/scenarios.ts';
import { reads } from './scheduler/small-actors.ts';
import { SMALL_SCENARIOS } from './scheduler/small-scenarios.ts';
import { Story } from './scheduler/story.ts';

const runtime = await loadRuntime(RUNTIME_FOLDER);

function exploring(scenario: Scenario): Exploration {
  return { runtime, scenario, tally: emptyTally() };
}

describe('the runtime under a scheduler that chooses who goes on', () => {
  it.each(RANDOM_SCENARIOS)('serves nothing stale in random runs ($name): $about', async (scenario) => {
    expect(await explore(exploring(scenario), { seed: 1, reads: 1500 })).toBe(undefined);
  });

  it.each(SMALL_SCENARIOS)(
    'serves nothing stale in all orders with one preemption ($name): $about',
    async (scenario) => {
      const exploration = exploring(scenario);
      const outcome = await enumerate(exploration, { preemptions: 1, runs: 10_000 });
      expect(outcome).toEqual({ violation: undefined, complete: true });
      expect(exploration.tally.reads).toBeGreaterThan(0);
    },
  );
});

describe('the scheduler', () => {
  it('runs a seed again exactly as it was', async () => {
    const stories = [new Story(), new Story(), new Story()];
    const seeds = [7, 7, 8];
    for (const [i, story] of stories.entries()) {
      expect(await runSeed(exploring(scenarioOf('losses')), seeds[i] ?? 0, { story })).toBe(undefined);
    }
    const [first, again, other] = stories.map(String);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('tells a stale read as a story: who did what in which order', async () => {
    const story = new Story();
    const broken: Scenario = {
      name: 'broken',
      about: 'a writer who says that he has invalidated, but has not',
      options: { rows: 1, plans: ['row'], processes: 1, store: 'map' },
      start: (world) =>
        world.start('everybody', async () => {
          await reads(world, 'p1')();
          world.ledger.change(0);
          world.tell(() => 'changes row 0 and invalidates nothing');
          world.ledger.acknowledge({ versions: world.ledger.present([0]) }, undefined);
          await reads(world, 'p1')();
        }),
    };
    const problem =
      'in p1, row(r=0) gave version 1 of row 0, but the invalidation of version 2 had been acknowledged before the call began';
    expect(await runOnce(exploring(broken), new RandomChoice(1), { story })).toBe(problem);
    expect(String(story).split('\n')).toEqual([
      '   1  everybody  calls row(r=0) in p1, must see row 0 ≥ 0',
      '   2             store: reads hf:app:row(r=0): absent, present stamp e1/1',
      '   3             hf:app:row(r=0) is a miss (absent): its body starts',
      '   4             the body of row(r=0) reads row 0: version 1',
      '   5             store: stored hf:app:row(r=0) of stamp e1/1',
      '   6             gets row(r=0)',
      '   7             changes row 0 and invalidates nothing',
      '   8             calls row(r=0) in p1, must see row 0 ≥ 2',
      '   9             store: reads hf:app:row(r=0): an entry of stamp e1/1',
      '  10             hf:app:row(r=0) is served from the store',
      '  11             gets row(r=0)',
      `  12             VIOLATION: ${problem}`,
    ]);
  });

  it('calls it a violation when everybody waits and nobody can go on', async () => {
    const stuck: Scenario = {
      name: 'stuck',
      about: 'an actor waits for what never comes',
      options: { rows: 1, plans: ['row'], processes: 1, store: 'map' },
      start: (world) => world.start('somebody', () => new Promise(() => {})),
    };
    expect(await runSeed(exploring(stuck), 1)).toBe('nothing can go on, but these wait: somebody');
  });

  it('calls it a violation when an actor fails', async () => {
    const failing: Scenario = {
      name: 'failing',
      about: 'an actor throws',
      options: { rows: 1, plans: ['row'], processes: 1, store: 'map' },
      start: (world) => world.start('somebody', () => Promise.reject(new TypeError('no such thing'))),
    };
    expect(await runSeed(exploring(failing), 1)).toBe('somebody failed: TypeError: no such thing');
  });
});
