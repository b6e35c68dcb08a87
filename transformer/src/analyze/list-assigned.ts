import type ts from 'typescript';

/**
 * Names that stand where something is assigned. It may be more than are: in `user.name = x` and `list[index]++` all
 * names on the left count, which does no harm to those who ask.
 */
export function listAssigned(typescript: typeof ts, body: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const addAll = (node: ts.Node): void => {
    if (typescript.isIdentifier(node)) names.add(node.text);
    typescript.forEachChild(node, addAll);
  };
  const visit = (node: ts.Node): void => {
    const target = findTarget(typescript, node);
    if (target !== undefined) addAll(target);
    typescript.forEachChild(node, visit);
  };
  visit(body);
  return names;
}

function findTarget(typescript: typeof ts, node: ts.Node): ts.Node | undefined {
  if (typescript.isForInStatement(node) || typescript.isForOfStatement(node)) return node.initializer;
  if (typescript.isPrefixUnaryExpression(node) || typescript.isPostfixUnaryExpression(node)) return node.operand;
  if (!typescript.isBinaryExpression(node)) return undefined;
  const { FirstAssignment, LastAssignment } = typescript.SyntaxKind;
  const { kind } = node.operatorToken;
  return kind >= FirstAssignment && kind <= LastAssignment ? node.left : undefined;
}
