import type ts from 'typescript';
import { isPlatformSymbol } from './platform-symbol.ts';
import type { TypeContext } from './type-context.ts';
import { genericTarget, typeArguments } from './type-reference.ts';

const awaited = new WeakMap<ts.Type, ts.Type>();

/** What `await` makes of a value of the type; the type itself where that is not known. Asked once for each type. */
export function awaitedType(context: TypeContext, type: ts.Type): ts.Type {
  const known = awaited.get(type);
  if (known !== undefined) return known;
  const found = readPromised(context, type) ?? context.checker.getAwaitedType(type) ?? type;
  awaited.set(type, found);
  return found;
}

/**
 * `User | null` of `Promise<User | null>`, which the compiler would compare with many others to tell that it is no promise
 * too. `undefined`: that has to be asked.
 */
function readPromised(context: TypeContext, type: ts.Type): ts.Type | undefined {
  const { symbol } = type;
  if (symbol?.name !== 'Promise' || !isPlatformSymbol(context, symbol)) return undefined;
  const [held] = typeArguments(context, type);
  const members = held?.isUnion() ? held.types : [held];
  return members.every((member) => member !== undefined && isSettled(context, member)) ? held : undefined;
}

/** Whether nothing of a type could be awaited: it is primitive, or an object without `then`. */
function isSettled({ typescript, checker }: TypeContext, type: ts.Type): boolean {
  const { TypeFlags } = typescript;
  const primitive = TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BigIntLike | TypeFlags.BooleanLike;
  if ((type.flags & (primitive | TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void)) !== 0) return true;
  if ((type.flags & TypeFlags.Object) === 0) return false;
  return checker.getPropertyOfType(genericTarget(typescript, type), 'then') === undefined;
}
