import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';

/**
 * Whether values of a type can be told by a short text: primitives, and plain objects whose fields are primitives. A
 * type that does not tell counts as flat; the runtime looks at the value.
 */
export function isFlat(context: AnalysisContext, type: ts.Type): boolean {
  return membersOf(type).every((member) => isPrimitive(context, member) || isFlatObject(context, member));
}

function isPrimitive({ typescript }: Pick<AnalysisContext, 'typescript'>, type: ts.Type): boolean {
  // A branded one: `string & { readonly __brand: 'id' }`.
  if (type.isIntersection()) return type.types.some((member) => isPrimitive({ typescript }, member));
  const { Object, NonPrimitive, ESSymbolLike, Void, InstantiableNonPrimitive } = typescript.TypeFlags;
  return (type.flags & (Object | NonPrimitive | ESSymbolLike | Void | InstantiableNonPrimitive)) === 0;
}

function isFlatObject(context: AnalysisContext, type: ts.Type): boolean {
  const { typescript, checker } = context;
  const { Object, Intersection, InstantiableNonPrimitive } = typescript.TypeFlags;
  if ((type.flags & InstantiableNonPrimitive) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint === undefined || constraint === type || isFlat(context, constraint);
  }
  if ((type.flags & (Object | Intersection)) === 0) return false;
  if (type.getCallSignatures().length + type.getConstructSignatures().length > 0) return false;
  if (checker.isArrayLikeType(type)) return false;
  const fields = checker.getPropertiesOfType(type).map((symbol) => checker.getTypeOfSymbol(symbol));
  const indexed = [type.getStringIndexType(), type.getNumberIndexType()].filter((field) => field !== undefined);
  return [...fields, ...indexed].every((field) => membersOf(field).every((member) => isPrimitive(context, member)));
}

function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}
