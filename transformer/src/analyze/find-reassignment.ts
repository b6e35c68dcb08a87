import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';
import { isTarget } from './is-target.ts';

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
    const isWritten =
      typescript.isIdentifier(node) && node.text === symbol.name && isTarget(typescript, memberOf(typescript, node));
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

/** `App.region` of its last name: a variable that a namespace exports is assigned as a property of it too. */
function memberOf(typescript: typeof ts, name: ts.Identifier): ts.Node {
  const { parent } = name;
  return typescript.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
}
