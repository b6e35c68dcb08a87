import type ts from 'typescript';
import type { Batched } from '../analyze/batch/batched.ts';
import { describeShape } from '../analyze/types/describe-shape.ts';
import type { TypeContext } from '../analyze/types/type-context.ts';
import { clipShape } from './clip-shape.ts';
import type { ManifestParameter } from './manifest.ts';
import { oneLine } from './one-line.ts';
import { sortUnion } from './sort-union.ts';

/** What the description of a function works with. */
export interface DescriptionContext extends TypeContext {
  readonly sourceFile: ts.SourceFile;
}

/**
 * The parameters of a function in order, with their types as written; a `this` parameter is none. Of one that is taken
 * apart, `{ id, lang = 'en' }`, the names are listed, since these stand in keys.
 * @param batch its list, whose items stand in keys one by one
 */
export function describeParameters(
  context: DescriptionContext,
  node: ts.SignatureDeclaration,
  batch?: Pick<Batched, 'name' | 'item'>,
): readonly ManifestParameter[] {
  const parameters = listParameters(context, node);
  if (batch === undefined) return parameters;
  const item = clipShape(describeShape(context, batch.item));
  return parameters.map((one) => (one.name === batch.name ? withItem(one, item) : one));
}

/** The shape of the list says no more than that of its items. */
function withItem({ name, type, shape: _, ...rest }: ManifestParameter, item: string): ManifestParameter {
  return { name, type, item, ...rest };
}

function listParameters(context: DescriptionContext, node: ts.SignatureDeclaration): readonly ManifestParameter[] {
  const { typescript } = context;
  return node.parameters.flatMap((parameter) => {
    // A JSDoc signature has other parameters; no tagged function is one.
    if (!typescript.isParameter(parameter)) return [];
    const { name } = parameter;
    if (!typescript.isIdentifier(name))
      return listBindings(typescript, name).map((one) => describeBinding(context, one));
    return name.text === 'this' ? [] : [describeParameter(context, parameter, name.text)];
  });
}

function describeParameter(
  context: DescriptionContext,
  parameter: ts.ParameterDeclaration,
  name: string,
): ManifestParameter {
  const { typescript, checker, sourceFile } = context;
  const { type: written, initializer, questionToken, dotDotDotToken } = parameter;
  const declared = written === undefined ? checker.getTypeAtLocation(parameter) : checker.getTypeFromTypeNode(written);
  const type = written === undefined ? renderType(context, declared) : oneLine(typescript, sourceFile, written);
  return {
    name,
    type,
    ...shapeOf(context, declared, type),
    ...(questionToken !== undefined && { optional: true }),
    ...(initializer !== undefined && { default: oneLine(typescript, sourceFile, initializer) }),
    ...(dotDotDotToken !== undefined && { rest: true }),
  };
}

function describeBinding(context: DescriptionContext, element: ts.BindingElement): ManifestParameter {
  const { typescript, checker, sourceFile } = context;
  const { name, initializer } = element;
  const bound = checker.getTypeAtLocation(element);
  const mayBeMissing =
    bound.isUnion() && bound.types.some(({ flags }) => (flags & typescript.TypeFlags.Undefined) !== 0);
  const type = renderType(context, mayBeMissing ? checker.getNonNullableType(bound) : bound);
  return {
    name: name.getText(sourceFile),
    type,
    ...shapeOf(context, bound, type),
    ...(mayBeMissing && initializer === undefined && { optional: true }),
    ...(initializer !== undefined && { default: oneLine(typescript, sourceFile, initializer) }),
  };
}

function listBindings(typescript: typeof ts, pattern: ts.BindingPattern): readonly ts.BindingElement[] {
  return pattern.elements.flatMap((element) => {
    if (!typescript.isBindingElement(element)) return [];
    return typescript.isIdentifier(element.name) ? [element] : listBindings(typescript, element.name);
  });
}

function renderType({ typescript, checker }: DescriptionContext, type: ts.Type): string {
  return checker.typeToString(type, undefined, typescript.TypeFormatFlags.NoTruncation);
}

function shapeOf(context: DescriptionContext, type: ts.Type, written: string): Pick<ManifestParameter, 'shape'> {
  const shape = clipShape(describeShape(context, type));
  // A shape lists the members of a union in its own order.
  return sortUnion(shape) === sortUnion(written) ? {} : { shape };
}
