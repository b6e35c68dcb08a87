/**
 * The model by itself.
 *
 *     node test/consistency/model/run.ts [--reads 10000000] [--seed 1] [--scenario name]
 *     node test/consistency/model/run.ts --rule-off name [--seed 1] [--runs 100000]
 *     node test/consistency/model/run.ts --scenario name --seed 17 --story [--rule-off name]
 *     node test/consistency/model/run.ts --every-rule-off [--record] | --exhaustive | --limits
 *
 * Exits with 1 where the rules are on and something is found, or a rule is off and nothing is.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CASTS } from './casts.ts';
import { explore } from './explore.ts';
import { LIMITS } from './limits.ts';
import { ALL_ON, isRuleName, type Off, RULE_NAMES, type RuleName } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS, scenarioOf } from './scenarios.ts';
import { ruleOf, search, shortestRun, shortStory, switchedOff } from './search.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    reads: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    scenario: { type: 'string' },
    'rule-off': { type: 'string' },
    story: { type: 'boolean', default: false },
    'every-rule-off': { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    exhaustive: { type: 'boolean', default: false },
    limits: { type: 'boolean', default: false },
  },
});

const seed = Number(values.seed);
const runs = Number(values.runs);
const print = (line: string): void => console.log(line);

/** Reads of all scenarios, in equal parts, with all rules on. */
function runAll(scenarios: readonly Scenario[], reads: number): boolean {
  const started = performance.now();
  let total = 0;
  let clean = true;
  print('scenario            runs     reads      hits   memory    joins   bodies  refused  invalidations');
  for (const scenario of scenarios) {
    const { found, runs: done, counts } = search(scenario, ALL_ON, seed, { reads: reads / scenarios.length });
    total += counts.reads;
    const columns = [
      done,
      counts.reads,
      counts.hits,
      counts.memory,
      counts.joins,
      counts.bodies,
      counts.refused,
      counts.invalidations,
    ];
    print(scenario.name.padEnd(16) + columns.map((count) => String(count).padStart(9)).join(''));
    if (found === undefined) continue;
    clean = false;
    tell(scenario, ALL_ON, found.seed);
  }
  const seconds = (performance.now() - started) / 1000;
  print(
    `${total} reads in ${seconds.toFixed(1)} s, ${Math.round((total / seconds) * 60)} a minute: ${clean ? 'nothing found' : 'VIOLATED'}`,
  );
  return clean;
}

function tell(scenario: Scenario, off: Off, from: number): void {
  const { story, violation } = simulate(scenario, off, from, true);
  print(`\n${scenario.name}, seed ${from}: ${scenario.about}\n${story?.render() ?? ''}\n`);
  print(violation === undefined ? 'Nothing is wrong with this run.' : `${violation.kind}: ${violation.text}`);
}

/** One rule off: the shortest story, then a seed of a scenario. */
function runRuleOff(name: RuleName): boolean {
  print(`Off: ${name} (${ruleOf(name).says})`);
  const short = shortStory(name, 30_000);
  if (short !== undefined)
    print(`\n${short.cast}\n${short.story.render()}\n\n${short.violation.kind}: ${short.violation.text}`);
  const found = shortestRun(name, seed, runs);
  if (found === undefined) {
    print(`nothing in ${runs} runs of ${ruleOf(name).shows.join(', ')}`);
    return false;
  }
  if (short === undefined) tell(scenarioOf(found.scenario), switchedOff(name), found.seed);
  print(`\nAgain: --rule-off ${name} --scenario ${found.scenario} --seed ${found.seed} --story`);
  return true;
}

/** Each rule off in turn, in each scenario where it has to show; `--record` writes the seeds for the test. */
function runEveryRuleOff(): boolean {
  let all = true;
  const lines: string[] = [];
  for (const name of RULE_NAMES) {
    for (const scenario of ruleOf(name).shows.map(scenarioOf)) {
      const { found, runs: done, counts } = search(scenario, switchedOff(name), seed, { runs });
      const outcome = found === undefined ? 'NOTHING' : `${found.violation.kind} at seed ${found.seed}`;
      print(`${name.padEnd(26)}${scenario.name.padEnd(17)}${outcome.padEnd(28)}${done} runs, ${counts.reads} reads`);
      all &&= found !== undefined;
      if (found !== undefined)
        lines.push(`  ['${name}', '${scenario.name}', ${found.seed}, '${found.violation.kind}'],`);
    }
  }
  if (values.record) writeFileSync(new URL('./found-seeds.ts', import.meta.url), renderSeeds(lines));
  return all;
}

const renderSeeds = (lines: readonly string[]): string => `import type { RuleName } from './rules.ts';
import type { ViolationKind } from './truth.ts';

// Written by \`run.ts --every-rule-off --record\`.

/** With this rule off this run of this scenario fails in this way. */
export const FOUND_SEEDS: readonly (readonly [RuleName, string, number, ViolationKind])[] = [
${lines.join('\n')}
];

/** With all rules on this run of this limit is stale. */
export const LIMIT_SEEDS: readonly (readonly [string, number])[] = [
${LIMITS.map((scenario) => `  ['${scenario.name}', ${search(scenario, ALL_ON, seed, { runs }).found?.seed ?? 0}],`).join('\n')}
];
`;

function runExhaustive(budget: number): boolean {
  let clean = true;
  for (const cast of CASTS) {
    const { schedules, reads, complete, violation, story } = explore(cast, ALL_ON, budget);
    const how = complete ? 'all' : 'the first';
    print(`${cast.name}: ${how} ${schedules} schedules with up to ${cast.interruptions} interruptions, ${reads} reads`);
    if (violation === undefined) continue;
    clean = false;
    print(`${story?.render() ?? ''}\n${violation.kind}: ${violation.text}`);
  }
  return clean;
}

function runLimits(): boolean {
  let all = true;
  for (const scenario of LIMITS) {
    const { found } = search(scenario, ALL_ON, seed, { runs });
    print(
      `${scenario.name}: ${scenario.about}: ${found === undefined ? 'NOTHING' : `${found.violation.kind} at seed ${found.seed}`}`,
    );
    all &&= found !== undefined;
  }
  return all;
}

function main(): boolean {
  const off = values['rule-off'];
  if (off !== undefined && !isRuleName(off)) throw new Error(`no rule ${off}; there are ${RULE_NAMES.join(', ')}`);
  if (values.story) {
    tell(scenarioOf(values.scenario ?? 'script'), off === undefined ? ALL_ON : switchedOff(off), seed);
    return true;
  }
  if (off !== undefined) return runRuleOff(off);
  if (values['every-rule-off']) return runEveryRuleOff();
  if (values.exhaustive) return runExhaustive(2_000_000);
  if (values.limits) return runLimits();
  return runAll(values.scenario === undefined ? SCENARIOS : [scenarioOf(values.scenario)], Number(values.reads));
}

process.exitCode = main() ? 0 : 1;
