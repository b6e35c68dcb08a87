import { describe, expect, it } from 'vitest';
import { type ClusterScenario, runSchedule, type ScheduleCounts } from './schedule.ts';
import type { ScriptRule } from './script-models.ts';
import type { StepRule } from './slow-nodes.ts';

const LOSSES: ClusterScenario = {
  name: 'anything is lost',
  does: ['read', 'read', 'read', 'invalidate', 'invalidate', 'invalidateAll'],
  losesName: 30,
  losesNode: 2,
};

const FLOORS: ClusterScenario = {
  name: 'floors and the counter are lost',
  isTiny: true,
  does: ['read', 'read', 'invalidateAll'],
  losesName: 10,
  losesBucket: 30,
  losesCounter: 10,
};

const BUCKETS: ClusterScenario = {
  name: 'buckets are lost',
  isTiny: true,
  does: ['read', 'read', 'invalidateAll'],
  losesBucket: 60,
};

const KEYS: ClusterScenario = {
  name: 'single keys and refresh, with losses',
  isTiny: true,
  does: ['read', 'read', 'read', 'endKey', 'refresh'],
  losesName: 10,
  losesBucket: 20,
  losesCounter: 3,
};

/** A refresh can be refused by what it depends on. */
const TWO_KEYS: ClusterScenario = {
  name: 'two keys of one bucket, with losses',
  does: ['read', 'read', 'read', 'endKey', 'refresh'],
  losesName: 30,
  losesNode: 2,
};

const FAILOVERS: ClusterScenario = {
  name: 'nodes fail over and lose what was acknowledged',
  does: ['read', 'read', 'read', 'invalidate'],
  failsOver: 5,
  replicates: 10,
};

const EVERYTHING: ClusterScenario = {
  name: 'everything at once, and steps that are given up',
  does: ['read', 'read', 'read', 'read', 'invalidate', 'endKey', 'refresh', 'invalidateAll'],
  losesName: 10,
  losesNode: 1,
  failsOver: 3,
  replicates: 10,
  givesUp: 10,
};

const CALM: ClusterScenario = {
  name: 'nothing is lost',
  does: ['read', 'read', 'read', 'read', 'invalidate', 'endKey', 'refresh'],
};

const SEEDS = 40;

/** Where each shows within a second or so: the scenario, and a schedule to begin with. */
const MUTANTS: readonly (readonly [rule: ScriptRule | StepRule, scenario: ClusterScenario, seed: number])[] = [
  ['absentTakesFloor', LOSSES, 8],
  ['floorRaised', LOSSES, 12],
  ['newestStays', LOSSES, 80],
  ['floorOfOtherEpoch', FLOORS, 48],
  ['stampAfterToken', BUCKETS, 25],
  ['tokenCompared', BUCKETS, 196],
  ['keyTokenCompared', KEYS, 29],
  ['keyFloor', KEYS, 1],
  ['refreshFloor', KEYS, 140],
  ['refusedRefreshEnds', TWO_KEYS, 87],
  ['keyStampAfterToken', KEYS, 12],
  ['keyNextAfterToken', KEYS, 15],
  ['marks', FAILOVERS, 1],
];

/** Schedules tried for a mutant: after a change to the code another one may be the first to show it. */
const MOST_TRIES = 1500;

async function findStale(rule: ScriptRule | StepRule, scenario: ClusterScenario, first: number): Promise<string> {
  for (let seed = first; seed < first + MOST_TRIES; seed++) {
    const { stale } = await runSchedule(scenario, seed, new Set([rule]));
    if (stale !== undefined) return stale;
  }
  return `nothing in ${MOST_TRIES} schedules`;
}

describe('the steps of a cluster, in any order', () => {
  it.each([LOSSES, FLOORS, BUCKETS, KEYS, TWO_KEYS, FAILOVERS, EVERYTHING, CALM])(
    'serves nothing stale where $name',
    async (scenario) => {
      const sum: ScheduleCounts = { reads: 0, hits: 0, stale: undefined };
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { reads, hits, stale } = await runSchedule(scenario, seed, new Set());
        sum.reads += reads;
        sum.hits += hits;
        sum.stale ??= stale && `seed ${seed}: ${stale}`;
      }
      expect(sum.stale).toBe(undefined);
      expect(sum.hits).toBeGreaterThan(sum.reads / 50);
    },
  );

  it.each(MUTANTS)('serves something stale without the rule %s', async (rule, scenario, seed) => {
    expect(await findStale(rule, scenario, seed)).toMatch(/^version \d+ of row \d after \d+ was acknowledged$/);
  });
});
