import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { TagPlace } from './analyze-shape.ts';
import type { FunctionShape } from './function-shape.ts';
import { hasModifier } from './has-modifier.ts';
import { memberName } from './member-name.ts';

/** The form of a method with a body, or why nothing could refer to it. */
export function shapeOfMethod(
  context: AnalysisContext,
  node: ts.MethodDeclaration & { readonly body: ts.Block },
  { on, tag, span }: TagPlace,
): FunctionShape | Diagnostic {
  const { typescript, sourceFile } = context;
  const { body, parent: owner } = node;
  const name = memberName(context, node.name);
  if (name === undefined) return DIAGNOSTICS.computedName(span, { tag, name: node.name.getText(sourceFile) });
  if (typescript.isClassLike(owner)) {
    if (owner.name === undefined && isDecoratedByLegacy(context, owner)) {
      const what = `${on}, a method of a decorated class without a name`;
      return DIAGNOSTICS.unsupportedForm(span, { tag, what, fix: 'Give the class a name.' });
    }
    return { form: 'class-method', node, body, name, owner, isStatic: hasModifier(typescript, node, 'static') };
  }
  const overwriting = findOverwriting(context, owner, { method: node, name });
  if (overwriting !== undefined) {
    return DIAGNOSTICS.overwrittenMember(span, { on, by: overwriting.getText(sourceFile) });
  }
  return { form: 'object-method', node, body, name, owner };
}

/** Below ES2022 such a class is out of reach of its own static block except by its name. */
function isDecoratedByLegacy({ typescript, program }: AnalysisContext, owner: ts.ClassLikeDeclaration): boolean {
  const isLegacy = program.getCompilerOptions().experimentalDecorators === true;
  return isLegacy && (typescript.getDecorators(owner) ?? []).length > 0;
}

interface NamedMethod {
  readonly method: ts.MethodDeclaration;
  readonly name: string;
}

/** A later part of an object literal that may put something else under the method's name. */
function findOverwriting(
  context: AnalysisContext,
  owner: ts.ObjectLiteralExpression,
  { method, name }: NamedMethod,
): ts.Node | undefined {
  for (const property of owner.properties.slice(owner.properties.indexOf(method) + 1)) {
    if (context.typescript.isSpreadAssignment(property)) return property;
    const other = memberName(context, property.name);
    if (other === undefined || other === name) return property.name;
  }
  return undefined;
}
