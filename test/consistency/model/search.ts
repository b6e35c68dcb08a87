import { CASTS } from './casts.ts';
import { explore } from './explore.ts';
import { isRuleName, type Off, RULES, type Rule, type RuleName } from './rules.ts';
import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenarios.ts';
import { simulate } from './simulate.ts';
import type { Story } from './story.ts';
import type { Violation } from './truth.ts';
import { type Counts, noCounts } from './world.ts';

/** A violation, and how to see it again. */
export interface Found {
  readonly scenario: string;
  readonly seed: number;
  readonly violation: Violation;
}

/** What a search came to; `found` is absent where it found nothing. */
export interface Searched {
  readonly found: Found | undefined;
  readonly runs: number;
  readonly counts: Counts;
}

/** Runs one seed after the other until something is found, or `runs` or `reads` are used up. */
export function search(scenario: Scenario, off: Off, seed: number, most: { runs?: number; reads?: number }): Searched {
  const counts = noCounts();
  const { runs = Number.POSITIVE_INFINITY, reads = Number.POSITIVE_INFINITY } = most;
  let run = 0;
  while (run < runs && counts.reads < reads) {
    const outcome = simulate(scenario, off, seed + run);
    add(counts, outcome.counts);
    run += 1;
    const { violation } = outcome;
    if (violation !== undefined) {
      return { found: { scenario: scenario.name, seed: seed + run - 1, violation }, runs: run, counts };
    }
  }
  return { found: undefined, runs: run, counts };
}

function add(sum: Counts, more: Counts): void {
  sum.reads += more.reads;
  sum.hits += more.hits;
  sum.memory += more.memory;
  sum.joins += more.joins;
  sum.bodies += more.bodies;
  sum.refused += more.refused;
  sum.invalidations += more.invalidations;
  sum.steps += more.steps;
}

/** A rule by its name, with what is optional in it. */
export const ruleOf = (name: RuleName): Rule => RULES[name];

/** Switches a rule off, together with the one that would hide it. */
export function switchedOff(name: RuleName): Off {
  const { backs } = ruleOf(name);
  return backs !== undefined && isRuleName(backs) ? { [name]: true, [backs]: true } : { [name]: true };
}

/** The shortest story there is without much searching: small worlds first, in order of interruptions. */
export function shortStory(
  name: RuleName,
  budget: number,
): { violation: Violation; story: Story; cast: string } | undefined {
  for (let interruptions = 0; interruptions <= 3; interruptions += 1) {
    for (const cast of CASTS) {
      if (interruptions > cast.interruptions) continue;
      const { violation, story } = explore({ ...cast, interruptions }, switchedOff(name), budget);
      if (violation !== undefined && story !== undefined) return { violation, story, cast: cast.name };
    }
  }
  return undefined;
}

/** The run with the fewest lines among the first few that fail. */
export function shortestRun(name: RuleName, seed: number, runs: number): Found | undefined {
  let best: Found | undefined;
  let lines = Number.POSITIVE_INFINITY;
  for (const scenario of ruleOf(name).shows.map(scenarioOf)) {
    let from = seed;
    for (let tries = 0; tries < 20 && from < seed + runs; tries += 1) {
      const { found } = search(scenario, switchedOff(name), from, { runs: seed + runs - from });
      if (found === undefined) break;
      from = found.seed + 1;
      const { story } = simulate(scenario, switchedOff(name), found.seed, true);
      if (story === undefined || story.length >= lines) continue;
      lines = story.length;
      best = found;
    }
  }
  return best;
}
