import type ts from 'typescript';

/**
 * The level of indentation at which the statements of a function's body are printed: 1 for a function of a module. Inside of
 * other cached functions it is a guess; it only shows in how the output looks.
 */
export function levelOf(typescript: typeof ts, node: ts.Node): number {
  // A value stands in an object that names it.
  let level = typescript.isArrowFunction(node) || typescript.isFunctionExpression(node) ? 2 : 1;
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) if (indents(typescript, outer)) level++;
  return level;
}

function indents({ SyntaxKind }: typeof ts, { kind }: ts.Node): boolean {
  switch (kind) {
    case SyntaxKind.Block:
    case SyntaxKind.ModuleBlock:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
    case SyntaxKind.ObjectLiteralExpression:
    case SyntaxKind.CaseBlock:
    case SyntaxKind.CaseClause:
    case SyntaxKind.DefaultClause:
      return true;
    default:
      return false;
  }
}
