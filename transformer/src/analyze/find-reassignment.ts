import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';

/**
 * Where something else is put into a variable that is no `const`, or `undefined` where nothing is. A variable of a
 * script, which any other script can change, is answered itself.
 */
export function findReassignment(
  context: AnalysisContext,
  variable: ts.VariableDeclaration | ts.BindingElement,
): ts.Node | undefined {
  const { typescript, checker, sourceFile } = context;
  const { name } = variable;
  const list = typescript.findAncestor(variable, typescript.isVariableDeclarationList);
  if (list === undefined || (list.flags & typescript.NodeFlags.Const) !== 0) return undefined;
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined) return variable;
  const again = (symbol.declarations ?? []).find((declaration) => declaration !== variable);
  if (again !== undefined) return again;
  const writes = (node: ts.Node): ts.Node | undefined => {
    const isWritten = typescript.isIdentifier(node) && node.text === symbol.name && isTarget(typescript, node);
    if (isWritten && symbolOf(context, node) === symbol) return node;
    return typescript.forEachChild(node, writes);
  };
  const found = writes(sourceFile);
  const isInScript = !typescript.isExternalModule(sourceFile) && typescript.isSourceFile(list.parent.parent);
  return found ?? (isInScript && !isCommonJs(sourceFile) ? variable : undefined);
}

function isCommonJs(sourceFile: ts.SourceFile): boolean {
  return 'commonJsModuleIndicator' in sourceFile && sourceFile.commonJsModuleIndicator !== undefined;
}

function symbolOf({ typescript, checker }: AnalysisContext, name: ts.Identifier): ts.Symbol | undefined {
  const { parent } = name;
  return typescript.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
}

/** Whether an identifier is assigned to, directly or as a part of a pattern. */
function isTarget(typescript: typeof ts, identifier: ts.Identifier): boolean {
  let node: ts.Node = identifier;
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
