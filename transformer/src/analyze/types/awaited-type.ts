import type ts from 'typescript';
import type { TypeContext } from './type-context.ts';

const awaited = new WeakMap<ts.Type, ts.Type>();

/**
 * What `await` makes of a value of the type; the type itself where that is not known. Asked once for each type of a
 * program, since the compiler looks anew each time whether what a promise gives is a promise too.
 */
export function awaitedType({ checker }: Pick<TypeContext, 'checker'>, type: ts.Type): ts.Type {
  const known = awaited.get(type);
  if (known !== undefined) return known;
  const found = checker.getAwaitedType(type) ?? type;
  awaited.set(type, found);
  return found;
}
