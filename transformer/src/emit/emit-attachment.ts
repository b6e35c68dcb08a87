import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { EmitContext } from './emit-context.ts';
import { emitDefaultName } from './emit-default-name.ts';
import type { Piece } from './emit-pieces.ts';

/** `hf1.attach(findUser);` for a function declaration. */
export function emitAttachment(context: EmitContext, analyzed: AnalyzedFunction): readonly Piece[] {
  const { factory, names } = context;
  const { shape } = analyzed;
  const handle = names.handles.get(analyzed);
  if (shape.form !== 'declaration' || handle === undefined) return [];
  if (shape.name !== undefined) return [`${handle.text}.attach(${shape.name})`];
  const name = factory.getGeneratedNameForNode(shape.node);
  const attach = factory.createPropertyAccessExpression(handle, 'attach');
  const call = factory.createExpressionStatement(factory.createCallExpression(attach, undefined, [name]));
  return emitDefaultName(context, analyzed) === undefined ? [call] : [call, emitNameDefinition(factory, name)];
}

/** Attaching needs a name for the function, and the function keeps the one it had: `default`. */
function emitNameDefinition(factory: ts.NodeFactory, fn: ts.Identifier): ts.Statement {
  const define = factory.createPropertyAccessExpression(factory.createIdentifier('Object'), 'defineProperty');
  const descriptor = factory.createObjectLiteralExpression([
    factory.createPropertyAssignment('value', factory.createStringLiteral('default')),
    factory.createPropertyAssignment('configurable', factory.createTrue()),
  ]);
  const call = factory.createCallExpression(define, undefined, [fn, factory.createStringLiteral('name'), descriptor]);
  return factory.createExpressionStatement(call);
}
