import type { AnalysisContext } from '../analysis-context.ts';

/** What reading a type works with: the file of the function does not matter. */
export type TypeContext = Pick<AnalysisContext, 'typescript' | 'program' | 'checker'>;
