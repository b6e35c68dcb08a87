import type ts from 'typescript';

/** Whether something is put into a variable or a property at a place, directly or as a part of a pattern. */
export function isTarget(typescript: typeof ts, place: ts.Node): boolean {
  let node = place;
  while (isPartOfPattern(typescript, node)) node = node.parent;
  const { parent } = node;
  if (typescript.isForInStatement(parent) || typescript.isForOfStatement(parent)) return parent.initializer === node;
  if (typescript.isBinaryExpression(parent)) {
    const { FirstAssignment, LastAssignment } = typescript.SyntaxKind;
    const { kind } = parent.operatorToken;
    return parent.left === node && kind >= FirstAssignment && kind <= LastAssignment;
  }
  return typescript.isPostfixUnaryExpression(parent) || isIncrement(typescript, parent);
}

/** `(f)`, `[f]`, `{ f }`, `{ a: f }`, `[...f]`, `{ ...f }`; with a default, as in `[f = 1]`, it is a target by itself. */
function isPartOfPattern(typescript: typeof ts, node: ts.Node): boolean {
  const { parent } = node;
  if (typescript.isPropertyAssignment(parent)) return parent.initializer === node;
  return (
    typescript.isParenthesizedExpression(parent) ||
    typescript.isNonNullExpression(parent) ||
    typescript.isAsExpression(parent) ||
    typescript.isSatisfiesExpression(parent) ||
    typescript.isArrayLiteralExpression(parent) ||
    typescript.isObjectLiteralExpression(parent) ||
    typescript.isShorthandPropertyAssignment(parent) ||
    typescript.isSpreadElement(parent) ||
    typescript.isSpreadAssignment(parent)
  );
}

function isIncrement(typescript: typeof ts, node: ts.Node): boolean {
  const { PlusPlusToken, MinusMinusToken } = typescript.SyntaxKind;
  return (
    typescript.isPrefixUnaryExpression(node) && (node.operator === PlusPlusToken || node.operator === MinusMinusToken)
  );
}
