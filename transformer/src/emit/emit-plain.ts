import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { EmitContext } from './emit-context.ts';
import { emitData } from './emit-data.ts';

/**
 * The body of a function, with instances of models in its result as plain data:
 * `hf_entities.plain({ findUser: async () => { BODY } }.findUser, [{"columns":["id","name"]}])`.
 */
export function emitPlain(
  context: EmitContext,
  { plain }: Pick<AnalyzedFunction, 'plain'>,
  body: ts.Expression,
): ts.Expression {
  if (plain === undefined) return body;
  const { factory, names } = context;
  const shapes = emitData(
    context,
    plain.map((shape) => ({ ...shape })),
  );
  return factory.createCallExpression(factory.createPropertyAccessExpression(names.entities, 'plain'), undefined, [
    body,
    shapes,
  ]);
}
