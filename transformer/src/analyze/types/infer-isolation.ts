import type ts from 'typescript';
import { findPart, type PartRule } from './find-part.ts';
import { isPrimitive } from './is-primitive.ts';
import type { TypeContext } from './type-context.ts';

const UNFIT = { found: 'something else' };

/** What freeze-value.ts of the runtime can freeze so that writing to any part of it throws. */
const FROZEN: PartRule = {
  sparesUnions: false,
  // Of a type parameter the constraint tells a part only: what a caller puts there may be written to.
  judge: (structure) => {
    switch (structure.kind) {
      case 'primitive':
        return 'pass';
      case 'list':
      case 'tuple':
        return structure.isReadonly ? undefined : UNFIT;
      case 'object':
        return structure.className === undefined && structure.indexes.every(({ isReadonly }) => isReadonly)
          ? undefined
          : UNFIT;
      case 'union':
        return undefined;
      default:
        return UNFIT;
    }
  },
  judgeField: (_, { isReadonly, isHidden, form }) => (isReadonly && !isHidden && form === 'value' ? undefined : UNFIT),
};

/**
 * How results of a type are kept apart without a copy for each caller: primitives are shared, deeply readonly plain
 * data is frozen. `undefined`: the type does not allow either.
 */
export function inferIsolation(context: TypeContext, type: ts.Type): 'share' | 'freeze' | undefined {
  if (isPrimitive(context, type)) return 'share';
  return findPart(context, FROZEN, type) === undefined ? 'freeze' : undefined;
}
