import type ts from 'typescript';
import { isPrimitive } from './is-primitive.ts';
import { readStructure } from './read-structure.ts';
import type { Field } from './structure.ts';
import type { TypeContext } from './type-context.ts';

/** Fields of a row; the copy of one with more would be a long text in each file. */
const MOST = 32;

/** A name that a literal takes as it is and keeps in its place: numbers would come first, and `__proto__` is no field. */
const NAME = /^(?!__proto__$)[A-Za-z_$][\w$]*$/;

/**
 * The fields of the rows that results of a type are, or are lists of: `['id', 'name']` of `User | null` and `User[]`.
 * `undefined` where they are something else, or hold more than primitives.
 */
export function listRowFields(context: TypeContext, type: ts.Type): readonly string[] | undefined {
  const solid = solidOf(context, type);
  if (solid === undefined) return undefined;
  const structure = readStructure(context, solid);
  const row = structure.kind === 'list' ? solidOf(context, structure.element) : solid;
  return row && readRow(context, row);
}

/** The one type of a union that is no primitive. */
function solidOf(context: TypeContext, type: ts.Type): ts.Type | undefined {
  if (!type.isUnion()) return type;
  const [solid, ...others] = type.types.filter((member) => !isPrimitive(context, member));
  return others.length === 0 ? solid : undefined;
}

function readRow(context: TypeContext, type: ts.Type): readonly string[] | undefined {
  const structure = readStructure(context, type);
  if (structure.kind !== 'object' || structure.className !== undefined) return undefined;
  const { fields, indexes } = structure;
  if (indexes.length > 0 || fields.length === 0 || fields.length > MOST) return undefined;
  const holdsPrimitive = ({ symbol }: Field): boolean => isPrimitive(context, context.checker.getTypeOfSymbol(symbol));
  const isRow = fields.every((field) => field.form === 'value' && NAME.test(field.name) && holdsPrimitive(field));
  return isRow ? fields.map(({ name }) => name) : undefined;
}
