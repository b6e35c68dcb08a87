import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { checkPlacement } from './check-placement.ts';
import type { FunctionShape } from './function-shape.ts';
import { shapeOfMethod } from './shape-of-method.ts';
import { shapeOfValue } from './shape-of-value.ts';

/** Where a tag stands: what messages call the declaration, the tag and its place. */
export interface TagPlace {
  readonly on: string;
  readonly tag: string;
  readonly span: Span;
}

/** The form of a tagged declaration, or why it cannot be rewritten. */
export function analyzeShape(context: AnalysisContext, node: ts.Node, place: TagPlace): FunctionShape | Diagnostic {
  const { typescript } = context;
  const { on, tag, span } = place;
  if (typescript.isVariableStatement(node)) {
    const names = node.declarationList.declarations.map(({ name }) => name.getText(context.sourceFile));
    return DIAGNOSTICS.severalDeclarations(span, { names });
  }
  if (!typescript.isFunctionLike(node)) return DIAGNOSTICS.notAFunction(span, { tag, on });
  const uncallable = refuseUncallable(typescript, node, place);
  if (uncallable !== undefined) return uncallable;
  if (!hasBody(typescript, node)) return refuseBodiless(context, node, place);
  const misplaced = checkPlacement(context, node, place);
  if (misplaced !== undefined) return misplaced;
  if (typescript.isFunctionDeclaration(node)) {
    const { body, name } = node;
    return { form: 'declaration', node, body, name: name?.text, isHoisted: typescript.isSourceFile(node.parent) };
  }
  return typescript.isMethodDeclaration(node)
    ? shapeOfMethod(context, node, place)
    : shapeOfValue(context, node, place);
}

/** What is no call that runs to its end. */
function refuseUncallable(
  typescript: typeof ts,
  node: ts.SignatureDeclaration,
  { on, tag, span }: TagPlace,
): Diagnostic | undefined {
  const isWriter = tag.startsWith('invalidates');
  if (typescript.isConstructorDeclaration(node)) {
    return isWriter
      ? DIAGNOSTICS.uncallableWriter(span, { on, what: 'a constructor' })
      : DIAGNOSTICS.constructorFunction(span, { on });
  }
  if (typescript.isAccessor(node)) {
    return isWriter
      ? DIAGNOSTICS.uncallableWriter(span, { on, what: 'an accessor' })
      : DIAGNOSTICS.accessor(span, { on });
  }
  if (!('asteriskToken' in node) || node.asteriskToken === undefined) return undefined;
  return isWriter ? DIAGNOSTICS.writerGenerator(span, { on }) : DIAGNOSTICS.generator(span, { on });
}

type WithBody =
  | (ts.FunctionDeclaration & { readonly body: ts.Block })
  | (ts.MethodDeclaration & { readonly body: ts.Block })
  | ts.ArrowFunction
  | ts.FunctionExpression;

function hasBody(typescript: typeof ts, node: ts.SignatureDeclaration): node is WithBody {
  if (typescript.isArrowFunction(node) || typescript.isFunctionExpression(node)) return true;
  const mayHaveBody = typescript.isFunctionDeclaration(node) || typescript.isMethodDeclaration(node);
  return mayHaveBody && node.body !== undefined;
}

function refuseBodiless(
  { checker, typescript }: AnalysisContext,
  node: ts.SignatureDeclaration,
  { on, tag, span }: TagPlace,
): Diagnostic {
  const symbol = node.name && checker.getSymbolAtLocation(node.name);
  const isOverload = (symbol?.declarations ?? []).some(
    (other) => typescript.isFunctionLike(other) && hasBody(typescript, other),
  );
  const fix = isOverload
    ? 'This is an overload: put the comment on the implementation.'
    : 'Put the comment on the function that implements it.';
  return DIAGNOSTICS.noBody(span, { on, tag, fix });
}
