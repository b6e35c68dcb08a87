import type ts from 'typescript';
import type { AnalyzedWriter } from '../analyze/analyze-writer.ts';
import { hasModifier } from '../analyze/has-modifier.ts';
import type { EmitContext } from './emit-context.ts';
import { emitFinds } from './emit-finds.ts';
import { emitPath } from './emit-holes.ts';
import { emitInner } from './emit-inner.ts';
import { emitPieces } from './emit-pieces.ts';
import { levelOf } from './level-of.ts';
import { renderLoadGuard } from './render-load-guard.ts';
import { hasBody, replaceBody } from './replace-body.ts';

/**
 * A function that invalidates with its new body. The values that it names are read before the body, which may change
 * its parameters:
 *
 * ```ts
 * return await hf_w1.run({ renameUser: async () => { BODY } }.renameUser, id, (hf_result) => …);
 * ```
 */
export function emitWriter(context: EmitContext, node: ts.Node, writer: AnalyzedWriter): ts.Node {
  const { typescript, factory, names } = context;
  const handle = names.writers.get(writer);
  if (handle === undefined || !hasBody(typescript, node)) return node;
  const { spec, shape, plan } = writer;
  const { directives, before, arrow } = emitInner(context, { shape, body: node.body });
  const values = spec.holes.map((path, index) =>
    index === spec.finds && plan !== undefined ? emitFinds(context, handle, plan) : emitPath(context, path),
  );
  const run = factory.createPropertyAccessExpression(handle, 'run');
  const call = factory.createCallExpression(run, undefined, [arrow, ...values]);
  // Awaited, an error keeps the callers in its stack.
  const answer = hasModifier(typescript, shape.node, 'async') ? factory.createAwaitExpression(call) : call;
  const rest = [
    ...(shape.form === 'declaration' && shape.isHoisted ? [renderLoadGuard(context, handle)] : []),
    ...before,
    factory.createReturnStatement(answer),
  ];
  const statements = [...directives, ...emitPieces(context, rest, levelOf(typescript, shape.node))];
  return replaceBody(context, node, { body: factory.createBlock(statements, true), modifiers: node.modifiers });
}
