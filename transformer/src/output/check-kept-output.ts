import { relative, sep } from 'node:path';
import type ts from 'typescript';
import type { ProgramAnalysis, ProgramFile } from '../analyze/analyze-program.ts';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { readMarks } from './read-marks.ts';

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
    build.emitted.has(sourceFile) || file.functions.length === 0 ? [] : checkOutputOf(build, sourceFile, file),
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
  const [mark] = readMarks(typescript, path, text);
  const ids = file.functions.map(({ spec }) => spec.id);
  if (mark === undefined) return [DIAGNOSTICS.notTransformed(NOWHERE, { ids, output, file: file.path })];
  const stale = (id: string, why: string): Diagnostic =>
    DIAGNOSTICS.staleOutput(NOWHERE, { id, output, why, than: 'the code' });
  if (mark.namespace !== file.namespace) {
    return ids.map((id) => stale(id, `its namespace is ${mark.namespace} there and ${file.namespace} here`));
  }
  const built = new Map(mark.specs.map((spec) => [spec.id, JSON.stringify(spec)]));
  return file.functions.flatMap(({ spec }) =>
    built.get(spec.id) === JSON.stringify(spec) ? [] : [stale(spec.id, 'another build of it was kept')],
  );
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
