import type ts from 'typescript';
import { readStructure } from '../types/read-structure.ts';
import type { TypeContext } from '../types/type-context.ts';

/** Whether a type has one value only: `'users'`, `readonly ['id', 'name']`, or nothing but `undefined`. */
export function isConstantType(context: TypeContext, type: ts.Type, depth = 0): boolean {
  if (depth > 8) return false;
  const { TypeFlags } = context.typescript;
  const isConstant = (part: ts.Type): boolean => isConstantType(context, part, depth + 1);
  const structure = readStructure(context, type);
  switch (structure.kind) {
    case 'primitive':
      return (type.flags & (TypeFlags.Unit | TypeFlags.Void)) !== 0;
    case 'tuple':
      return (
        structure.isReadonly &&
        structure.elements.every(({ kind, type: element }) => kind === 'required' && isConstant(element))
      );
    case 'object':
      return (
        structure.indexes.length === 0 &&
        structure.fields.every(({ isReadonly, isOptional, symbol }) => {
          return isReadonly && !isOptional && isConstant(context.checker.getTypeOfSymbol(symbol));
        })
      );
    default:
      return false;
  }
}
