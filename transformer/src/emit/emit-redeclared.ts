import type ts from 'typescript';
import type { FunctionShape } from '../analyze/function-shape.ts';
import { listRedeclarations } from '../analyze/list-redeclarations.ts';
import { renderCopies } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';

/** A body that can stand in a scope of its own, and what has to stand before it. */
export interface Continued {
  /** `const hf_id = id` */
  readonly before: readonly string[];
  readonly continued: ts.ConciseBody;
}

/**
 * `var id` in a body goes on with the value of the parameter `id`. In a scope of its own it would begin as
 * `undefined`, so it is given that value: `var id = hf_id;`.
 */
export function emitRedeclared(context: EmitContext, shape: FunctionShape, body: ts.ConciseBody): Continued {
  const { typescript, factory } = context;
  const { variables: redeclared } = listRedeclarations(typescript, shape);
  if (redeclared.length === 0 || !typescript.isBlock(body)) return { before: [], continued: body };
  const names = new Set(redeclared.map(({ text }) => text));
  const kept = Array.from(names, (name) => ({ name, outer: context.names.free.take(name) }));
  const variables = kept.map(({ name, outer }) =>
    factory.createVariableDeclaration(name, undefined, undefined, factory.createIdentifier(outer)),
  );
  const statements = [factory.createVariableStatement(undefined, variables), ...body.statements];
  const array = typescript.setTextRange(factory.createNodeArray(statements), body.statements);
  return {
    before: renderCopies(kept),
    continued: typescript.setTextRange(factory.createBlock(array, true), body),
  };
}
