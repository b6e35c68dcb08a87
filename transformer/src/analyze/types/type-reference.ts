import type ts from 'typescript';
import type { TypeContext } from './type-context.ts';

/** Whether a type is a generic one with its arguments: `Page<User>`, `Map<string, User>`, `User[]`. */
function isReference({ TypeFlags, ObjectFlags }: typeof ts, type: ts.Type): type is ts.TypeReference {
  // The first flag proves that the others are there.
  return (type.flags & TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ObjectFlags.Reference) !== 0;
}

/** `Page` of `Page<User>`, which has members of the same names; every other type is its own. */
export function genericTarget(typescript: typeof ts, type: ts.Type): ts.Type {
  return isReference(typescript, type) ? type.target : type;
}

/** `User` of `Page<User>`; nothing of what is not generic. */
export function typeArguments({ typescript, checker }: TypeContext, type: ts.Type): readonly ts.Type[] {
  return isReference(typescript, type) ? checker.getTypeArguments(type) : [];
}
