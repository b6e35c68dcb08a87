import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { ProgramFile } from '../analyze/analyze-program.ts';
import type { ImportStyle } from './choose-import-style.ts';
import type { EmitContext } from './emit-context.ts';
import { emitFunction } from './emit-function.ts';
import { createEmitNames } from './emit-names.ts';
import { emitOwner } from './emit-owner.ts';
import { emitPrelude } from './emit-prelude.ts';

/** What is emitted, and into what. */
export interface FileEmission {
  readonly typescript: typeof ts;
  readonly transformation: ts.TransformationContext;
  readonly file: ProgramFile;
  readonly style: ImportStyle;
}

/**
 * The file with its cached functions rewritten and the prelude after its directives. Nodes are found by their
 * originals, since another transformer may have run before. Everything that holds no cached function is
 * handed on as it is.
 */
export function emitFile(
  { typescript, transformation, file, style }: FileEmission,
  sourceFile: ts.SourceFile,
): ts.SourceFile {
  const { factory } = transformation;
  const { functions } = file;
  const names = createEmitNames(typescript, factory, functions);
  const context: EmitContext = { typescript, transformation, factory, names, style };
  const byNode = new Map<ts.Node, AnalyzedFunction>(functions.map((analyzed) => [analyzed.shape.node, analyzed]));
  const byOwner = Map.groupBy(functions, ({ shape }) => ('owner' in shape ? shape.owner : undefined));
  const onTheWay = new Set(functions.flatMap(({ shape }) => listAncestors(shape.node)));

  const visit = (node: ts.Node): ts.Node => {
    const original = typescript.getOriginalNode(node);
    const analyzed = byNode.get(original);
    if (analyzed !== undefined) return emitFunction(context, node, analyzed);
    if (!onTheWay.has(original)) return node;
    const visited = typescript.visitEachChild(node, visit, transformation);
    const methods = isOwner(typescript, original) ? byOwner.get(original) : undefined;
    return methods === undefined ? visited : emitOwner(context, visited, methods);
  };

  const statements = sourceFile.statements.map((statement) =>
    typescript.visitNode(statement, visit, typescript.isStatement),
  );
  const first = statements.findIndex((statement) => !isDirective(typescript, statement));
  const start = first === -1 ? statements.length : first;
  const extended = [...statements.slice(0, start), ...emitPrelude(context, file), ...statements.slice(start)];
  const array = typescript.setTextRange(factory.createNodeArray(extended), sourceFile.statements);
  return factory.updateSourceFile(sourceFile, array);
}

function listAncestors(node: ts.Node): readonly ts.Node[] {
  const ancestors: ts.Node[] = [];
  for (let ancestor: ts.Node | undefined = node.parent; ancestor !== undefined; ancestor = ancestor.parent) {
    ancestors.push(ancestor);
  }
  return ancestors;
}

function isOwner(typescript: typeof ts, node: ts.Node): node is ts.ClassLikeDeclaration | ts.ObjectLiteralExpression {
  return typescript.isClassLike(node) || typescript.isObjectLiteralExpression(node);
}

function isDirective(typescript: typeof ts, statement: ts.Statement): boolean {
  return typescript.isExpressionStatement(statement) && typescript.isStringLiteral(statement.expression);
}
