import type ts from 'typescript';
import { readStructure } from '../types/read-structure.ts';
import type { ObjectStructure } from '../types/structure.ts';
import type { TypeContext } from '../types/type-context.ts';

/** Data as a value, and a collaborator where a method of it is called, as of a repository that lives in memory. */
const KEEPERS = new Set(['Map', 'ReadonlyMap', 'Set', 'ReadonlySet']);

/**
 * Whether a captured value of a type is data: a primitive, a date, a list, or a plain object that holds such. Functions,
 * objects with methods and what the types do not tell are collaborators, and they are taken to be interchangeable.
 */
export function isData(context: TypeContext, type: ts.Type, isReceiver: boolean): boolean {
  return holdsData(context, type, { isReceiver, around: [] });
}

interface Place {
  readonly isReceiver: boolean;
  readonly around: readonly ts.Type[];
}

function holdsData(context: TypeContext, type: ts.Type, place: Place): boolean {
  if (place.around.includes(type)) return false;
  const inside = { ...place, around: [...place.around, type] };
  const structure = readStructure(context, type);
  switch (structure.kind) {
    case 'primitive':
    case 'list':
    case 'tuple':
      return true;
    case 'union':
      return structure.members.some((member) => !isNullish(context, member) && holdsData(context, member, inside));
    case 'generic':
      return structure.constraint !== undefined && holdsData(context, structure.constraint, inside);
    case 'built-in':
      if (structure.name === 'Date') return true;
      if (KEEPERS.has(structure.name)) return !place.isReceiver;
      return isPromise(structure.name) && structure.parts.some((part) => holdsData(context, part, inside));
    case 'object':
      return isPlainData(context, structure, { isReceiver: false, around: inside.around });
    default:
      return false;
  }
}

function isPlainData(context: TypeContext, { base, fields, indexes }: ObjectStructure, place: Place): boolean {
  const types = [
    ...fields.map(({ symbol }) => context.checker.getTypeOfSymbol(symbol)),
    ...indexes.map(({ type }) => type),
  ];
  const isCollaborator =
    base !== undefined ||
    fields.some(({ form, isHidden }) => form !== 'value' || isHidden) ||
    types.some((type) => isFunction(context, type));
  return !isCollaborator && types.some((type) => holdsData(context, type, place));
}

function isFunction(context: TypeContext, type: ts.Type): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.some((member) => readStructure(context, member).kind === 'function');
}

function isNullish({ typescript: { TypeFlags } }: TypeContext, { flags }: ts.Type): boolean {
  return (flags & (TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void)) !== 0;
}

function isPromise(name: string): boolean {
  return name === 'Promise' || name === 'PromiseLike';
}
