import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';

/** `const hf_hit = …;` */
export function emitConst(
  { typescript, factory }: Pick<EmitContext, 'typescript' | 'factory'>,
  name: ts.Identifier,
  value: ts.Expression,
): ts.Statement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  const declarations = factory.createVariableDeclarationList([declaration], typescript.NodeFlags.Const);
  return factory.createVariableStatement(undefined, declarations);
}
