import type ts from 'typescript';
import { isPlatformSymbol } from '../types/platform-symbol.ts';
import type { TypeContext } from '../types/type-context.ts';
import { isDeclaredIn } from './is-declared-in.ts';

/**
 * Whether a property of a row holds something that loads rows when it is asked: a promise, a `Collection` of MikroORM. Of
 * a result only what is there already can be kept.
 */
export function isLazy(context: TypeContext, type: ts.Type): boolean {
  return someMember(context, type, (symbol) => {
    if (symbol.name === 'Promise' || symbol.name === 'PromiseLike') return isPlatformSymbol(context, symbol);
    return /Collection$/.test(symbol.name) && isDeclaredIn(symbol, '@mikro-orm/');
  });
}

/** Whether a type is a `Ref` of MikroORM: the key of a row that may not have been loaded. */
export function isReference(context: TypeContext, type: ts.Type): boolean {
  return someMember(context, type, (symbol) => /Reference$/.test(symbol.name) && isDeclaredIn(symbol, '@mikro-orm/'));
}

function someMember({ checker }: TypeContext, type: ts.Type, test: (symbol: ts.Symbol) => boolean): boolean {
  const solid = type.isUnion() ? checker.getNonNullableType(type) : type;
  const members = solid.isUnionOrIntersection() ? solid.types : [solid];
  return members.some((member) => {
    if (member.isIntersection()) return member.types.some(({ symbol }) => symbol !== undefined && test(symbol));
    return member.symbol !== undefined && test(member.symbol);
  });
}
