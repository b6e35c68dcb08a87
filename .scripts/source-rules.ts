/**
 * The rules of the style guide that Biome does not know. Each takes one parsed file and reports; none changes anything.
 * test/unit/scripts/source-rules.test.ts shows a sample that each of them refuses.
 */

import { basename } from 'node:path/posix';
import ts from 'typescript';
import { checkImport, type Import } from './layer-rule.ts';

/** A place that breaks a rule; `line` counts from 1. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

interface RuleContext {
  readonly path: string;
  readonly file: ts.SourceFile;
  /** Where each comment of the file starts. */
  readonly comments: readonly number[];
  readonly report: (node: ts.Node, message: string) => void;
}

const PUBLISHED = /^(runtime|transformer|codegen)\/src\//;
const DRAWERS = /^(.*-)?(utils?|helpers?|manager|types|common|misc)\.ts$/;

/**
 * Checks one file against all rules; the problems are sorted by line.
 * @param path below the repository's root, with `/`: `runtime/src/key/print.ts`
 */
export function checkSource(path: string, text: string): readonly Problem[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const problems: Problem[] = [];
  const report = (node: ts.Node, message: string): void => {
    const line = ts.getLineAndCharacterOfPosition(file, node.getStart(file)).line + 1;
    problems.push({ path, line, message });
  };
  const context: RuleContext = { path, file, comments: collectComments(file, file), report };
  // A test may be named after a package that it compares with.
  if (DRAWERS.test(basename(path)) && !path.startsWith('test/'))
    report(file, 'Name the file after the one thing it exports; this name is a drawer.');
  for (const statement of file.statements) checkModuleState(statement, context);
  visit(file, context);
  return problems.toSorted((a, b) => a.line - b.line);
}

function visit(node: ts.Node, context: RuleContext): void {
  checkLayer(node, context);
  checkCatch(node, context);
  checkDefiniteAssignment(node, context);
  if (PUBLISHED.test(context.path)) checkAssertion(node, context);
  if (context.path.startsWith('test/')) checkTestModifier(node, context);
  ts.forEachChild(node, (child) => visit(child, context));
}

function checkLayer(node: ts.Node, { path, report }: RuleContext): void {
  const imported = readImport(node);
  const message = imported === undefined ? undefined : checkImport(path, imported);
  if (message !== undefined) report(node, message);
}

function readImport(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) return readSpecifier(node.moduleSpecifier, isTypeOnly(node.importClause));
  if (ts.isExportDeclaration(node)) return readSpecifier(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isExternalModuleReference(node)) return readSpecifier(node.expression, false);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return readSpecifier(node.argument.literal, true);
  if (!ts.isCallExpression(node)) return undefined;
  const loads = node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
  return loads ? readSpecifier(node.arguments[0], false) : undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function readSpecifier(node: ts.Node | undefined, typeOnly: boolean): Import | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? { specifier: node.text, typeOnly } : undefined;
}

function checkModuleState(statement: ts.Statement, { report }: RuleContext): void {
  if (!ts.isVariableStatement(statement)) return;
  const kind = statement.declarationList.flags & ts.NodeFlags.BlockScoped;
  const isAmbient = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
  if (isAmbient || (kind !== ts.NodeFlags.None && kind !== ts.NodeFlags.Let)) return;
  report(statement, 'State of a module: let its factory or its caller hold this value.');
}

/** An error may be left alone on purpose, but then a comment in the block says why. */
function checkCatch(node: ts.Node, { comments, report }: RuleContext): void {
  const handler = readCatch(node);
  if (handler === undefined) return;
  const { parameter, body } = handler;
  if (contains(body, (child) => ts.isIdentifier(child) && child.text === parameter)) return;
  if (contains(body, ts.isThrowStatement)) return;
  if (comments.some((start) => start >= body.pos && start < body.end)) return;
  report(node, 'The error is swallowed in silence: use it, throw, or say here in a comment why not.');
}

/** The catch clause, or the function given to `promise.catch(…)`. */
function readCatch(node: ts.Node): { readonly parameter: string | undefined; readonly body: ts.Node } | undefined {
  if (ts.isCatchClause(node)) return { parameter: node.variableDeclaration?.name.getText(), body: node.block };
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const handler = node.arguments[0];
  if (node.expression.name.text !== 'catch' || handler === undefined) return undefined;
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) return undefined;
  return { parameter: handler.parameters[0]?.name.getText(), body: handler.body };
}

function checkDefiniteAssignment(node: ts.Node, { report }: RuleContext): void {
  if (!ts.isPropertyDeclaration(node) && !ts.isVariableDeclaration(node)) return;
  if (node.exclamationToken !== undefined) report(node, '`!` hides a value that may be missing: give it in one step.');
}

function checkAssertion(node: ts.Node, { file, comments, report }: RuleContext): void {
  if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return;
  if (node.type.getText() === 'const' || node.type.kind === ts.SyntaxKind.UnknownKeyword) return;
  const statement = findStatement(node, file);
  const lineEnd = file.text.indexOf('\n', node.end);
  const end = lineEnd === -1 ? file.end : lineEnd;
  if (comments.some((start) => start >= statement.pos && start < end)) return;
  report(node, 'A type assertion needs a comment beside it that proves it.');
}

/** The statement around a node; of `if (a) b();` on one line the whole. */
function findStatement(node: ts.Node, file: ts.SourceFile): ts.Node {
  const isStatement = (parent: ts.Node): boolean => ts.isStatement(parent) || ts.isClassElement(parent);
  const lineOf = (one: ts.Node): number => ts.getLineAndCharacterOfPosition(file, one.getStart(file)).line;
  const statement = ts.findAncestor(node, isStatement) ?? node;
  const outer = ts.findAncestor(statement.parent, isStatement);
  return outer !== undefined && ts.isIfStatement(outer) && lineOf(outer) === lineOf(statement) ? outer : statement;
}

function checkTestModifier(node: ts.Node, { report }: RuleContext): void {
  if (!ts.isPropertyAccessExpression(node)) return;
  if (!/^(it|test|describe)\b/.test(node.expression.getText())) return;
  if (!/^(skip|only|todo|fails|skipIf|runIf)$/.test(node.name.text)) return;
  report(node, `Every test runs, always: no .${node.name.text}.`);
}

function contains(node: ts.Node, matches: (child: ts.Node) => boolean): boolean {
  return matches(node) || (ts.forEachChild(node, (child) => contains(child, matches) || undefined) ?? false);
}

/** Comments stand before or behind a token; reading them there keeps `//` inside strings and templates out. */
function collectComments(node: ts.Node, file: ts.SourceFile): readonly number[] {
  const children = node.getChildren(file);
  if (children.length > 0) return children.flatMap((child) => collectComments(child, file));
  const leading = ts.getLeadingCommentRanges(file.text, node.pos) ?? [];
  const trailing = ts.getTrailingCommentRanges(file.text, node.end) ?? [];
  return [...leading, ...trailing].map(({ pos }) => pos);
}
