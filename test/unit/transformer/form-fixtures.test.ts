import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { compileForms, FORMS, type Form, listForms, writeForms } from './compile-forms.ts';
import { ROOT } from './compile-sources.ts';
import { FORM_VARIANTS, type FormVariant } from './form-variants.ts';
import { linkRuntime } from './link-runtime.ts';
import type { FormRun, FunctionFacts } from './run-form-cases.ts';

const outside = mkdtempSync(join(tmpdir(), 'holdfast-forms-'));
const folder = linkRuntime(outside);
afterAll(() => rmSync(outside, { recursive: true, force: true }));

interface FormsToRun {
  readonly forms: readonly Form[];
  readonly format: FormVariant['format'];
  /** Ids of the cached functions, by the path of the source. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
}

function runForms(place: string, { forms, format, ids }: FormsToRun): readonly FormRun[] {
  const requested = forms.map(({ name, path, output }) => ({
    name,
    path: join(folder, place, output),
    isCommonJs: output.endsWith('.cjs') || (output.endsWith('.js') && format === 'cjs'),
    ids: ids.get(path) ?? [],
  }));
  const script = join(import.meta.dirname, 'run-form-cases.ts');
  return JSON.parse(execFileSync(process.execPath, [script, JSON.stringify(requested)], { encoding: 'utf8' }));
}

/** What a function is to be like after it was transformed. */
function expectedFacts(before: FunctionFacts, after: FunctionFacts | undefined): FunctionFacts {
  // A function that the compiler assigns instead of defining loses its name, which a cached one keeps.
  const expected = { ...before, name: before.name || (after?.name ?? '') };
  if (after?.dropsAsync !== true) return expected;
  expect(before.kind).toBe('[object AsyncFunction]');
  // Functions that are not async may have these.
  const more = after.properties.filter((name) => ['arguments', 'caller', 'prototype'].includes(name));
  const properties = [...new Set([...before.properties.slice(0, 2), ...more, ...before.properties.slice(2)])];
  return { ...expected, kind: '[object Function]', properties, dropsAsync: true };
}

const isDeclaration = (path: string): boolean => /\.d\.[mc]?ts$/.test(path);

describe.each(FORM_VARIANTS)('forms as $title', (variant) => {
  const forms = listForms(variant);
  const compilations = compileForms(forms, variant);
  const kinds = {
    original: new Map(compilations.flatMap(({ readPlainOutputs }) => [...readPlainOutputs()])),
    transformed: new Map(compilations.flatMap(({ outputs }) => [...outputs])),
  };
  const files = compilations.flatMap(({ analysis }) => [...analysis.values()]);
  const ids = new Map(
    files.map(({ sourceFile, namespace, functions }) => [
      sourceFile.fileName,
      functions.map(({ spec }) => `${namespace}:${spec.id}`),
    ]),
  );
  const [original = [], transformed = []] = Object.entries(kinds).map(([kind, outputs]) => {
    const place = join(variant.title.replaceAll(/\W+/g, '-'), kind);
    writeForms(join(folder, place), variant, outputs);
    return runForms(place, { forms, format: variant.format, ids });
  });

  it('compile without a word', () => {
    expect(compilations.flatMap(({ readCompilerMessages }) => readCompilerMessages())).toEqual([]);
    expect(compilations.flatMap(({ problems }) => [...problems.values()])).toEqual([]);
  });

  it('have the declarations that they have without the transformer', () => {
    const read = (outputs: ReadonlyMap<string, string>): object =>
      Object.fromEntries([...outputs].filter(([path]) => isDeclaration(path)));
    expect(read(kinds.transformed)).toEqual(read(kinds.original));
  });

  describe.each(forms.map(({ name }) => name))('%s', (name) => {
    const before = original.find((run) => run.name === name);
    const after = transformed.find((run) => run.name === name);
    const titles = Object.keys(before?.cases ?? {});

    it('keeps names, lengths and kinds of its functions', () => {
      const expected = before?.functions.map((fn, index) => expectedFacts(fn, after?.functions[index]));
      expect(after?.functions).toEqual(expected);
    });

    it('lets cacheOf() find its functions', () => {
      expect(after?.found).toEqual(after?.toBeFound);
      expect(before?.found).toEqual([]);
      // Once all cases ran, every function was there, also those that only their class can reach.
      expect(after?.unattached).toEqual([]);
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
  { file: 'output.js', module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext, format: 'esm' },
  { file: 'output.cjs', module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, format: 'cjs' },
] as const)('the emitted text', ({ file, module, target, format }) => {
  const variant = { title: file, format, options: { module, target } };
  const forms = listForms(variant);
  const outputs = new Map(compileForms(forms, variant).flatMap((compilation) => [...compilation.outputs]));

  it.each(forms)(`of $name is as in ${file}`, async ({ name, output }) => {
    const text = outputs.get(join('/out', output)) ?? '';
    await expect(text).toMatchFileSnapshot(join(ROOT, 'fixtures', 'forms', name, file));
  });
});

it('every form is run in at least two variants', () => {
  const runs = FORM_VARIANTS.flatMap(listForms);
  expect(FORMS.filter((form) => runs.filter((run) => run === form).length < 2)).toEqual([]);
});
