import type ts from 'typescript';
import type { FunctionContext } from './function-context.ts';
import { skipWrappers } from './skip-wrappers.ts';

/** The type of `this` in a function; `undefined` where it has none, or none that the text tells. */
export function typeOfThis({ typescript, checker, shape }: FunctionContext): ts.Type | undefined {
  const holder = findHolder(typescript, shape.node);
  if (holder === undefined) return undefined;
  if (typescript.isFunctionLike(holder)) {
    const declared = holder.parameters.find(({ name }) => typescript.isIdentifier(name) && name.text === 'this');
    if (declared !== undefined) return checker.getTypeAtLocation(declared);
  }
  const { owner, isStatic } = findOwner(typescript, holder);
  if (owner === undefined) return undefined;
  const type = checker.getTypeAtLocation(owner);
  if (typescript.isObjectLiteralExpression(owner)) return type;
  // Asked for a class declaration the checker tells the type of its objects, for an expression that of the class.
  if (typescript.isClassDeclaration(owner)) return isStatic ? checker.getTypeOfSymbol(type.symbol) : type;
  return isStatic ? type : type.getConstructSignatures()[0]?.getReturnType();
}

/** The node that gives a function its `this`: itself, or what is around an arrow function. */
function findHolder(typescript: typeof ts, fn: ts.Node): ts.Node | undefined {
  return typescript.findAncestor(
    fn,
    (node) =>
      (typescript.isFunctionLike(node) && !typescript.isArrowFunction(node)) ||
      typescript.isPropertyDeclaration(node) ||
      typescript.isClassStaticBlockDeclaration(node),
  );
}

interface Owner {
  readonly owner: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression | undefined;
  readonly isStatic: boolean;
}

function findOwner(typescript: typeof ts, holder: ts.Node): Owner {
  const member = typescript.isFunctionExpression(holder) ? skipWrappers(typescript, holder.parent) : holder;
  const { parent } = member;
  const isOwned = typescript.isClassElement(member) || typescript.isObjectLiteralElement(member);
  const owner =
    isOwned && (typescript.isClassLike(parent) || typescript.isObjectLiteralExpression(parent)) ? parent : undefined;
  const modifiers = typescript.canHaveModifiers(member) ? (typescript.getModifiers(member) ?? []) : [];
  const isStatic =
    typescript.isClassStaticBlockDeclaration(member) ||
    modifiers.some(({ kind }) => kind === typescript.SyntaxKind.StaticKeyword);
  return { owner, isStatic };
}
