import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { TagPlace } from './analyze-shape.ts';
import { describeSubject } from './describe-subject.ts';

/** Refuses a function that stands where nothing could attach it to its cache. */
export function checkPlacement(
  context: AnalysisContext,
  node: ts.Node,
  { on, tag, span }: TagPlace,
): Diagnostic | undefined {
  const { typescript } = context;
  // The list of parameters belongs to no body, so nothing can be put before it.
  const parameter = typescript.findAncestor(node.parent, typescript.isParameter);
  if (parameter !== undefined) {
    return DIAGNOSTICS.nestedFunction(span, { on, outer: describeSubject(context, parameter.parent) });
  }
  if (!typescript.isFunctionDeclaration(node) || isInStatementList(typescript, node)) return undefined;
  return DIAGNOSTICS.unsupportedForm(span, {
    tag,
    what: `${on}, a function declaration without a block of its own around it`,
    fix: 'Put braces around it, or move it to the top level of the file.',
  });
}

/** A `case` has a list too, but its functions exist in the other cases as well, where this list does not run. */
function isInStatementList(typescript: typeof ts, { parent }: ts.Node): boolean {
  return typescript.isSourceFile(parent) || typescript.isBlock(parent) || typescript.isModuleBlock(parent);
}
