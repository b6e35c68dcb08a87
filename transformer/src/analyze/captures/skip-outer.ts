import type ts from 'typescript';

/** The outermost expression that has the value of a node: `(db as Db)!` of `db`. */
export function skipOuter(typescript: typeof ts, node: ts.Node): ts.Node {
  let outer = node;
  while (isWrapper(typescript, outer.parent)) outer = outer.parent;
  return outer;
}

/** An expression without the parentheses and assertions around it. */
export function skipInner(typescript: typeof ts, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (isWrapper(typescript, inner)) inner = inner.expression;
  return inner;
}

function isWrapper(
  typescript: typeof ts,
  node: ts.Node,
): node is
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.TypeAssertion
  | ts.NonNullExpression {
  return (
    typescript.isParenthesizedExpression(node) ||
    typescript.isAsExpression(node) ||
    typescript.isSatisfiesExpression(node) ||
    typescript.isTypeAssertionExpression(node) ||
    typescript.isNonNullExpression(node)
  );
}
