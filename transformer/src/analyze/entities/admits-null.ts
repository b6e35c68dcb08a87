import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';

/**
 * Whether a value of the type may be `null` or `undefined`: where the type says so, where it says nothing, and without
 * `strictNullChecks` everywhere.
 */
export function admitsNull(context: TypeContext, type: ts.Type): boolean {
  const { checker } = context;
  return mayBeEmpty(context, type) || checker.isTypeAssignableTo(checker.getNullType(), checker.getStringType());
}

function mayBeEmpty(context: TypeContext, type: ts.Type): boolean {
  const { typescript, checker } = context;
  const { Any, Unknown, Null, Undefined, Void, Instantiable } = typescript.TypeFlags;
  if (type.isUnion()) return type.types.some((member) => mayBeEmpty(context, member));
  if ((type.flags & (Any | Unknown | Null | Undefined | Void)) !== 0) return true;
  if ((type.flags & Instantiable) === 0) return false;
  const constraint = checker.getBaseConstraintOfType(type);
  return constraint === undefined || constraint === type || mayBeEmpty(context, constraint);
}
