/**
 * Runs the scheduler: `node test/consistency/scheduler/run.ts [--reads 1000000] [--seed 1] [--scenario name]
 * [--size 1] [--exhaustive] [--preemptions 2] [--runtime folder]`. Without a scenario the reads are shared among all.
 * Ends with code 1 and a story where something is wrong.
 */
import { parseArgs } from 'node:util';
import { emptyTally, explore, type Exploration, runSeed, shorten, type Tally, type Violation } from './explore.ts';
import { loadRuntime, RUNTIME_FOLDER } from './runtime-under-test.ts';
import { SCENARIOS } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    reads: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    scenario: { type: 'string' },
    runtime: { type: 'string', default: RUNTIME_FOLDER },
    brief: { type: 'boolean', default: false },
  },
});

const chosen = SCENARIOS.filter(({ name }) => values.scenario === undefined || values.scenario === name);
const runtime = await loadRuntime(values.runtime);
for (const scenario of chosen) {
  const exploration: Exploration = { runtime, scenario, tally: emptyTally() };
  const began = performance.now();
  const reads = Number(values.reads) / chosen.length;
  const found = await explore(exploration, { seed: Number(values.seed), reads });
  console.log(`${scenario.name}: ${describe(exploration.tally, performance.now() - began)}`);
  if (found === undefined) continue;
  process.exitCode = 1;
  const shown = values.brief ? found : await shorten(exploration, found);
  console.log(`${shown.story}\n${found.scenario}, seed ${found.seed}: ${found.problem}`);
}

function describe(tally: Tally, milliseconds: number): string {
  const calls = tally.hits + tally.misses;
  const share = calls === 0 ? 0 : Math.round((100 * tally.hits) / calls);
  return `${tally.reads} reads in ${tally.runs} runs and ${tally.turns} turns, ${share} % hits (${tally.joins} joins), ${tally.refused} refused, ${tally.invalidations} invalidations, ${tally.losses} losses, ${tally.faults} faults, ${(milliseconds / 1000).toFixed(1)} s`;
}
