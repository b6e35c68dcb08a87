import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FORMS } from '../../../../fixtures/annotations/forms.ts';
import { ANNOTATIONS } from '../../../../fixtures/annotations/options.ts';
import { type MatrixProgram, writePrograms } from '../../../../fixtures/annotations/write-programs.ts';
import { ROOT } from '../compile-sources.ts';
import { createProgramRunner } from './program-runner.ts';

/**
 * Every form with every annotation, asynchronous and synchronous, run as written and as transformed. What each cell of
 * the matrix came to stands in fixtures/annotations/matrix.json, and docs/annotations.md is made from that.
 */

const PROGRAMS = writePrograms();

const runner = createProgramRunner();
afterAll(runner.remove);
const plain = runner.run(PROGRAMS, false);
const transformed = runner.run(PROGRAMS, true);

/** `cached`, or the codes of the refusal. */
function outcomeOf({ name }: MatrixProgram): string {
  const codes = transformed.refusals.get(name) ?? [];
  return codes.length === 0 ? 'cached' : codes.map((code) => `HF${code}`).join(' ');
}

it('all programs compile without a word of the compiler', () => {
  expect(plain.messages).toEqual([]);
  expect(transformed.messages).toEqual([]);
});

describe.each(FORMS)('$name', (form) => {
  it.each(ANNOTATIONS)(
    'with $name gives what the plain program gives, and runs its body when it has to',
    (annotation) => {
      const programs = PROGRAMS.filter((program) => program.form === form && program.annotation === annotation);
      const expected = programs.map((program) => ({
        kind: program.kind,
        values: plain.runs[program.name]?.values,
        runs: outcomeOf(program) === 'cached' ? annotation.runs : plain.runs[program.name]?.runs,
      }));
      const found = programs.map(({ name, kind }) => ({ kind, ...transformed.runs[name] }));
      expect(found).toEqual(expected);
      expect(programs.map(({ name }) => plain.runs[name]?.runs)).toEqual(
        programs.map(() => annotation.runs.map(() => 1)),
      );
    },
  );
});

it('the matrix is as in fixtures/annotations/matrix.json', async () => {
  const matrix = Object.fromEntries(
    ANNOTATIONS.map((annotation) => [
      annotation.name,
      Object.fromEntries(
        FORMS.map((form) => {
          const programs = PROGRAMS.filter((program) => program.form === form && program.annotation === annotation);
          return [form.name, [...new Set(programs.map(outcomeOf))].join(', ')];
        }),
      ),
    ]),
  );
  await expect(`${JSON.stringify(matrix, null, 2)}\n`).toMatchFileSnapshot(
    join(ROOT, 'fixtures/annotations/matrix.json'),
  );
});
