import { relative, sep } from 'node:path';
import type ts from 'typescript';
import type { ProgramAnalysis, ProgramFile } from '../analyze/analyze-program.ts';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { readOutputMarks } from './read-marks.ts';

/** A program whose build has ended, and the files it has written. */
export interface EndedBuild {
  readonly typescript: typeof ts;
  readonly program: ts.Program;
  readonly analysis: ProgramAnalysis;
  readonly emitted: ReadonlySet<ts.SourceFile>;
}

const NOWHERE = { start: 0, length: 0 };

/**
 * What is wrong with output that an incremental build did not write again. The compiler keeps the output of a file that
 * did not change, also where a plain tsc wrote it, or a build with other options of the plugin.
 */
export function checkKeptOutput(build: EndedBuild): readonly Diagnostic[] {
  return [...build.analysis].flatMap(([sourceFile, file]) =>
    build.emitted.has(sourceFile) || file.functions.length + file.writers.length === 0
      ? []
      : checkOutputOf(build, sourceFile, file),
  );
}

function checkOutputOf(
  { typescript, program }: EndedBuild,
  sourceFile: ts.SourceFile,
  file: ProgramFile,
): readonly Diagnostic[] {
  const path = outputOf(typescript, program, sourceFile);
  const text = path === undefined ? undefined : typescript.sys.readFile(path);
  if (path === undefined || text === undefined) return [];
  const output = relative(program.getCurrentDirectory(), path).split(sep).join('/');
  const { files, writers } = readOutputMarks(typescript, path, text);
  const lists = [
    { mark: files[0], built: files[0]?.specs ?? [], here: file.functions },
    { mark: writers[0], built: writers[0]?.writers ?? [], here: file.writers },
  ].filter(({ here }) => here.length > 0);
  const ids = idsOf(file.functions);
  if (lists.some(({ mark }) => mark === undefined)) {
    return [DIAGNOSTICS.notTransformed(NOWHERE, { ids, writers: idsOf(file.writers), output, file: file.path })];
  }
  const stale = (id: string, why: string): Diagnostic =>
    DIAGNOSTICS.staleOutput(NOWHERE, { id, output, why, than: 'the code' });
  return lists.flatMap(({ mark, built, here }) => {
    if (mark !== undefined && mark.namespace !== file.namespace) {
      return idsOf(here).map((id) => stale(id, `its namespace is ${mark.namespace} there and ${file.namespace} here`));
    }
    const known = built.map((spec) => JSON.stringify(spec));
    return here.flatMap(({ spec }) =>
      known.includes(JSON.stringify(spec)) ? [] : [stale(spec.id, 'another build of it was kept')],
    );
  });
}

function idsOf(functions: readonly { readonly spec: { readonly id: string } }[]): readonly string[] {
  return functions.map(({ spec }) => spec.id);
}

/** Where the compiler writes the JavaScript of a source file; `undefined` where it writes none. */
function outputOf(typescript: typeof ts, program: ts.Program, sourceFile: ts.SourceFile): string | undefined {
  const fileNames = program.getSourceFiles().flatMap((one) => (one.isDeclarationFile ? [] : [one.fileName]));
  const commandLine = { options: program.getCompilerOptions(), fileNames, errors: [] };
  const names = typescript.getOutputFileNames(
    commandLine,
    sourceFile.fileName,
    !typescript.sys.useCaseSensitiveFileNames,
  );
  return names.find((name) => /\.[cm]?jsx?$/.test(name));
}
