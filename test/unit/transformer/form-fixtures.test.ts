import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { type Compilation, compileSources, ROOT } from './compile-sources.ts';
import type { FormRun } from './run-form-cases.ts';

const FIXTURES = join(ROOT, 'fixtures', 'forms');
const FORMS = readdirSync(FIXTURES).toSorted();

const MODULES = { esm: ts.ModuleKind.ESNext, cjs: ts.ModuleKind.CommonJS };
const VARIANTS: readonly Variant[] = [
  { module: 'esm', target: 'ESNext' },
  { module: 'esm', target: 'ES2022' },
  { module: 'esm', target: 'ES2017' },
  { module: 'cjs', target: 'ESNext' },
  { module: 'cjs', target: 'ES2017' },
];

// The compiled forms lie outside of the repository, beside a link to its packages.
const folder = mkdtempSync(join(tmpdir(), 'holdfast-forms-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readOptions(form: string): ts.CompilerOptions {
  const path = join(FIXTURES, form, 'options.json');
  if (!existsSync(path)) return {};
  return ts.convertCompilerOptionsFromJson(JSON.parse(readFileSync(path, 'utf8')), FIXTURES).options;
}

/** Forms with the same compiler options are one program. */
function groupForms(): readonly { readonly options: ts.CompilerOptions; readonly forms: readonly string[] }[] {
  const groups = Map.groupBy(FORMS, (form) => JSON.stringify(readOptions(form)));
  return [...groups].map(([options, forms]) => ({ options: JSON.parse(options), forms }));
}

interface Variant {
  readonly module: 'esm' | 'cjs';
  readonly target: 'ESNext' | 'ES2022' | 'ES2017';
}

function compileForms({ module, target }: Variant, isTransformed: boolean): readonly Compilation[] {
  return groupForms().map(({ options, forms }) =>
    compileSources({
      rootNames: forms.map((form) => join(FIXTURES, form, 'input.ts')),
      options: {
        ...options,
        module: MODULES[module],
        // A fixture names the highest target that Node can run.
        target: Math.min(ts.ScriptTarget[target], options.target ?? ts.ScriptTarget.ESNext),
        types: [],
      },
      isTransformed,
    }),
  );
}

function writeOutputs(compilations: readonly Compilation[], kind: string, module: string): void {
  const type = JSON.stringify({ type: module === 'esm' ? 'module' : 'commonjs' });
  mkdirSync(join(folder, kind), { recursive: true });
  writeFileSync(join(folder, kind, 'package.json'), type);
  for (const { outputs } of compilations) {
    for (const [path, text] of outputs) {
      const target = join(folder, kind, path.slice(FIXTURES.length));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
}

function runForms(kind: string, module: string): readonly FormRun[] {
  const requested = FORMS.map((name) => ({
    name,
    path: join(folder, kind, name, 'input.js'),
    isCommonJs: module === 'cjs',
  }));
  const script = join(import.meta.dirname, 'run-form-cases.ts');
  return JSON.parse(execFileSync(process.execPath, [script, JSON.stringify(requested)], { encoding: 'utf8' }));
}

describe.each(VARIANTS)('forms as $module for $target', (variant) => {
  const kinds = { original: false, transformed: true };
  const [original = [], transformed = []] = Object.entries(kinds).map(([kind, isTransformed]) => {
    const compilations = compileForms(variant, isTransformed);
    const place = `${variant.module}-${variant.target}-${kind}`;
    writeOutputs(compilations, place, variant.module);
    if (isTransformed) {
      it('compile without a word', () => {
        expect(compilations.flatMap(({ readCompilerMessages }) => readCompilerMessages())).toEqual([]);
        expect(compilations.flatMap(({ problems }) => [...problems.values()])).toEqual([]);
      });
    }
    return runForms(place, variant.module);
  });

  describe.each(FORMS)('%s', (name) => {
    const before = original.find((run) => run.name === name);
    const after = transformed.find((run) => run.name === name);
    const titles = Object.keys(before?.cases ?? {});

    it('keeps names, lengths and kinds of its functions', () => {
      expect(after?.functions).toEqual(before?.functions);
    });

    it.each(titles)('%s', (title) => {
      const outcomes = (run: FormRun | undefined) => run?.cases[title]?.map(({ ended, value }) => ({ ended, value }));
      const runs = (run: FormRun | undefined): readonly number[] => run?.cases[title]?.map((call) => call.runs) ?? [];
      const expected = outcomes(before)?.map(({ ended, value }) => ({
        ended: before?.rejecting.includes(title) ? 'rejected' : ended,
        value,
      }));
      expect(outcomes(after)).toEqual(expected);
      if (before?.unserved.includes(title)) {
        expect(runs(after)).toEqual(runs(before));
      } else {
        const [first, second] = runs(after);
        expect({ ranAtFirst: first !== 0, second }).toEqual({ ranAtFirst: true, second: 0 });
        expect(runs(before)).not.toContain(0);
      }
    });
  });
});

describe.each([
  { file: 'output.js', variant: { module: 'esm', target: 'ESNext' } },
  { file: 'output.cjs', variant: { module: 'cjs', target: 'ES2022' } },
] as const)('the emitted text', ({ file, variant }) => {
  const outputs = new Map(compileForms(variant, true).flatMap((compilation) => [...compilation.outputs]));

  it.each(FORMS)(`of %s is as in ${file}`, async (form) => {
    const text = outputs.get(join(FIXTURES, form, 'input.js')) ?? '';
    await expect(text).toMatchFileSnapshot(join(FIXTURES, form, file));
  });
});
