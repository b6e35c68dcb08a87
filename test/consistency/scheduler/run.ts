/**
 * Runs the scheduler: `node test/consistency/scheduler/run.ts [--reads 1000000] [--seed 1] [--size 1]
 * [--scenario name] [--exhaustive [--preemptions 2] [--runs 100000]] [--runtime folder] [--brief]`.
 *
 * Without a scenario the reads are shared among all random ones; `--exhaustive` takes all runs of the small ones.
 * Ends with code 1 and a story where something is wrong.
 */
import { parseArgs } from 'node:util';
import {
  type Exploration,
  emptyTally,
  enumerate,
  explore,
  hitShare,
  shorten,
  storeShare,
  type Tally,
  type Violation,
} from './explore.ts';
import { loadRuntime, RUNTIME_FOLDER } from './runtime-under-test.ts';
import { RANDOM_SCENARIOS, scenarioOf } from './scenarios.ts';
import { SMALL_SCENARIOS } from './small-scenarios.ts';

const { values } = parseArgs({
  options: {
    reads: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '1' },
    scenario: { type: 'string' },
    exhaustive: { type: 'boolean', default: false },
    preemptions: { type: 'string', default: '2' },
    runs: { type: 'string', default: '100000' },
    runtime: { type: 'string', default: RUNTIME_FOLDER },
    brief: { type: 'boolean', default: false },
  },
});

const all = values.exhaustive ? SMALL_SCENARIOS : RANDOM_SCENARIOS;
const chosen = values.scenario === undefined ? all : [scenarioOf(values.scenario)];
const runtime = await loadRuntime(values.runtime);
const total = emptyTally();
const began = performance.now();
for (const scenario of chosen) {
  const start = performance.now();
  const exploration: Exploration = { runtime, scenario, tally: emptyTally() };
  const { violation, note } = values.exhaustive ? await takeAll(exploration) : await takeRandom(exploration);
  print(`${scenario.name}${note}`, exploration.tally, start);
  for (const name of Object.keys(total)) add(name, exploration.tally);
  if (violation === undefined) continue;
  process.exitCode = 1;
  console.log(`${violation.story}\nVIOLATION in ${describeReplay(violation)}: ${violation.problem}`);
}
if (chosen.length > 1) print('all', total, began);

interface Outcome {
  readonly violation: Violation | undefined;
  readonly note: string;
}

async function takeAll(exploration: Exploration): Promise<Outcome> {
  const preemptions = Number(values.preemptions);
  const { violation, complete } = await enumerate(exploration, { preemptions, runs: Number(values.runs) });
  return { violation, note: complete ? `, all runs with ${preemptions} preemptions` : '' };
}

async function takeRandom(exploration: Exploration): Promise<Outcome> {
  const reads = Number(values.reads) / chosen.length;
  const found = await explore(exploration, { seed: Number(values.seed), size: Number(values.size), reads });
  return { violation: found === undefined || values.brief ? found : await shorten(exploration, found), note: '' };
}

function describeReplay({ scenario, seed, size }: Violation): string {
  return seed === undefined ? scenario : `--scenario '${scenario}' --seed ${seed} --size ${size} --reads 1`;
}

function print(name: string, tally: Tally, since: number): void {
  const { reads, runs, turns, joins, refused, invalidations, losses, faults } = tally;
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(
    `${name}: ${reads} reads in ${runs} runs and ${turns} turns, ${percent(hitShare(tally))} hits (${percent(storeShare(tally))} from the store), ${joins} joins, ${refused} refused, ${invalidations} invalidations, ${losses} losses, ${faults} faults, ${seconds} s`,
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function add(name: string, tally: Tally): void {
  // The names are those of a tally, whose fields are numbers.
  const field = name as keyof Tally;
  total[field] += tally[field];
}
