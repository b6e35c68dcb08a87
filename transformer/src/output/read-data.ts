import type ts from 'typescript';

/**
 * The value of a literal in JavaScript, as the transformer writes it and as a minifier may rewrite it: `!0`, `6e5`,
 * template literals without holes. `undefined` for anything that would have to be run.
 */
export function readData(typescript: typeof ts, node: ts.Expression): unknown {
  const { SyntaxKind } = typescript;
  if (typescript.isStringLiteralLike(node)) return node.text;
  if (typescript.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === SyntaxKind.TrueKeyword) return true;
  if (node.kind === SyntaxKind.FalseKeyword) return false;
  if (typescript.isPrefixUnaryExpression(node)) {
    const operand = readData(typescript, node.operand);
    if (node.operator === SyntaxKind.ExclamationToken) return operand === undefined ? undefined : !operand;
    return node.operator === SyntaxKind.MinusToken && typeof operand === 'number' ? -operand : undefined;
  }
  if (typescript.isArrayLiteralExpression(node)) return node.elements.map((element) => readData(typescript, element));
  if (!typescript.isObjectLiteralExpression(node)) return undefined;
  const entries = node.properties.flatMap((property) => {
    if (!typescript.isPropertyAssignment(property) || typescript.isComputedPropertyName(property.name)) return [];
    return [[property.name.text, readData(typescript, property.initializer)] as const];
  });
  return Object.fromEntries(entries);
}
