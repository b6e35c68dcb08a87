import type ts from 'typescript';

/** A node's parent without the parentheses and assertions around the node. */
export function skipWrappers(typescript: typeof ts, parent: ts.Node): ts.Node {
  let outer = parent;
  while (
    typescript.isParenthesizedExpression(outer) ||
    typescript.isAsExpression(outer) ||
    typescript.isSatisfiesExpression(outer) ||
    typescript.isNonNullExpression(outer) ||
    typescript.isTypeAssertionExpression(outer)
  ) {
    outer = outer.parent;
  }
  return outer;
}
