import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { EmitContext } from './emit-context.ts';

/**
 * The name of a function that is declared without one: `default_1`. CommonJS output gives it that name anyway, so
 * there it needs none.
 */
export function emitDefaultName(
  { factory, style }: EmitContext,
  { shape }: AnalyzedFunction,
): ts.Identifier | undefined {
  const isAnonymous = shape.form === 'declaration' && shape.name === undefined;
  return isAnonymous && style === 'import' ? factory.getGeneratedNameForNode(shape.node) : undefined;
}
