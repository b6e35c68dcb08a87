import type ts from 'typescript';
import { bindComments } from '../bind/bind-comments.ts';
import type { Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { AnalyzedFunction } from './analyze-function.ts';
import { analyzeSubject } from './analyze-subject.ts';
import type { AnalyzedWriter } from './analyze-writer.ts';
import { sortByPlace } from './sort-by-place.ts';

/** All that is known of a tagged file: the functions to be rewritten, in the order of the text, and every problem. */
export interface FileAnalysis {
  readonly sourceFile: ts.SourceFile;
  /** The cached ones. */
  readonly functions: readonly AnalyzedFunction[];
  /** Those that invalidate. */
  readonly writers: readonly AnalyzedWriter[];
  readonly diagnostics: readonly Diagnostic[];
  /** What to know of functions that are rewritten all the same. */
  readonly warnings: readonly Diagnostic[];
}

/** What is the same for all files of a program. */
type FileHost = Pick<AnalysisContext, 'typescript' | 'program' | 'asyncShape'>;

/** Analyzes one file; the tree stays as it is. */
export function analyzeFile(host: FileHost, sourceFile: ts.SourceFile): FileAnalysis {
  const { typescript, program, asyncShape } = host;
  const context: AnalysisContext = { typescript, program, checker: program.getTypeChecker(), sourceFile, asyncShape };
  const functions: AnalyzedFunction[] = [];
  const writers: AnalyzedWriter[] = [];
  const { subjects, idPrefix, diagnostics: unattached, warnings: ofComments } = bindComments(typescript, sourceFile);
  const diagnostics = unattached.slice();
  for (const subject of subjects) {
    const analysis = analyzeSubject(context, subject, idPrefix);
    if ('analyzed' in analysis) functions.push(analysis.analyzed);
    else if ('writer' in analysis) writers.push(analysis.writer);
    else diagnostics.push(...analysis.diagnostics);
  }
  const warnings = ofComments.slice();
  for (const one of functions) warnings.push(...one.warnings);
  for (const one of writers) warnings.push(...one.warnings);
  return { sourceFile, functions, writers, diagnostics: sortByPlace(diagnostics), warnings: sortByPlace(warnings) };
}
