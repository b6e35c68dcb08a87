import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';

/** `if (hf_1 === undefined) hf_load();` for code that a cycle of imports may run before its own module. */
export function emitLoadGuard({ factory, names }: EmitContext, handle: ts.Identifier): ts.Statement {
  const load = factory.createCallExpression(names.load, undefined, []);
  const isMissing = factory.createStrictEquality(handle, factory.createIdentifier('undefined'));
  return factory.createIfStatement(isMissing, factory.createExpressionStatement(load));
}
