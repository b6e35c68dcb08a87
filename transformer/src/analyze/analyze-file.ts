import type ts from 'typescript';
import { bindComments } from '../bind/bind-comments.ts';
import type { Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { type AnalyzedFunction, analyzeFunction } from './analyze-function.ts';

/** All that is known of a tagged file: the functions to be cached, in the order of the text, and every problem. */
export interface FileAnalysis {
  readonly sourceFile: ts.SourceFile;
  readonly functions: readonly AnalyzedFunction[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is the same for all files of a program. */
type FileHost = Pick<AnalysisContext, 'typescript' | 'program' | 'asyncShape'>;

/** Analyzes one file; the tree stays as it is. */
export function analyzeFile(host: FileHost, sourceFile: ts.SourceFile): FileAnalysis {
  const { typescript, program } = host;
  const context = { ...host, checker: program.getTypeChecker(), sourceFile };
  const functions: AnalyzedFunction[] = [];
  const { subjects, idPrefix, diagnostics: unattached } = bindComments(typescript, sourceFile);
  const diagnostics = [...unattached];
  for (const subject of subjects) {
    const analysis = analyzeFunction(context, subject, idPrefix);
    if ('analyzed' in analysis) functions.push(analysis.analyzed);
    else diagnostics.push(...analysis.diagnostics);
  }
  return { sourceFile, functions, diagnostics: diagnostics.toSorted((a, b) => a.start - b.start) };
}
