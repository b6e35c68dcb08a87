import type ts from 'typescript';
import { isPrimitiveType, readStructure } from './read-structure.ts';
import type { TypeContext } from './type-context.ts';

/** Whether every value of the type is a string, number, boolean, bigint, `null` or `undefined`. */
export function isPrimitive(context: TypeContext, type: ts.Type): boolean {
  // Nearly every type that this is asked of is told by its flags.
  if (isPrimitiveType(context.typescript, type)) return true;
  if (type.isUnion()) return type.types.every((member) => isPrimitive(context, member));
  const structure = readStructure(context, type);
  switch (structure.kind) {
    case 'primitive':
      return true;
    case 'generic':
      return structure.constraint !== undefined && isPrimitive(context, structure.constraint);
    default:
      return false;
  }
}
