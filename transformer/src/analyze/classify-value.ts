import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';
import { type FoundPart, findPart, type PartRule } from './types/find-part.ts';
import type { Structure } from './types/structure.ts';

/** What a key prints although it has no `toJSON()`. */
const PRINTED = new Set([
  ...['Date', 'Map', 'ReadonlyMap', 'Set', 'ReadonlySet', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Buffer'],
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...['Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
]);

/** Only what the type alone settles; a member of a union may still be fit, and the rest shows when a key is made. */
const UNKEYABLE: PartRule = {
  sparesUnions: true,
  judge: (structure) => {
    switch (structure.kind) {
      case 'symbol':
      case 'function':
        return { found: `a ${structure.kind}` };
      case 'built-in':
        if (structure.hasToJson) return 'pass';
        return PRINTED.has(structure.name) ? undefined : { found: `of type ${structure.label}` };
      case 'object':
        return judgeObject(structure);
      default:
        return undefined;
    }
  },
  judgeField: (_, { form }) => (form === 'method' ? { found: 'a function' } : undefined),
};

function judgeObject({
  className,
  base,
  fields,
  isModel,
}: Extract<Structure, { kind: 'object' }>): ReturnType<PartRule['judge']> {
  if (fields.some(({ name }) => name === 'toJSON')) return 'pass';
  // Without any of these a class looks like the plain objects that may be passed in its place.
  const isInstance =
    isModel === true || base !== undefined || fields.some(({ form, isHidden }) => form !== 'value' || isHidden);
  return className !== undefined && isInstance ? { found: `an instance of ${className} without toJSON()` } : undefined;
}

/**
 * What of a type can never be part of a key, and where: `undefined` where a value of the type may be one. Only what the
 * type alone settles is told; the rest shows when a key is made.
 */
export function findUnkeyable(context: AnalysisContext, type: ts.Type): FoundPart | undefined {
  return findPart(context, UNKEYABLE, type);
}

/** What a type is that cannot stand in a tag: a tag is text, so only primitives and dates can. */
export function describeUnprintable(context: AnalysisContext, type: ts.Type): string | undefined {
  const { checker } = context;
  const { TypeFlags } = context.typescript;
  const solid = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
  const members = solid.isUnion() ? solid.types : [solid];
  const descriptions = members.map((member) => {
    if ((member.flags & TypeFlags.ESSymbolLike) !== 0) return 'a symbol';
    if ((member.flags & (TypeFlags.Object | TypeFlags.NonPrimitive)) === 0 || member.symbol?.name === 'Date')
      return undefined;
    return `of type ${checker.typeToString(member)}`;
  });
  return descriptions.includes(undefined) ? undefined : descriptions[0];
}
