import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { genericTarget } from '../types/type-reference.ts';

/** The declarations that a class is made of: its own first, then that of its base class, and so on. */
export function listClasses(
  { typescript, checker }: TypeContext,
  symbol: ts.Symbol,
): readonly ts.ClassLikeDeclaration[] {
  const found = new Set<ts.ClassLikeDeclaration>();
  const add = (type: ts.Type): void => {
    // A mixin makes one class of several.
    if (type.isIntersection()) type.types.forEach(add);
    const declaration = type.symbol?.valueDeclaration;
    if (declaration === undefined || !typescript.isClassLike(declaration) || found.has(declaration)) return;
    found.add(declaration);
    const declared = genericTarget(typescript, type);
    if (declared.isClassOrInterface()) checker.getBaseTypes(declared).forEach(add);
  };
  add(checker.getDeclaredTypeOfSymbol(symbol));
  return [...found];
}
