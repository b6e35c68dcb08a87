import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { describeSubject } from './describe-subject.ts';

/**
 * Refuses a function that can exist more than once per program: one inside a function, a class field, a block,
 * a loop or a namespace. `start` is the function, or the class or object that holds it.
 */
export function checkPlacement(
  context: AnalysisContext,
  start: ts.Node,
  { on, span }: { readonly on: string; readonly span: Span },
): Diagnostic | undefined {
  const { typescript } = context;
  const outer = typescript.findAncestor(start.parent, (node) => runsManyTimes(typescript, node));
  if (outer !== undefined) {
    return DIAGNOSTICS.nestedFunction(span, { on, outer: describeOuter(context, outer) });
  }
  const misplaced = typescript.findAncestor(
    start,
    (node) => typescript.isStatement(node) && !isTopLevel(typescript, node),
  );
  if (misplaced === undefined) return undefined;
  const place = typescript.isModuleBlock(misplaced.parent) ? 'a namespace' : 'a block';
  return DIAGNOSTICS.unsupportedForm(span, {
    what: `${on} inside ${place}`,
    fix: 'Move it to the top level of the file.',
  });
}

function runsManyTimes(typescript: typeof ts, node: ts.Node): boolean {
  return (
    typescript.isFunctionLike(node) ||
    typescript.isPropertyDeclaration(node) ||
    typescript.isClassStaticBlockDeclaration(node)
  );
}

function describeOuter(context: AnalysisContext, outer: ts.Node): string {
  return context.typescript.isClassStaticBlockDeclaration(outer) ? 'a static block' : describeSubject(context, outer);
}

/** Whether a statement stands at the top level and evaluates its expressions once. */
function isTopLevel(typescript: typeof ts, node: ts.Statement): boolean {
  const once =
    typescript.isVariableStatement(node) ||
    typescript.isExpressionStatement(node) ||
    typescript.isExportAssignment(node) ||
    typescript.isFunctionDeclaration(node) ||
    typescript.isClassDeclaration(node);
  return once && typescript.isSourceFile(node.parent);
}
