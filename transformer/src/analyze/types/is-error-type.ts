import type ts from 'typescript';
import { isPlatformSymbol } from './platform-symbol.ts';
import { wholeOfReadonly } from './read-structure.ts';
import type { TypeContext } from './type-context.ts';

/**
 * Whether every value of the type is an `Error`: the one of the language, or a class or interface that inherits from it,
 * as `DOMException` does. What only has a name and a message is none; of a type parameter nothing is known.
 */
export function isErrorType(context: TypeContext, type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every((member) => isErrorType(context, member));
  if (type.isIntersection()) return type.types.some((member) => isErrorType(context, member));
  const whole = wholeOfReadonly(context, type);
  if (whole !== undefined) return isErrorType(context, whole);
  const { symbol } = type;
  if (symbol?.name === 'Error' && isPlatformSymbol(context, symbol)) return true;
  // A reference to a generic class or interface has its declaration as target.
  const declared = (type as ts.TypeReference).target ?? type;
  if (!declared.isClassOrInterface()) return false;
  return context.checker.getBaseTypes(declared).some((base) => isErrorType(context, base));
}
