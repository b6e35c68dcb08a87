import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { EmitContext } from './emit-context.ts';

/**
 * A class or an object literal that holds cached methods, extended by what attaches them: a static block at
 * the end of the class, a call around the literal.
 */
export function emitOwner(context: EmitContext, node: ts.Node, methods: readonly AnalyzedFunction[]): ts.Node {
  const { typescript, factory } = context;
  if (typescript.isObjectLiteralExpression(node)) {
    return methods.reduce<ts.Expression>((object, method) => emitAttachIn(context, object, method), node);
  }
  if (!typescript.isClassLike(node)) return node;
  const block = factory.createBlock(
    methods.flatMap((method) => emitAttachMember(context, method)),
    true,
  );
  const members = typescript.setTextRange(
    factory.createNodeArray([...node.members, factory.createClassStaticBlockDeclaration(block)]),
    node.members,
  );
  const { modifiers, name, typeParameters, heritageClauses } = node;
  return typescript.isClassDeclaration(node)
    ? factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members)
    : factory.updateClassExpression(node, modifiers, name, typeParameters, heritageClauses, members);
}

function emitAttachIn({ factory, names }: EmitContext, object: ts.Expression, method: AnalyzedFunction): ts.Expression {
  const { shape } = method;
  const handle = names.handles.get(method);
  if (handle === undefined || shape.form !== 'object-method') return object;
  const attachIn = factory.createPropertyAccessExpression(handle, 'attachIn');
  return factory.createCallExpression(attachIn, undefined, [object, factory.createStringLiteral(shape.name)]);
}

/** `hf_1.attach(this.prototype.find)`, or `hf_1.attach(this.find)` for a static method. */
function emitAttachMember({ factory, names }: EmitContext, method: AnalyzedFunction): ts.Statement[] {
  const { shape } = method;
  const handle = names.handles.get(method);
  if (handle === undefined || shape.form !== 'class-method') return [];
  const home = shape.isStatic
    ? factory.createThis()
    : factory.createPropertyAccessExpression(factory.createThis(), 'prototype');
  const attach = factory.createPropertyAccessExpression(handle, 'attach');
  const call = factory.createCallExpression(attach, undefined, [
    factory.createPropertyAccessExpression(home, shape.name),
  ]);
  return [factory.createExpressionStatement(call)];
}
