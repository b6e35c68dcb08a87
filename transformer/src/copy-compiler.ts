import type ts from 'typescript';

const copies = new WeakMap<typeof ts, typeof ts>();

/** What is asked for again and again for each function of a program. */
const OFTEN_USED = [
  ...['SyntaxKind', 'TypeFlags', 'ObjectFlags', 'SymbolFlags', 'ModifierFlags', 'NodeFlags', 'ElementFlags'],
  ...['forEachChild', 'findAncestor', 'getOriginalNode', 'getCombinedModifierFlags', 'getCheckFlags', 'setTextRange'],
  ...['canHaveModifiers', 'getModifiers', 'canHaveDecorators', 'getDecorators', 'visitNode', 'visitEachChild'],
  ...['isIdentifier', 'isPrivateIdentifier', 'isFunctionLike', 'isFunctionDeclaration', 'isMethodDeclaration'],
  ...['isArrowFunction', 'isFunctionExpression', 'isClassLike', 'isClassDeclaration', 'isModuleDeclaration'],
  ...['isPropertyAccessExpression', 'isElementAccessExpression', 'isParenthesizedExpression', 'isAsExpression'],
  ...['isSatisfiesExpression', 'isTypeAssertionExpression', 'isNonNullExpression', 'isCallExpression', 'isTypeNode'],
  ...['isBinaryExpression', 'isBindingElement', 'isVariableDeclaration', 'isVariableDeclarationList', 'isParameter'],
  ...['isVariableStatement', 'isExpressionStatement', 'isImportDeclaration', 'isNamedImports', 'isStatement'],
  ...['isPropertyAssignment', 'isShorthandPropertyAssignment', 'isPropertyDeclaration', 'isExportAssignment'],
  ...['isSourceFile', 'isBlock', 'isModuleBlock', 'isExpression', 'isStringLiteral', 'isStringLiteralLike'],
] as const;

/**
 * A compiler of which these are plain properties. In its own object each of them is a getter, and asking millions of times
 * what kind of node something is would cost twice as much through these. Made once for each compiler; all the rest is as it
 * was, since to read all two thousand takes as long as to analyze a hundred functions.
 */
export function copyCompiler(typescript: typeof ts): typeof ts {
  const known = copies.get(typescript);
  if (known !== undefined) return known;
  const copy: typeof ts = Object.create(typescript);
  const all: Readonly<Record<string, unknown>> = typescript;
  for (const name of OFTEN_USED) if (name in all) Object.defineProperty(copy, name, { value: all[name] });
  copies.set(typescript, copy);
  return copy;
}
