import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { FunctionShape } from '../analyze/function-shape.ts';
import type { EmitContext } from './emit-context.ts';
import { emitMember } from './emit-member.ts';

type ClassMethod = FunctionShape & { readonly form: 'class-method' };

/** A cached method of a class, and what it is called by. */
interface Attachment {
  readonly method: ClassMethod;
  readonly handle: ts.Identifier;
}

/**
 * A class or an object literal that holds cached methods, extended by what attaches them: a static block at
 * the end of the class, a call around the literal. A private method can be reached through an object only, so
 * there a private field does it.
 */
export function emitOwner(context: EmitContext, node: ts.Node, methods: readonly AnalyzedFunction[]): ts.Node {
  const { typescript, factory, names } = context;
  if (typescript.isObjectLiteralExpression(node)) {
    return methods.reduce<ts.Expression>((object, method) => emitAttachIn(context, object, method), node);
  }
  if (!typescript.isClassLike(node)) return node;
  const attachments = methods.flatMap((analyzed): Attachment[] => {
    const { shape } = analyzed;
    const handle = names.handles.get(analyzed);
    return shape.form === 'class-method' && handle !== undefined ? [{ method: shape, handle }] : [];
  });
  const members = typescript.setTextRange(
    factory.createNodeArray([
      ...emitField(context, attachments),
      ...node.members,
      ...emitStaticBlock(context, node, attachments),
    ]),
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

function isPrivate(typescript: typeof ts, { node }: ClassMethod): boolean {
  return typescript.isPrivateIdentifier(node.name);
}

/** `#hf_attached = (hf1.attach(this.#find), …);` stands first, since fields behind it may call the methods. */
function emitField(context: EmitContext, attachments: readonly Attachment[]): ts.ClassElement[] {
  const { typescript, factory } = context;
  const calls = attachments
    .filter(({ method }) => !method.isStatic && isPrivate(typescript, method))
    .map((attachment) => emitAttach(context, factory.createThis(), attachment));
  const [first, ...others] = calls;
  if (first === undefined) return [];
  const all = others.reduce((before, call) => factory.createComma(before, call), first);
  const name = factory.createUniquePrivateName('#hf_attached');
  return [factory.createPropertyDeclaration(undefined, name, undefined, undefined, all)];
}

/** `static { hf1.attach(this.prototype.find); hf_2.attach(this.all); }` */
function emitStaticBlock(
  context: EmitContext,
  node: ts.ClassLikeDeclaration,
  attachments: readonly Attachment[],
): ts.ClassElement[] {
  const { typescript, factory } = context;
  const home = emitClassReference(context, node);
  const statements = attachments
    .filter(({ method }) => method.isStatic || !isPrivate(typescript, method))
    .map((attachment) => {
      const { isStatic } = attachment.method;
      const owner = isStatic ? home : factory.createPropertyAccessExpression(home, 'prototype');
      return factory.createExpressionStatement(emitAttach(context, owner, attachment));
    });
  return statements.length === 0
    ? []
    : [factory.createClassStaticBlockDeclaration(factory.createBlock(statements, true))];
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

/** A decorator may put another function in the place of a method; then the method is found by its owner and its name. */
function emitAttach(
  { typescript, factory }: EmitContext,
  owner: ts.Expression,
  { method, handle }: Attachment,
): ts.Expression {
  const attach = factory.createPropertyAccessExpression(handle, 'attach');
  const member = emitMember(factory, owner, { name: method.name, isPrivate: isPrivate(typescript, method) });
  const isDecorated = [method.node, method.owner].some((node) => (typescript.getDecorators(node) ?? []).length > 0);
  return factory.createCallExpression(attach, undefined, isDecorated ? [member, owner] : [member]);
}
