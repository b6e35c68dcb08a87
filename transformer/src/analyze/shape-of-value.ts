import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { TagPlace } from './analyze-shape.ts';
import { findReassignment } from './find-reassignment.ts';
import type { FunctionShape, FunctionValue } from './function-shape.ts';
import { hasModifier } from './has-modifier.ts';
import { memberName } from './member-name.ts';
import { skipWrappers } from './skip-wrappers.ts';

/** The form of a function value: what holds it, as far as that gives it its name. */
export function shapeOfValue(
  context: AnalysisContext,
  node: FunctionValue,
  place: TagPlace,
): FunctionShape | Diagnostic {
  const { typescript } = context;
  const { body } = node;
  const holder = skipWrappers(typescript, node.parent);
  if (typescript.isVariableDeclaration(holder)) return shapeOfVariable(context, node, { holder, place });
  if (typescript.isPropertyDeclaration(holder) || typescript.isPropertyAssignment(holder)) {
    const name = memberName(context, holder.name);
    if (name === undefined) {
      return DIAGNOSTICS.computedName(place.span, { tag: place.tag, name: holder.name.getText(context.sourceFile) });
    }
    if (typescript.isPropertyAssignment(holder)) return { form: 'property', node, body, name, owner: holder.parent };
    return {
      form: 'field',
      node,
      body,
      name,
      owner: holder.parent,
      isStatic: hasModifier(typescript, holder, 'static'),
    };
  }
  if (typescript.isExportAssignment(holder) && holder.isExportEquals !== true) return { form: 'default', node, body };
  const name = nameFromHolder(typescript, holder, node);
  return name === undefined ? { form: 'value', node, body } : { form: 'variable', node, body, name };
}

/** The name that an assignment, or a default in a pattern, gives to a function without one. */
function nameFromHolder(typescript: typeof ts, holder: ts.Node, node: ts.Node): string | undefined {
  if (typescript.isBindingElement(holder)) return typescript.isIdentifier(holder.name) ? holder.name.text : undefined;
  if (typescript.isShorthandPropertyAssignment(holder)) return holder.name.text;
  if (!typescript.isBinaryExpression(holder) || !isAssignment(typescript, holder)) return undefined;
  const isValue = holder.right.pos <= node.pos;
  return isValue && typescript.isIdentifier(holder.left) ? holder.left.text : undefined;
}

function isAssignment(typescript: typeof ts, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  const { SyntaxKind } = typescript;
  return (
    kind === SyntaxKind.EqualsToken ||
    kind === SyntaxKind.BarBarEqualsToken ||
    kind === SyntaxKind.AmpersandAmpersandEqualsToken ||
    kind === SyntaxKind.QuestionQuestionEqualsToken
  );
}

interface Variable {
  readonly holder: ts.VariableDeclaration;
  readonly place: TagPlace;
}

function shapeOfVariable(
  context: AnalysisContext,
  node: FunctionValue,
  { holder, place: { on, tag, span } }: Variable,
): FunctionShape | Diagnostic {
  const { typescript, sourceFile } = context;
  const { body } = node;
  if (!typescript.isIdentifier(holder.name)) return { form: 'value', node, body };
  const reassignment = findReassignment(context, holder);
  if (reassignment === undefined) return { form: 'variable', node, body, name: holder.name.text };
  const keyword = (holder.parent.flags & typescript.NodeFlags.Let) === 0 ? 'var' : 'let';
  const { line } = sourceFile.getLineAndCharacterOfPosition(reassignment.getStart(sourceFile));
  const where = reassignment === holder ? 'in another script' : `in line ${line + 1}`;
  return DIAGNOSTICS.reassignable(span, { on, tag, keyword, where });
}
