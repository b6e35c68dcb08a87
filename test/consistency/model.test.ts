import { describe, expect, it } from 'vitest';
import { CASTS, castOf } from './model/casts.ts';
import { explore } from './model/explore.ts';
import { FOUND_SEEDS, LIMIT_SEEDS } from './model/found-seeds.ts';
import { LIMITS } from './model/limits.ts';
import { ALL_ON, RULE_NAMES } from './model/rules.ts';
import { SCENARIOS, scenarioOf } from './model/scenarios.ts';
import { ruleOf, search, switchedOff } from './model/search.ts';
import { simulate } from './model/simulate.ts';

/** Together over 200,000 checked reads; the long run is `node test/consistency/model/run.ts --reads 10000000`. */
const READS_PER_SCENARIO = 8000;
const SCHEDULES_PER_CAST = 20_000;

/** The shortest schedule in which an outer result keeps an old inner one alive. */
const LAUNDERED = `    2  [read in P1] read 3 of inner in P1 begins
    5  [read in P1] inner is a miss; stamp E1.1
    5  [read in P1] read 3 of inner in P1 starts F4
    6  [read in P1] body of inner reads row 0: version 1
    8  read in P1 puts token 1 in the place of the floor of e:0
   10  read in P1 makes the floor of e:0 E1.1
   12  read in P1 puts token 2 in the place of the floor of k:inner
   14  read in P1 makes the floor of k:inner E1.1
   15  [read in P1] F4's write is accepted
   16  [read in P1] read 3 of inner in P1 returns row 0 v1 (result of F4, accepted)
   17  write in P2 commits row 0 at version 2
   19  write in P2 takes stamp E1.2
   20  [read in P1] read 5 of outer in P1 begins
   23  [read in P1] outer is a miss; stamp E1.2
   23  [read in P1] read 5 of outer in P1 starts F6
   23  [read in P1] read 7 of inner in P1 begins
   26  [read in P1] inner is a hit, stored by F4 of P1
   26  [read in P1] read 7 of inner in P1 returns row 0 v1 (hit: stored by F4 of P1 with stamp E1.1)
   29  [read in P1] F6's write is accepted
   30  [read in P1] read 5 of outer in P1 returns row 0 v1 (result of F6, accepted)
   32  write in P2 has written e:0 := E1.2
   33  write in P2 is told: row 0 version 2 is invalidated
   34  [a last read in P1] read 9 of outer in P1 begins
   37  [a last read in P1] outer is a hit, stored by F6 of P1
   37  [a last read in P1] read 9 of outer in P1 returns row 0 v1 (hit: stored by F6 of P1 with stamp E1.2)
P1's read of outer began at 34 and returned row 0 at version 1 (hit), but the invalidation of version 2 had been acknowledged to write in P2 at 33`;

describe('the protocol with all rules on', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    'never returns a stale value in random schedules of %s',
    (_, scenario) => {
      const { found, counts } = search(scenario, ALL_ON, 1, { reads: READS_PER_SCENARIO });
      expect(found).toBeUndefined();
      expect(counts.reads).toBeGreaterThanOrEqual(READS_PER_SCENARIO);
      // A run that never serves or never stores would prove nothing.
      expect([counts.hits > 500, counts.joins > 500, counts.refused > 500]).toEqual([true, true, true]);
    },
  );

  it.each(CASTS.map((cast) => [cast.name, cast] as const))(
    'never returns a stale value in the first schedules, in order, of %s',
    (_, cast) => {
      expect(explore(cast, ALL_ON, SCHEDULES_PER_CAST).violation).toBeUndefined();
    },
  );

  it('plays the same run again for the same seed', () => {
    const scenario = scenarioOf('everything');
    const told = simulate(scenario, ALL_ON, 7, true).story?.render();
    expect(simulate(scenario, ALL_ON, 7, true).story?.render()).toBe(told);
    expect(simulate(scenario, ALL_ON, 8, true).story?.render()).not.toBe(told);
  });
});

describe('the protocol with one rule off', () => {
  it('has a recorded failing run for every rule, in every scenario where it has to show', () => {
    const due = RULE_NAMES.flatMap((name) => ruleOf(name).shows.map((scenario) => `${name} in ${scenario}`));
    expect(FOUND_SEEDS.map(([name, scenario]) => `${name} in ${scenario}`)).toEqual(due);
  });

  // Where the model has changed the seeds have too: `run.ts --every-rule-off --record` finds new ones.
  it.each(FOUND_SEEDS)('fails without %s in %s, seed %i: %s', (name, scenario, seed, kind) => {
    const { violation } = simulate(scenarioOf(scenario), switchedOff(name), seed);
    expect(violation?.kind).toBe(kind);
    expect(kind).toBe(ruleOf(name).finds ?? 'stale');
  });

  it.each(RULE_NAMES.filter((name) => ruleOf(name).backs !== undefined))(
    'finds nothing without %s alone, since another rule does the same',
    (name) => {
      for (const scenario of ruleOf(name).shows) {
        expect(search(scenarioOf(scenario), { [name]: true }, 1, { runs: 300 }).found).toBeUndefined();
      }
    },
  );

  it('tells the failing schedule as a story', () => {
    const cast = { ...castOf('a function that calls another, in steps'), interruptions: 1 };
    const { violation, story } = explore(cast, switchedOff('nestedAsOf'), SCHEDULES_PER_CAST);
    expect(`${story?.render()}\n${violation?.text}`).toBe(LAUNDERED);
  });
});

describe('a store that can only get and set', () => {
  const [, slow] = LIMIT_SEEDS.find(([name]) => name === 'keyvSlow') ?? ['', 0];
  const byClocks = scenarioOf('keyvLateTiny');

  it('is bounded where clocks decide: others are served what a late write hides, until it has been repeated', () => {
    const { violation } = simulate({ ...byClocks, strict: true }, ALL_ON, slow);
    const [, reader] = /^(P\d)'s read/.exec(violation?.text ?? '') ?? [];
    const [, writer] = /acknowledged to .* in (P\d) at/.exec(violation?.text ?? '') ?? [];
    expect([violation?.kind, reader === writer]).toEqual(['stale', false]);
    // The same run: nothing that the bound does not allow, and nothing in the process that invalidated.
    expect(simulate(byClocks, ALL_ON, slow).violation).toBeUndefined();
  });

  it('is asked for no clock where all is known before bodies run: nothing is stale, however far these are apart', () => {
    const known = SCENARIOS.filter(({ clocksApart, clockSkew = 0 }) => (clocksApart ?? 0) > clockSkew);
    expect(known.map(({ name }) => name)).toEqual(['keyv', 'keyvKeys', 'keyvFirstUses', 'keyvEvicts']);
    for (const scenario of known) {
      expect(search({ ...scenario, strict: true }, ALL_ON, 100_001, { reads: 4000 }).found).toBeUndefined();
    }
  });
});

describe('the limits that the design names', () => {
  it('has a recorded failing run for each', () => {
    expect(LIMIT_SEEDS.map(([name]) => name)).toEqual(LIMITS.map(({ name }) => name));
  });

  it.each(LIMITS.map((scenario) => [scenario.about, scenario] as const))('is stale where %s', (_, scenario) => {
    const [, seed] = LIMIT_SEEDS.find(([name]) => name === scenario.name) ?? ['', 0];
    expect(simulate(scenario, ALL_ON, seed).violation?.kind).toBe('stale');
  });
});
