import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';

/** `(hf_result, ids) => …` */
export function emitArrow(
  { typescript, factory }: Pick<EmitContext, 'typescript' | 'factory'>,
  names: readonly ts.Identifier[],
  body: ts.Expression,
): ts.Expression {
  const parameters = names.map((name) => factory.createParameterDeclaration(undefined, undefined, name));
  const arrow = factory.createToken(typescript.SyntaxKind.EqualsGreaterThanToken);
  return factory.createArrowFunction(undefined, undefined, parameters, undefined, arrow, body);
}
