import type ts from 'typescript';

/**
 * The name by which a reader of the file knows a function, class or object: `findUser`, `UserRepo.find`,
 * `api.users.find`; `undefined` where it has none. A const's name counts before the one inside its value.
 */
export function qualifiedName(typescript: typeof ts, node: ts.Node): string | undefined {
  if (typescript.isFunctionDeclaration(node) || typescript.isClassDeclaration(node)) return node.name?.text;
  if (typescript.isClassElement(node) || typescript.isObjectLiteralElement(node)) {
    const name = typescript.isConstructorDeclaration(node) ? 'constructor' : plainName(typescript, node.name);
    return member(typescript, node.parent, name);
  }
  const holder = skipWrappers(typescript, node.parent);
  if (typescript.isVariableDeclaration(holder)) return plainName(typescript, holder.name);
  if (typescript.isPropertyAssignment(holder) || typescript.isPropertyDeclaration(holder)) {
    return member(typescript, holder.parent, plainName(typescript, holder.name));
  }
  return typescript.isClassExpression(node) ? node.name?.text : undefined;
}

/** A node's parent without the parentheses and assertions around it. */
export function skipWrappers(typescript: typeof ts, parent: ts.Node): ts.Node {
  let outer = parent;
  while (
    typescript.isParenthesizedExpression(outer) ||
    typescript.isAsExpression(outer) ||
    typescript.isSatisfiesExpression(outer) ||
    typescript.isTypeAssertionExpression(outer)
  ) {
    outer = outer.parent;
  }
  return outer;
}

function member(typescript: typeof ts, owner: ts.Node, name: string | undefined): string | undefined {
  const ownerName = qualifiedName(typescript, owner);
  return name === undefined || ownerName === undefined ? undefined : `${ownerName}.${name}`;
}

function plainName(typescript: typeof ts, name: ts.Node | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (typescript.isIdentifier(name) || typescript.isPrivateIdentifier(name)) return name.text;
  return typescript.isStringLiteralLike(name) ? name.text : undefined;
}
