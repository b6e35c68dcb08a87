import type ts from 'typescript';

/**
 * Whether an expression is only written: `last = user`, and where nobody takes the new value, `runs += 1` and `runs++`.
 * Such a body does not depend on what was there before.
 */
export function isWriteOnly(typescript: typeof ts, expression: ts.Node): boolean {
  const target = outOfPattern(typescript, expression);
  const { parent } = target;
  if (typescript.isForInStatement(parent) || typescript.isForOfStatement(parent)) return parent.initializer === target;
  if (typescript.isBinaryExpression(parent) && parent.left === target) {
    const { EqualsToken, FirstCompoundAssignment, LastCompoundAssignment } = typescript.SyntaxKind;
    const { kind } = parent.operatorToken;
    if (kind === EqualsToken) return true;
    return kind >= FirstCompoundAssignment && kind <= LastCompoundAssignment && isDropped(typescript, parent);
  }
  const isStep = typescript.isPostfixUnaryExpression(parent) || isPrefixStep(typescript, parent);
  return target === expression && isStep && isDropped(typescript, parent);
}

/** The pattern of an assignment that a target stands in: `[a, b]` of `[a, b] = pair`; otherwise the target. */
function outOfPattern(typescript: typeof ts, target: ts.Node): ts.Node {
  let node = target;
  for (;;) {
    const { parent } = node;
    const isPart =
      typescript.isArrayLiteralExpression(parent) ||
      typescript.isObjectLiteralExpression(parent) ||
      typescript.isSpreadElement(parent) ||
      typescript.isSpreadAssignment(parent) ||
      (typescript.isPropertyAssignment(parent) && parent.initializer === node) ||
      (typescript.isShorthandPropertyAssignment(parent) && parent.name === node);
    if (!isPart) break;
    node = parent;
  }
  const { parent } = node;
  const isAssigned =
    typescript.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === typescript.SyntaxKind.EqualsToken;
  return isAssigned ? node : target;
}

function isPrefixStep(typescript: typeof ts, node: ts.Node): boolean {
  const { PlusPlusToken, MinusMinusToken } = typescript.SyntaxKind;
  return (
    typescript.isPrefixUnaryExpression(node) && (node.operator === PlusPlusToken || node.operator === MinusMinusToken)
  );
}

function isDropped(typescript: typeof ts, node: ts.Node): boolean {
  const { parent } = node;
  if (typescript.isForStatement(parent)) return parent.incrementor === node;
  return typescript.isExpressionStatement(parent) || typescript.isVoidExpression(parent);
}
