import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';

/**
 * Whether a value of a type can be the id of an entity: a string, a number or a bigint, branded ones and enums too.
 * `null` and `undefined` beside them are looked at when a call is made, and so is what the type does not tell.
 */
export function isIdType(
  { typescript, checker }: Pick<AnalysisContext, 'typescript' | 'checker'>,
  type: ts.Type,
): boolean {
  const { Any, Unknown, Never, StringLike, NumberLike, BigIntLike } = typescript.TypeFlags;
  const isOfKind = (one: ts.Type, flags: number): boolean => (one.flags & flags) !== 0;
  const constraint = checker.getBaseConstraintOfType(type) ?? type;
  const solid = checker.getNonNullableType(constraint);
  // Of nothing but null and undefined nothing is left.
  if (isOfKind(solid, Never)) return false;
  return (solid.isUnion() ? solid.types : [solid]).every((member) => {
    const parts = member.isIntersection() ? member.types : [member];
    return parts.some((part) => isOfKind(part, Any | Unknown | StringLike | NumberLike | BigIntLike));
  });
}
