import type ts from 'typescript';
import { scanFrom } from '../read-comments/scan-from.ts';
import { statementAt } from '../read-comments/statement-at.ts';

/**
 * What a tagged comment belongs to, by one rule for every position: the comment belongs to the outermost
 * declaration in whose head the next token stands. The head reaches from the first modifier or decorator to
 * the name (or to the parameters where there is none). So it does not matter whether the comment stands on
 * a line of its own, behind other code, after a decorator, behind `export default`, or before another comment.
 *
 * A const, a default export, a property or an assignment, such as `exports.find = …`, stands for the function it
 * holds, and that function is returned.
 * Any other declaration is returned as it is, so that it can be named in the message; `undefined` means
 * that nothing was found.
 */
export function findSubject(typescript: typeof ts, sourceFile: ts.SourceFile, commentEnd: number): ts.Node | undefined {
  const position = findToken(typescript, sourceFile, commentEnd);
  const search: Search = { typescript, sourceFile, position };
  let node: ts.Node | undefined = statementAt(sourceFile, position);
  while (node !== undefined) {
    const subject = subjectAt(search, node);
    if (subject !== undefined) return subject;
    node = typescript.forEachChild(node, (child) =>
      child.pos <= position && position < child.end ? child : undefined,
    );
  }
  return undefined;
}

const BLANKS_BEFORE_WORD = /\s*(?=[\w$@])/y;

/** Where the next token starts: the next word, where nothing but blanks stands before it. */
function findToken(typescript: typeof ts, sourceFile: ts.SourceFile, start: number): number {
  BLANKS_BEFORE_WORD.lastIndex = start;
  if (BLANKS_BEFORE_WORD.test(sourceFile.text)) return BLANKS_BEFORE_WORD.lastIndex;
  const scanner = scanFrom(typescript, sourceFile, { start, over: 'code' });
  scanner.scan();
  return scanner.getTokenStart();
}

interface Search {
  readonly typescript: typeof ts;
  readonly sourceFile: ts.SourceFile;
  /** Where the next token after the comment starts. */
  readonly position: number;
}

function subjectAt(search: Search, node: ts.Node): ts.Node | undefined {
  const { typescript, sourceFile, position } = search;
  const start = node.getStart(sourceFile);
  if (position < start) return undefined;
  if (typescript.isVariableStatement(node)) {
    const [first, second] = node.declarationList.declarations;
    if (first === undefined || position >= first.getStart(sourceFile)) return undefined;
    return second === undefined ? heldFunction(typescript, first, first.initializer) : node;
  }
  if (typescript.isParenthesizedExpression(node)) {
    return position === start ? findFunction(typescript, node) : undefined;
  }
  if (position > headEnd(search, node) || isInsideDecorator(search, node)) {
    return undefined;
  }
  if (typescript.isVariableDeclaration(node)) return heldFunction(typescript, node, node.initializer);
  if (typescript.isPropertyDeclaration(node)) return heldFunction(typescript, node, node.initializer);
  if (typescript.isPropertyAssignment(node)) return heldFunction(typescript, node, node.initializer);
  if (typescript.isExportAssignment(node)) return heldFunction(typescript, node, node.expression);
  return typescript.isExpressionStatement(node) ? assignedFunction(typescript, node.expression) : node;
}

function heldFunction(typescript: typeof ts, holder: ts.Node, value: ts.Expression | undefined): ts.Node {
  return (value && findFunction(typescript, value)) ?? holder;
}

function assignedFunction(typescript: typeof ts, expression: ts.Expression): ts.Node | undefined {
  if (!typescript.isBinaryExpression(expression)) return undefined;
  const isAssignment = expression.operatorToken.kind === typescript.SyntaxKind.EqualsToken;
  return isAssignment ? findFunction(typescript, expression.right) : undefined;
}

function findFunction(typescript: typeof ts, expression: ts.Expression): ts.Node | undefined {
  if (typescript.isArrowFunction(expression) || typescript.isFunctionExpression(expression)) return expression;
  if (
    typescript.isParenthesizedExpression(expression) ||
    typescript.isAsExpression(expression) ||
    typescript.isSatisfiesExpression(expression) ||
    typescript.isNonNullExpression(expression) ||
    typescript.isTypeAssertionExpression(expression)
  ) {
    return findFunction(typescript, expression.expression);
  }
  return undefined;
}

/** Where the head of a declaration ends; before every position for a node that is no declaration. */
function headEnd({ typescript, sourceFile }: Search, node: ts.Node): number {
  if (typescript.isExportAssignment(node)) return node.expression.getStart(sourceFile);
  if (typescript.isExpressionStatement(node)) return assignedNameStart(typescript, sourceFile, node.expression);
  if (typescript.isFunctionLike(node)) {
    // The list of parameters begins behind its parenthesis, which an arrow function may lack.
    return node.name?.getStart(sourceFile) ?? Math.max(node.getStart(sourceFile), node.parameters.pos - 1);
  }
  if (typescript.isClassLike(node)) {
    return node.name?.getStart(sourceFile) ?? node.heritageClauses?.pos ?? node.members.pos - 1;
  }
  if (
    typescript.isVariableDeclaration(node) ||
    typescript.isPropertyAssignment(node) ||
    typescript.isPropertyDeclaration(node) ||
    typescript.isPropertySignature(node) ||
    typescript.isInterfaceDeclaration(node) ||
    typescript.isTypeAliasDeclaration(node) ||
    typescript.isEnumDeclaration(node) ||
    typescript.isModuleDeclaration(node)
  ) {
    return node.name.getStart(sourceFile);
  }
  return -1;
}

function assignedNameStart(typescript: typeof ts, sourceFile: ts.SourceFile, expression: ts.Expression): number {
  if (!typescript.isBinaryExpression(expression)) return -1;
  const { left } = expression;
  return (typescript.isPropertyAccessExpression(left) ? left.name : left).getStart(sourceFile);
}

function isInsideDecorator({ typescript, sourceFile, position }: Search, node: ts.Node): boolean {
  if (!typescript.canHaveDecorators(node)) return false;
  const decorators = typescript.getDecorators(node) ?? [];
  return decorators.some((decorator) => decorator.getStart(sourceFile) < position && position < decorator.end);
}
