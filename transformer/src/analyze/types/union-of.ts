import type ts from 'typescript';
import type { TypeContext } from './type-context.ts';

/**
 * The union of types, as the checker makes it of `A | B`. Of its own functions this one is not declared for others; a
 * checker without it gives `undefined`, which counts as a type that is not known.
 */
export function unionOf({ checker }: TypeContext, types: readonly ts.Type[]): ts.Type | undefined {
  const [first, ...others] = types;
  if (others.length === 0) return first;
  if (!('getUnionType' in checker) || typeof checker.getUnionType !== 'function') return undefined;
  const union: ts.Type = checker.getUnionType(types);
  return union;
}
