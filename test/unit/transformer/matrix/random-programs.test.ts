import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { randomPrograms } from '../../../../fixtures/annotations/random-programs.ts';
import { createProgramRunner } from './program-runner.ts';

/**
 * Programs made at random: forms, options, bodies and rows of calls. Their functions give the same for the same
 * arguments, so the transformed program has to give what the plain one gives, step by step, errors included, and may run
 * a body where the plain one runs it, never where it does not. HOLDFAST_SEED=… makes the programs of a failed run again.
 */

const SEED = Number(process.env.HOLDFAST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const COUNT = 200;

const runner = createProgramRunner();
afterAll(runner.remove);
const programs = Array.from({ length: COUNT }, (_, index) =>
  fc.sample(randomPrograms(index), { numRuns: 1, seed: SEED + index }),
).flat();
const plain = runner.run(programs, false);
const transformed = runner.run(programs, true);

describe(`random programs of seed ${SEED}`, () => {
  it('compile without a word, and most of them are cached', () => {
    expect(plain.messages).toEqual([]);
    expect(transformed.messages).toEqual([]);
    expect(transformed.refusals.size).toBeLessThan(COUNT / 10);
  });

  it.each(programs)('$name, $form.name, gives what it gives as written', ({ name, text }) => {
    const before = plain.runs[name];
    const after = transformed.runs[name];
    expect({ text, values: after?.values }).toEqual({ text, values: before?.values });
    const additional = after?.runs.filter((runs, step) => runs > (before?.runs[step] ?? 0));
    expect(additional).toEqual([]);
  });

  it('serve calls', () => {
    const sum = (runs: typeof plain.runs): number =>
      Object.values(runs).reduce((total, run) => total + run.runs.reduce((one, other) => one + other, 0), 0);
    expect(sum(transformed.runs)).toBeLessThan(0.9 * sum(plain.runs));
  });
});
