import type ts from 'typescript';

/** What the analysis of one file works with. The compiler is the host's own, never imported. */
export interface AnalysisContext {
  readonly typescript: typeof ts;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly sourceFile: ts.SourceFile;
  /** `keep`: what is emitted of an `async` function stays one. */
  readonly asyncShape?: 'keep' | undefined;
}
