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
  const home = emitClassReference(context, node);
  const attachments = methods.flatMap((method) => emitAttachMember(context, home, method));
  const block = factory.createBlock(attachments, true);
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

/**
 * The class as its static block can name it. Where the compiler applies legacy decorators to a class below ES2022,
 * it turns `this` of a static block into `undefined`, so there the class is named.
 */
function emitClassReference(
  { typescript, factory, transformation }: EmitContext,
  node: ts.ClassLikeDeclaration,
): ts.Expression {
  const isLegacy = transformation.getCompilerOptions().experimentalDecorators === true;
  const isDecorated = isLegacy && (typescript.getDecorators(node) ?? []).length > 0;
  return isDecorated && node.name !== undefined ? factory.createIdentifier(node.name.text) : factory.createThis();
}

/** `hf_1.attach(this.prototype.find)`, or `hf_1.attach(this.find)` for a static method. */
function emitAttachMember(
  { factory, names }: EmitContext,
  home: ts.Expression,
  method: AnalyzedFunction,
): ts.Statement[] {
  const { shape } = method;
  const handle = names.handles.get(method);
  if (handle === undefined || shape.form !== 'class-method') return [];
  const owner = shape.isStatic ? home : factory.createPropertyAccessExpression(home, 'prototype');
  const attach = factory.createPropertyAccessExpression(handle, 'attach');
  const call = factory.createCallExpression(attach, undefined, [
    factory.createPropertyAccessExpression(owner, shape.name),
  ]);
  return [factory.createExpressionStatement(call)];
}
