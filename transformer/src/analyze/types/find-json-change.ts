import type ts from 'typescript';
import { type FoundPart, findPart, type PartRule } from './find-part.ts';
import type { BuiltIn, Structure } from './structure.ts';
import type { TypeContext } from './type-context.ts';

/** The first part of a result that is another value after `JSON.parse(JSON.stringify(…))`, as far as types tell. */
export function findJsonChange(context: TypeContext, type: ts.Type): FoundPart | undefined {
  const { TypeFlags } = context.typescript;
  const rule: PartRule = {
    sparesUnions: false,
    judge: (structure) => {
      switch (structure.kind) {
        case 'unknown':
          return 'pass';
        case 'primitive':
          return (structure.type.flags & TypeFlags.BigIntLike) === 0
            ? 'pass'
            : { found: 'a bigint, which JSON has not' };
        case 'symbol':
        case 'function':
          return { found: `a ${structure.kind}, which JSON leaves out` };
        case 'built-in':
          return { found: `of type ${structure.label}, which JSON turns into ${jsonOf(structure)}` };
        case 'list':
        case 'tuple':
          return holdsUndefined(context, structure)
            ? { found: 'undefined at times, which JSON turns into null in a list', at: '[]' }
            : undefined;
        default:
          return undefined;
      }
    },
  };
  return findPart(context, rule, type);
}

function jsonOf({ name, hasToJson }: BuiltIn): string {
  if (name === 'Date') return 'text';
  return hasToJson ? 'what its toJSON() gives' : 'a plain object';
}

/** A place of a list that is filled with `undefined`; an optional element may as well be missing. */
function holdsUndefined(
  { typescript: { TypeFlags } }: TypeContext,
  structure: Extract<Structure, { kind: 'list' | 'tuple' }>,
): boolean {
  const places =
    structure.kind === 'list'
      ? [structure.element]
      : structure.elements.flatMap(({ kind, type }) => (kind === 'optional' ? [] : [type]));
  return places.some((place) =>
    (place.isUnion() ? place.types : [place]).some(({ flags }) => (flags & TypeFlags.Undefined) !== 0),
  );
}
