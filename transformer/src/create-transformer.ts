import type ts from 'typescript';
import type { ProgramAnalysis, ProgramFile } from './analyze/analyze-program.ts';
import type { Diagnostic } from './diagnostics.ts';
import { chooseImportStyle } from './emit/choose-import-style.ts';
import { EmitAhead } from './emit/emit-ahead.ts';
import { emitFile } from './emit/emit-file.ts';

/** What emission needs beside the analysis. */
export interface TransformerHost {
  readonly typescript: typeof ts;
  readonly program: ts.Program;
  /**
   * Whether no other transformer works on the files before. Then they may be emitted before the compiler comes to them,
   * which is faster; absent: it is not known.
   */
  readonly isFirst?: boolean;
  /** Takes the problems of a file when the file is emitted. */
  readonly report: (sourceFile: ts.SourceFile, diagnostic: Diagnostic) => void;
}

/**
 * Emits each tagged file of an analyzed program anew. A file without tags is the same object afterwards; a
 * function with a problem is emitted as it is.
 */
export function createTransformer(
  analysis: ProgramAnalysis,
  { typescript, program, isFirst = false, report }: TransformerHost,
): ts.TransformerFactory<ts.SourceFile> {
  const ahead = isFirst ? aheadOf(analysis) : undefined;
  return (transformation) => {
    const emit = (file: ProgramFile, sourceFile: ts.SourceFile): ts.SourceFile => {
      const style = chooseImportStyle(typescript, program, file.sourceFile);
      return emitFile({ typescript, transformation, file, style }, sourceFile);
    };
    const emitParsed = (original: ts.SourceFile): ts.SourceFile => {
      const file = analysis.get(original);
      return file === undefined ? original : emit(file, original);
    };
    return (sourceFile) => {
      const original = typescript.getOriginalNode(sourceFile, typescript.isSourceFile);
      const file = original && analysis.get(original);
      if (file === undefined) return sourceFile;
      for (const diagnostic of file.diagnostics) report(file.sourceFile, diagnostic);
      if (!hasFunctions(file)) return sourceFile;
      return ahead !== undefined && sourceFile === original ? ahead.take(original, emitParsed) : emit(file, sourceFile);
    };
  };
}

// An incremental build emits file by file, each by a transformer of its own.
const aheads = new WeakMap<ProgramAnalysis, EmitAhead>();

function aheadOf(analysis: ProgramAnalysis): EmitAhead {
  const known = aheads.get(analysis) ?? new EmitAhead(listEmitted(analysis));
  aheads.set(analysis, known);
  return known;
}

function* listEmitted(analysis: ProgramAnalysis): Iterable<ts.SourceFile> {
  for (const [sourceFile, file] of analysis) if (hasFunctions(file)) yield sourceFile;
}

function hasFunctions({ functions, writers }: ProgramFile): boolean {
  return functions.length + writers.length > 0;
}
