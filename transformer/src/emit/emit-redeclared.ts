import type ts from 'typescript';
import type { FunctionShape } from '../analyze/function-shape.ts';
import { listRedeclarations } from '../analyze/list-redeclarations.ts';
import { emitConst } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';

/** A body that can stand in a scope of its own, and what has to stand before it. */
export interface Continued {
  /** `const hf_id = id;` */
  readonly before: readonly ts.Statement[];
  readonly continued: ts.ConciseBody;
}

/**
 * `var id` in a body goes on with the value of the parameter `id`. In a scope of its own it would begin as
 * `undefined`, so it is given that value: `var id = hf_id;`.
 */
export function emitRedeclared(context: EmitContext, shape: FunctionShape, body: ts.ConciseBody): Continued {
  const { typescript, factory } = context;
  const names = new Set(listRedeclarations(typescript, shape).variables.map(({ text }) => text));
  if (names.size === 0 || !typescript.isBlock(body)) return { before: [], continued: body };
  const { Optimistic } = typescript.GeneratedIdentifierFlags;
  const kept = [...names].map((name) => ({ name, outer: factory.createUniqueName(`hf_${name}`, Optimistic) }));
  const variables = kept.map(({ name, outer }) => factory.createVariableDeclaration(name, undefined, undefined, outer));
  const statements = [factory.createVariableStatement(undefined, variables), ...body.statements];
  const array = typescript.setTextRange(factory.createNodeArray(statements), body.statements);
  return {
    before: kept.map(({ name, outer }) => emitConst(context, outer, factory.createIdentifier(name))),
    continued: typescript.setTextRange(factory.createBlock(array, true), body),
  };
}
