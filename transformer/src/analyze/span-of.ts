import type ts from 'typescript';
import type { Span } from '../span.ts';
import type { AnalysisContext } from './analysis-context.ts';

/** The place of a node's own text, without what stands before it. */
export function spanOf({ sourceFile }: AnalysisContext, node: ts.Node): Span {
  const start = node.getStart(sourceFile);
  return { start, length: node.end - start };
}
