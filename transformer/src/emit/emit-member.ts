import type ts from 'typescript';

const PLAIN = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/** `owner.find`, `owner["find by id"]`, and `owner.#load` for a name that the class declares as private. */
export function emitMember(
  factory: ts.NodeFactory,
  owner: ts.Expression,
  { name, isPrivate = false }: { readonly name: string; readonly isPrivate?: boolean },
): ts.Expression {
  if (isPrivate) return factory.createPropertyAccessExpression(owner, factory.createPrivateIdentifier(name));
  return PLAIN.test(name)
    ? factory.createPropertyAccessExpression(owner, name)
    : factory.createElementAccessExpression(owner, factory.createStringLiteral(name));
}

/** The name as an object literal can define it, without the special meaning of `__proto__`. */
export function emitMemberName(factory: ts.NodeFactory, name: string): ts.PropertyName {
  if (name === '__proto__') return factory.createComputedPropertyName(factory.createStringLiteral(name));
  return PLAIN.test(name) ? factory.createIdentifier(name) : factory.createStringLiteral(name);
}
