import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { type Compilation, compileSources, ROOT } from './compile-sources.ts';
import type { FormVariant } from './form-variants.ts';

const FIXTURES = join(ROOT, 'fixtures', 'forms');

/** A fixture folder of fixtures/forms. */
export interface Form {
  readonly name: string;
  /** `…/fixtures/forms/arrow/input.ts` */
  readonly path: string;
  /** `arrow/input.js` */
  readonly output: string;
  readonly options: ts.CompilerOptions;
}

/** All form fixtures, sorted by name. */
export const FORMS: readonly Form[] = readdirSync(FIXTURES).toSorted().map(readForm);

function readForm(name: string): Form {
  const folder = join(FIXTURES, name);
  const [file = ''] = readdirSync(folder).filter((entry) => /^input\.(?:[mc]?ts|tsx|js)$/.test(entry));
  const output = file.replace(/\.([mc]?)[tj]sx?$/, '.$1js');
  return { name, path: join(folder, file), output: `${name}/${output}`, options: readOptions(folder) };
}

function readOptions(folder: string): ts.CompilerOptions {
  const path = join(folder, 'options.json');
  if (!existsSync(path)) return {};
  return ts.convertCompilerOptionsFromJson(JSON.parse(readFileSync(path, 'utf8')), folder).options;
}

/** Forms that need nothing but TypeScript in its newest edition: ES modules in `.ts` files, without decorators. */
export const PLAIN_FORMS: readonly Form[] = FORMS.filter(
  ({ path, options }) =>
    path.endsWith('.ts') && Object.keys(options).every((option) => option === 'erasableSyntaxOnly'),
);

/** The forms that a variant can run: a file that says its format itself needs the modes of Node. */
export function listForms({ options: { module }, format }: FormVariant): readonly Form[] {
  const isNodeNext = module === ts.ModuleKind.NodeNext;
  return FORMS.filter(({ path }) => {
    if (path.endsWith('.js')) return format === 'cjs' || !path.includes('commonjs');
    return isNodeNext || !/\.[mc]ts$/.test(path);
  });
}

/** Compiles forms as a variant says; those with the same options are one program. */
export function compileForms(forms: readonly Form[], variant: FormVariant): readonly Compilation[] {
  const { format, options } = variant;
  const type = JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' });
  const groups = Map.groupBy(forms, (form) => JSON.stringify(form.options));
  return [...groups.values()].map((members) => {
    const own = members[0]?.options ?? {};
    // A fixture names the highest target that Node can run.
    const target = Math.min(options.target ?? ts.ScriptTarget.ESNext, own.target ?? ts.ScriptTarget.ESNext);
    return compileSources({
      rootNames: members.map(({ path }) => path),
      sources: { [join(FIXTURES, 'package.json')]: type },
      options: { ...options, ...own, target, rootDir: FIXTURES, outDir: '/out', declaration: true, skipLibCheck: true },
    });
  });
}

/** Writes what was emitted into a folder from which Node can run it. */
export function writeForms(folder: string, { format }: FormVariant, outputs: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' }));
  for (const [path, text] of outputs) {
    const target = join(folder, path.slice('/out/'.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
