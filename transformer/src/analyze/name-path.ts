import type ts from 'typescript';
import { memberName, type NameContext } from './member-name.ts';
import { skipWrappers } from './skip-wrappers.ts';

/** `['UserRepo', '#load']`; `undefined` where a part has no name. */
export type NamePath = readonly string[] | undefined;

/**
 * The names that lead from the top of a file to a function, class or object: `['findUser']`,
 * `['api', 'users', 'find']`, `['makeRepo', 'find']` for a method of the object that `makeRepo` returns. A
 * variable's name counts before the one inside its value, blocks do not count, and neither does `exports`.
 */
export function namePath(context: NameContext, node: ts.Node): NamePath {
  const { typescript } = context;
  if (
    typescript.isFunctionDeclaration(node) ||
    typescript.isClassDeclaration(node) ||
    typescript.isModuleDeclaration(node)
  ) {
    return append(scopePath(context, node), node.name?.text);
  }
  if (typescript.isClassElement(node) || typescript.isObjectLiteralElement(node)) return memberPath(context, node);
  return heldPath(context, node) ?? expressionPath(context, node);
}

function memberPath(context: NameContext, node: ts.ClassElement | ts.ObjectLiteralElement): NamePath {
  const { typescript } = context;
  if (typescript.isConstructorDeclaration(node)) return append(namePath(context, node.parent), 'constructor');
  // A static block has the name of its class.
  if (node.name === undefined) return namePath(context, node.parent);
  return append(namePath(context, node.parent), memberName(context, node.name));
}

/** The path of what holds a value. */
function heldPath(context: NameContext, node: ts.Node): NamePath {
  const { typescript } = context;
  const holder = skipWrappers(typescript, node.parent);
  if (typescript.isVariableDeclaration(holder) || typescript.isBindingElement(holder)) {
    return append(scopePath(context, holder), typescript.isIdentifier(holder.name) ? holder.name.text : undefined);
  }
  if (typescript.isPropertyAssignment(holder) || typescript.isPropertyDeclaration(holder)) {
    return memberPath(context, holder);
  }
  return typescript.isBinaryExpression(holder) && holder.operatorToken.kind === typescript.SyntaxKind.EqualsToken
    ? targetPath(context, holder.left)
    : undefined;
}

/** A value that nothing holds: by its own name, or by the function that returns the object or class. */
function expressionPath(context: NameContext, node: ts.Node): NamePath {
  const { typescript } = context;
  const hasOwnName = typescript.isFunctionExpression(node) || typescript.isClassExpression(node);
  if (hasOwnName && node.name !== undefined) return append(scopePath(context, node), node.name.text);
  if (!typescript.isObjectLiteralExpression(node) && !typescript.isClassExpression(node)) return undefined;
  const holder = skipWrappers(typescript, node.parent);
  if (typescript.isReturnStatement(holder)) return scopePath(context, holder);
  return typescript.isArrowFunction(holder) ? namePath(context, holder) : undefined;
}

/** `exports.find` is `find`, `Repo.prototype.find` is `Repo.find`, `this.find` in a constructor is that of its class. */
function targetPath(context: NameContext, target: ts.Expression): NamePath {
  const { typescript } = context;
  if (typescript.isIdentifier(target)) {
    return target.text === 'exports' ? [] : append(scopePath(context, target), target.text);
  }
  if (!typescript.isPropertyAccessExpression(target)) return undefined;
  const { expression: owner, name } = target;
  if (owner.kind === typescript.SyntaxKind.ThisKeyword) {
    const constructor = typescript.findAncestor(target, (node) => typescript.isFunctionLike(node));
    const isConstructor = constructor !== undefined && typescript.isConstructorDeclaration(constructor);
    return isConstructor ? append(namePath(context, constructor.parent), name.text) : undefined;
  }
  if (typescript.isIdentifier(owner) && owner.text === 'module' && name.text === 'exports') return [];
  return name.text === 'prototype' ? targetPath(context, owner) : append(targetPath(context, owner), name.text);
}

/** The path of the function, namespace or static block around a node; empty at the top of a file. */
function scopePath(context: NameContext, node: ts.Node): NamePath {
  const { typescript } = context;
  const scope = typescript.findAncestor(
    node.parent,
    (outer) =>
      typescript.isFunctionLike(outer) ||
      typescript.isModuleDeclaration(outer) ||
      typescript.isClassStaticBlockDeclaration(outer),
  );
  return scope === undefined ? [] : namePath(context, scope);
}

function append(path: NamePath, name: string | undefined): NamePath {
  return path === undefined || name === undefined ? undefined : [...path, name];
}
