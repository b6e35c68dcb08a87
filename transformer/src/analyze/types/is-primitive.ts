import type ts from 'typescript';
import { findPart, type PartRule } from './find-part.ts';
import type { TypeContext } from './type-context.ts';

const PRIMITIVES: PartRule = {
  sparesUnions: false,
  judge: (structure) => {
    if (structure.kind === 'primitive') return 'pass';
    const isOpen = structure.kind === 'generic' && structure.constraint !== undefined;
    return structure.kind === 'union' || isOpen ? undefined : { found: 'something else' };
  },
};

/** Whether every value of the type is a string, number, boolean, bigint, `null` or `undefined`. */
export function isPrimitive(context: TypeContext, type: ts.Type): boolean {
  return findPart(context, PRIMITIVES, type) === undefined;
}
