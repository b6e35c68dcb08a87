import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type ts from 'typescript';
import { expect, it } from 'vitest';
import { analyzeProgram } from '../../../transformer/src/analyze/analyze-program.ts';
import { createTransformer } from '../../../transformer/src/create-transformer.ts';
import { PLAIN_FORMS } from './compile-forms.ts';
import { ROOT } from './compile-sources.ts';

const FIXTURES = join(ROOT, 'fixtures', 'forms');
// What the two compilers make of decorators themselves differs.
const FORMS = PLAIN_FORMS.map(({ name }) => name);

const oldest: typeof ts = createRequire(join(ROOT, 'fixtures', 'oldest-typescript', 'package.json'))('typescript');

it('TypeScript 5.4 emits the same text', () => {
  expect(oldest.version).toBe('5.4.5');
  const paths = FORMS.map((form) => join(FIXTURES, form, 'input.ts'));
  const program = oldest.createProgram(paths, {
    target: oldest.ScriptTarget.ESNext,
    module: oldest.ModuleKind.ESNext,
    moduleResolution: oldest.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts'],
    types: [],
    strict: true,
    newLine: oldest.NewLineKind.LineFeed,
  });
  const analysis = analyzeProgram({
    typescript: oldest,
    program,
    projectOf: (path) => ({ namespace: dirname(path).slice(ROOT.length), path: path.slice(dirname(path).length + 1) }),
  });
  const problems: string[] = [];
  const report = (_: ts.SourceFile, { message }: { readonly message: string }): unknown => problems.push(message);
  const transformer = createTransformer(analysis, { typescript: oldest, program, report });
  const outputs = new Map<string, string>();
  program.emit(undefined, (path, text) => outputs.set(path, text), undefined, false, { before: [transformer] });

  const emitted = FORMS.map((form) => [form, outputs.get(join(FIXTURES, form, 'input.js'))]);
  const expected = FORMS.map((form) => [form, readFileSync(join(FIXTURES, form, 'output.js'), 'utf8')]);
  expect(problems).toEqual([]);
  expect(Object.fromEntries(emitted)).toEqual(Object.fromEntries(expected));
});
