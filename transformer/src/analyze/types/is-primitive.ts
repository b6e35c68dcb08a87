import type ts from 'typescript';
import { readStructure } from './read-structure.ts';
import type { TypeContext } from './type-context.ts';

/** Whether every value of the type is a string, number, boolean, bigint, `null` or `undefined`. */
export function isPrimitive(context: TypeContext, type: ts.Type): boolean {
  const structure = readStructure(context, type);
  switch (structure.kind) {
    case 'primitive':
      return true;
    case 'union':
      return structure.members.every((member) => isPrimitive(context, member));
    case 'generic':
      return structure.constraint !== undefined && isPrimitive(context, structure.constraint);
    default:
      return false;
  }
}
