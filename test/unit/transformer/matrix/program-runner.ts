import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ts from 'typescript';
import type { Form } from '../../../../fixtures/annotations/forms.ts';
import { compileSources, ROOT } from '../compile-sources.ts';
import type { MatrixRun } from './run-matrix.ts';

/** A program that exports `bodyRuns`, `steps` and `end`. */
export interface Program {
  readonly form: Form;
  readonly name: string;
  readonly text: string;
}

/** What became of programs that were compiled and run. */
export interface ProgramOutcomes {
  /** What the compiler itself said. */
  readonly messages: readonly string[];
  /** Codes of what the transformer said, by name; programs without a word are not in it. */
  readonly refusals: ReadonlyMap<string, readonly number[]>;
  /** By name. */
  readonly runs: Readonly<Record<string, MatrixRun>>;
}

/** Where programs are compiled to: outside of the repository, beside a link to its packages. */
export interface ProgramRunner {
  readonly run: (programs: readonly Program[], isTransformed: boolean) => ProgramOutcomes;
  readonly remove: () => void;
}

const SOURCES = join(ROOT, 'fixtures/annotations');

/** Makes a folder for compiled programs. `remove` it when done. */
export function createProgramRunner(): ProgramRunner {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-programs-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  let rounds = 0;
  return {
    run: (programs, isTransformed) => {
      rounds += 1;
      const place = join(folder, String(rounds));
      mkdirSync(place);
      const compiled = compilePrograms(place, programs, isTransformed);
      return { ...compiled, runs: runPrograms(place) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function compilePrograms(
  place: string,
  programs: readonly Program[],
  isTransformed: boolean,
): Omit<ProgramOutcomes, 'runs'> {
  const messages: string[] = [];
  const refusals = new Map<string, readonly number[]>();
  for (const [option, some] of Map.groupBy(programs, ({ form }) => form.options)) {
    const pathOf = ({ name }: Program): string => join(SOURCES, `${name}.ts`);
    const { outputs, problems, readCompilerMessages } = compileSources({
      rootNames: some.map(pathOf),
      sources: Object.fromEntries(some.map((program) => [pathOf(program), program.text])),
      options: { module: ts.ModuleKind.CommonJS, experimentalDecorators: option === 'legacyDecorators' },
      projectOf: (path) => ({ namespace: basename(path, '.ts'), path: basename(path) }),
      isTransformed,
    });
    for (const [path, text] of outputs) {
      // A program that imports itself names its own output.
      const local = text.replaceAll(/require\("(\.\/[^"]+)"\)/g, 'require("$1.cjs")');
      writeFileSync(join(place, `${basename(path, '.js')}.cjs`), local);
    }
    messages.push(...readCompilerMessages());
    for (const [path, found] of problems) {
      refusals.set(
        basename(path, '.ts'),
        found.map(({ code }) => code),
      );
    }
  }
  const cached = isTransformed ? programs.flatMap(({ name }) => (refusals.has(name) ? [] : [name])) : [];
  writeFileSync(join(place, 'cached.json'), JSON.stringify(cached));
  return { messages, refusals };
}

function runPrograms(place: string): Readonly<Record<string, MatrixRun>> {
  const script = join(import.meta.dirname, 'run-matrix.ts');
  return JSON.parse(execFileSync(process.execPath, [script, place], { encoding: 'utf8', maxBuffer: 1e8 }));
}
