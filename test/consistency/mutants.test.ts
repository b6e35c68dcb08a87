import { describe, expect, it } from 'vitest';
import { hunt } from './scheduler/hunt.ts';
import { MUTANTS } from './scheduler/mutants.ts';

describe('the scheduler finds the runtime wrong where a rule is switched off', () => {
  it.concurrent.each(MUTANTS)('$name: $rule', async (mutant) => {
    expect(await hunt(mutant, 60_000)).toMatchObject({ found: true });
  });

  it('has a name of its own for each rule', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  });
});
