import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { emitBody } from './emit-body.ts';
import type { EmitContext } from './emit-context.ts';
import { emitDefaultName } from './emit-default-name.ts';
import { emitNamed } from './emit-named.ts';
import { hasBody, replaceBody, type WithBody } from './replace-body.ts';

/**
 * A cached function with its new body. A function value is attached where it stands, inside an object literal
 * that gives it the name it had: `hf1.attach({ findUser: async (id) => { … } }.findUser)`.
 */
export function emitFunction(context: EmitContext, node: ts.Node, analyzed: AnalyzedFunction): ts.Node {
  const { typescript, factory, names } = context;
  const handle = names.handles.get(analyzed);
  if (handle === undefined || !hasBody(typescript, node)) return node;
  const replaced = replaceBody(context, node, {
    body: emitBody(context, { analyzed, handle, body: node.body }),
    modifiers: listModifiers(context, node, analyzed),
    name: emitDefaultName(context, analyzed),
  });
  if (!typescript.isExpression(replaced)) return replaced;
  const attach = factory.createPropertyAccessExpression(handle, 'attach');
  const value = emitNamed(factory, nameOfValue(context, analyzed), replaced);
  return factory.createCallExpression(attach, undefined, [value]);
}

/** Without `async` where the function that is emitted need not be one. */
function listModifiers(
  { typescript }: EmitContext,
  { modifiers }: WithBody,
  { spec }: AnalyzedFunction,
): readonly ts.ModifierLike[] | undefined {
  if (spec.types?.dropsAsync !== true) return modifiers;
  return modifiers?.filter(({ kind }) => kind !== typescript.SyntaxKind.AsyncKeyword);
}

/** CommonJS assigns a default export to a property, which gives an anonymous function no name. */
function nameOfValue({ style }: EmitContext, { shape }: AnalyzedFunction): string | undefined {
  if (shape.form === 'default') return style === 'import' ? 'default' : undefined;
  return 'name' in shape ? shape.name : undefined;
}
