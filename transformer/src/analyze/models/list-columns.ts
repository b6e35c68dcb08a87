import type ts from 'typescript';
import { readFields } from '../types/read-fields.ts';
import type { Field } from '../types/structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import { isDeclaredIn, usesOrm } from './is-declared-in.ts';
import { isLazy, isReference } from './is-lazy.ts';
import { type ClassModel, readClass } from './read-class.ts';
import { readPrimaryKeyProp } from './read-primary-key-prop.ts';

/**
 * What plain data of an ORM's instance has: its columns and the relations that are loaded with it. `undefined` for a type
 * that no ORM makes instances of. Of a `Ref` that is the key of the row which it leads to.
 */
export function listColumns(context: TypeContext, type: ts.Type): readonly Field[] | undefined {
  if (!usesOrm(context)) return undefined;
  if (isReference(context, type)) {
    return plain(context, type, ({ symbol }) => !isDeclaredIn(symbol, '@mikro-orm/'));
  }
  const model = findClass(context, type);
  if (model !== undefined) return plain(context, type, ({ name }) => model.columns.has(name));
  if (readPrimaryKeyProp(context, type) === undefined) return undefined;
  return plain(context, type, ({ name, form, isHidden }) => !name.startsWith('[') && form === 'value' && !isHidden);
}

/** Of `User`, of `User & { … }`, which says more of what was loaded, and of `Pick<User, 'id'>`, which says less. */
function findClass(context: TypeContext, type: ts.Type): ClassModel | undefined {
  const members = type.isIntersection() ? type.types : [type];
  for (const member of members) {
    const model = isMapped(context, member) ? findSource(context, member) : readSymbol(context, member.symbol);
    if (model !== undefined) return model;
  }
  return undefined;
}

function readSymbol(context: TypeContext, symbol: ts.Symbol | undefined): ClassModel | undefined {
  const isClass = symbol !== undefined && (symbol.flags & context.typescript.SymbolFlags.Class) !== 0;
  return isClass ? readClass(context, symbol) : undefined;
}

function isMapped({ typescript }: TypeContext, type: ts.Type): boolean {
  // Every type has these flags if it is an object type; others have none.
  const { objectFlags = 0 } = type as ts.ObjectType;
  return (type.flags & typescript.TypeFlags.Object) !== 0 && (objectFlags & typescript.ObjectFlags.Mapped) !== 0;
}

/** The class that the properties of a mapped type remember. */
function findSource(context: TypeContext, type: ts.Type): ClassModel | undefined {
  const { typescript, checker } = context;
  for (const { declarations = [] } of checker.getPropertiesOfType(type)) {
    for (const { parent } of declarations) {
      const owner = typescript.isClassLike(parent) ? checker.getTypeAtLocation(parent).symbol : undefined;
      const model = readSymbol(context, owner);
      if (model !== undefined) return model;
    }
  }
  return undefined;
}

function plain(context: TypeContext, type: ts.Type, isColumn: (field: Field) => boolean): readonly Field[] {
  const fields = readFields(context, type).filter(isColumn);
  const loaded = fields.filter(({ symbol }) => !isLazy(context, context.checker.getTypeOfSymbol(symbol)));
  return loaded.map((field): Field => ({ ...field, form: 'value', isHidden: false }));
}
