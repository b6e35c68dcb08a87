import type ts from 'typescript';
import { bindComments } from '../bind/bind-comments.ts';
import type { Diagnostic } from '../diagnostics.ts';
import { type AnalyzedFunction, analyzeFunction } from './analyze-function.ts';

/** All that is known of a tagged file: the functions to be cached, in the order of the text, and every problem. */
export interface FileAnalysis {
  readonly sourceFile: ts.SourceFile;
  readonly functions: readonly AnalyzedFunction[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Analyzes one file; the tree stays as it is. */
export function analyzeFile(typescript: typeof ts, program: ts.Program, sourceFile: ts.SourceFile): FileAnalysis {
  const context = { typescript, program, checker: program.getTypeChecker(), sourceFile };
  const functions: AnalyzedFunction[] = [];
  const { subjects, diagnostics: unattached } = bindComments(typescript, sourceFile);
  const diagnostics = [...unattached];
  for (const subject of subjects) {
    const analysis = analyzeFunction(context, subject);
    if ('analyzed' in analysis) functions.push(analysis.analyzed);
    else diagnostics.push(...analysis.diagnostics);
  }
  return { sourceFile, functions, diagnostics: diagnostics.toSorted((a, b) => a.start - b.start) };
}
