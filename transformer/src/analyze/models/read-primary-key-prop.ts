import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { isDeclaredIn } from './is-declared-in.ts';
import { resolveSymbol } from './list-decorators.ts';

const NAME = /^__@PrimaryKeyProp@\d+$/;

/**
 * The primary key that MikroORM notes on the type of a row, `[PrimaryKeyProp]?: ['orderId', 'productId']`; `undefined`
 * where the type has no such note. Every type that `defineEntity` makes has one, and classes may have.
 */
export function readPrimaryKeyProp(context: TypeContext, row: ts.Type): readonly string[] | undefined {
  const { checker } = context;
  const note = checker.getPropertiesOfType(row).find(({ name }) => name.startsWith('__@') && NAME.test(name));
  if (note === undefined || !isOfMikroOrm(context, note)) return undefined;
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(note));
  const parts = listTexts(context, type);
  if (checker.isTupleType(type)) return parts;
  // Where nothing gives the parts an order, they have that of the properties.
  return checker.getPropertiesOfType(row).flatMap(({ name }) => (parts.includes(name) ? [name] : []));
}

/** `'a'` and `'b'` of `['a', 'b']`, `('a' | 'b')[]` and `'a' | 'b'`. */
function listTexts(context: TypeContext, type: ts.Type): readonly string[] {
  const { checker } = context;
  if (type.isStringLiteral()) return [type.value];
  if (type.isUnion()) return type.types.flatMap((member) => listTexts(context, member));
  if (!checker.isArrayLikeType(type)) return [];
  // Lists are references, with the types of their items as arguments.
  return checker.getTypeArguments(type as ts.TypeReference).flatMap((item) => listTexts(context, item));
}

/** Its own types declare the note, and classes of the program do, under MikroORM's symbol. */
function isOfMikroOrm(context: TypeContext, note: ts.Symbol): boolean {
  if (isDeclaredIn(note, '@mikro-orm/')) return true;
  return (note.declarations ?? []).some((declaration) => {
    const name = context.typescript.getNameOfDeclaration(declaration);
    if (name === undefined || !context.typescript.isComputedPropertyName(name)) return false;
    const symbol = resolveSymbol(context, name.expression);
    return symbol !== undefined && isDeclaredIn(symbol, '@mikro-orm/');
  });
}
