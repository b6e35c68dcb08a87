import type ts from 'typescript';
import type { ProgramAnalysis } from './analyze/analyze-program.ts';
import type { Diagnostic } from './diagnostics.ts';
import { chooseImportStyle } from './emit/choose-import-style.ts';
import { emitFile } from './emit/emit-file.ts';

/** What emission needs beside the analysis. */
export interface TransformerHost {
  readonly typescript: typeof ts;
  readonly program: ts.Program;
  /** Takes the problems of a file when the file is emitted. */
  readonly report: (sourceFile: ts.SourceFile, diagnostic: Diagnostic) => void;
}

/**
 * Emits each tagged file of an analyzed program anew. A file without tags is the same object afterwards; a
 * function with a problem is emitted as it is.
 */
export function createTransformer(
  analysis: ProgramAnalysis,
  { typescript, program, report }: TransformerHost,
): ts.TransformerFactory<ts.SourceFile> {
  return (transformation) => (sourceFile) => {
    const original = typescript.getOriginalNode(sourceFile, typescript.isSourceFile);
    const file = original && analysis.get(original);
    if (original === undefined || file === undefined) return sourceFile;
    for (const diagnostic of file.diagnostics) report(original, diagnostic);
    if (file.functions.length + file.writers.length === 0) return sourceFile;
    const style = chooseImportStyle(typescript, program, original);
    return emitFile({ typescript, transformation, file, style }, sourceFile);
  };
}
