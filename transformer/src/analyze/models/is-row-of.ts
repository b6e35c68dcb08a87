import type ts from 'typescript';
import { entitiesOfType } from '../entities/entities-of-type.ts';
import type { TypeContext } from '../types/type-context.ts';
import type { Model } from './model.ts';
import { readClass } from './read-class.ts';

/**
 * Whether values of a type are rows of a model: the class itself, also with more said of what was loaded
 * (`User & { … }`), a class that shares its table, a type that is the same `@entity`, and for tables whatever has all of
 * their columns.
 */
export function isRowOf(context: TypeContext, { entity, row, rows }: Model, type: ts.Type): boolean {
  if (type === row) return true;
  const { typescript, checker } = context;
  const { Any, Never, Object: IsObject, Intersection } = typescript.TypeFlags;
  if ((type.flags & (Any | Never)) !== 0 || (type.flags & (IsObject | Intersection)) === 0) return false;
  if (rows === 'entity') return entitiesOfType(context, type).some(({ name }) => name === entity);
  if (rows === 'table') return checker.isTypeAssignableTo(type, row);
  const members = type.isIntersection() ? type.types : [type];
  return members.some((member) => {
    if (member === row) return true;
    const isClass = member.symbol !== undefined && (member.symbol.flags & typescript.SymbolFlags.Class) !== 0;
    const table = isClass ? readClass(context, member.symbol)?.table : undefined;
    return table !== undefined && 'text' in table && table.text === entity;
  });
}
