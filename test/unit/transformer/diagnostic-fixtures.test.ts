import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, listDiagnostics } from '../../../transformer/src/diagnostics.ts';
import { createProjectFinder } from '../../../transformer/src/find-project.ts';
import { parsePluginOptions } from '../../../transformer/src/parse-plugin-options.ts';
import { renderFrame } from '../../../transformer/src/render-frame.ts';
import { type Compilation, compileSources, ROOT } from './compile-sources.ts';

const FIXTURES = join(ROOT, 'fixtures', 'diagnostics');
const ALL = readdirSync(FIXTURES).toSorted();

// Those of the command line are in test/unit/codegen/command-fixtures.test.ts.
const FOLDERS = ALL.filter((folder) => !existsSync(join(FIXTURES, folder, 'command.json')));

/** A fixture of the plugin's configuration: its options for both files, and the name in package.json. */
interface PluginFixture {
  readonly packageName: string | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly fixed: Readonly<Record<string, unknown>>;
}

const sourceOf = (folder: string, file: 'input' | 'fixed'): string => join(FIXTURES, folder, `${file}.ts`);

// All fixtures are one program, each file in a namespace of its own: the type checker is made once.
const together = compileSources({
  rootNames: FOLDERS.flatMap((folder) => [sourceOf(folder, 'input'), sourceOf(folder, 'fixed')]),
  // Drizzle's declarations name the packages of all databases.
  options: { skipLibCheck: true },
  projectOf: (fileName) => ({ namespace: fileName, path: fileName.slice(fileName.lastIndexOf('/') + 1) }),
});

function readPluginFixture(folder: string): PluginFixture | undefined {
  const path = join(FIXTURES, folder, 'options.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  readonly rewritten: number;
}

function outcomeIn(compilation: Compilation, path: string): Outcome {
  const sourceFile = compilation.program.getSourceFile(path);
  const file = sourceFile && compilation.analysis.get(sourceFile);
  const diagnostics = [...(compilation.problems.get(path) ?? []), ...(file?.warnings ?? [])];
  return { diagnostics, rewritten: (file?.functions.length ?? 0) + (file?.writers.length ?? 0) };
}

function compileFixture(folder: string, file: 'input' | 'fixed'): Outcome {
  const path = sourceOf(folder, file);
  const plugin = readPluginFixture(folder);
  if (plugin === undefined) return outcomeIn(together, path);
  const { options, diagnostics } = parsePluginOptions(plugin[file]);
  const projectOf = createProjectFinder({
    readJson: (name) =>
      plugin.packageName !== null && name === join(ROOT, 'package.json') ? { name: plugin.packageName } : {},
    currentDirectory: ROOT,
    namespace: options.namespace,
  });
  const outcome = outcomeIn(
    compileSources({ rootNames: [path], projectOf: (name) => projectOf(name.slice(ROOT.length)) }),
    path,
  );
  return { ...outcome, diagnostics: [...diagnostics, ...outcome.diagnostics] };
}

/** A diagnostic as the fixture keeps it. The place is left out where there is none. */
function describeDiagnostic(text: string, { code, slug, message, start, length }: Diagnostic): object {
  const before = text.slice(0, start).split('\n');
  const place =
    code >= 2010 && code < 2012
      ? {}
      : {
          line: before.length,
          column: (before.at(-1)?.length ?? 0) + 1,
          length,
          frame: renderFrame(text, { start, length }).split('\n'),
        };
  return { code: `HF${code}`, slug, message, ...place };
}

it('has one folder for each diagnostic of the table', () => {
  expect(ALL).toEqual(listDiagnostics().map(({ code, slug }) => `${code.slice(2)}-${slug}`));
});

it('never changes the number or the slug of a diagnostic', async () => {
  const table = JSON.stringify(listDiagnostics(), null, 2);
  await expect(`${table}\n`).toMatchFileSnapshot('diagnostic-codes.golden.json');
});

it('has nothing in its fixtures that the compiler itself refuses', () => {
  expect(together.readCompilerMessages()).toEqual([]);
});

describe.each(FOLDERS)('%s', (folder) => {
  const text = readFileSync(sourceOf(folder, 'input'), 'utf8');
  const input = compileFixture(folder, 'input');

  it('is reported with code, place and frame', async () => {
    const described = input.diagnostics.map((diagnostic) => describeDiagnostic(text, diagnostic));
    const json = JSON.stringify(described, null, 2);
    await expect(`${json}\n`).toMatchFileSnapshot(join(FIXTURES, folder, 'diagnostics.json'));
  });

  it('reports nothing else than its own code', () => {
    const slugs = new Set(input.diagnostics.map(({ code, slug }) => `${code}-${slug}`));
    expect([...slugs]).toEqual([folder]);
  });

  it('is gone in the fixed file, where a function is rewritten', () => {
    const { diagnostics, rewritten } = compileFixture(folder, 'fixed');
    expect(diagnostics).toEqual([]);
    expect(rewritten).toBeGreaterThan(0);
  });

  it('has a page that begins with its name', () => {
    const [title] = readFileSync(join(FIXTURES, folder, 'README.md'), 'utf8').split('\n', 1);
    expect(title).toBe(`# HF${folder.replace('-', ' ')}`);
  });
});
