import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { genericTarget, typeArguments } from '../types/type-reference.ts';
import { isDeclaredIn, type OrmPackage, usesOrm } from './is-declared-in.ts';

/** What sessions, transactions and connections are called where they are declared. */
const COLLABORATORS: readonly { readonly package: OrmPackage; readonly name: RegExp }[] = [
  { package: 'typeorm', name: /^(?:DataSource|Connection|EntityManager|Repository|QueryRunner)$/ },
  { package: '@mikro-orm/', name: /^(?:MikroORM|Connection|EntityManager|EntityRepository)$/ },
  { package: 'drizzle-orm', name: /^(?:Pg|MySql|BaseSQLite|SingleStore|Gel)Database$/ },
];

/**
 * Whether a parameter is a session, a transaction or a connection of an ORM, by its type or a type that it extends: what
 * the rows are read with, which does not change what they are.
 */
export function isCollaborator(context: TypeContext, type: ts.Type): boolean {
  const { Object: ObjectType, Intersection, Instantiable, Union } = context.typescript.TypeFlags;
  if ((type.flags & (ObjectType | Intersection | Instantiable | Union)) === 0) return false;
  const solid = context.checker.getNonNullableType(type);
  if (solid.isUnion()) return solid.types.every((member) => isCollaborator(context, member));
  if ((solid.flags & (ObjectType | Intersection | Instantiable)) === 0) return false;
  if (isPrisma(context, solid)) return true;
  if (!usesOrm(context)) return false;
  const members = solid.isIntersection() ? solid.types : [solid];
  return members.some((member) => {
    const found = findDeclared(context, member, new Set());
    if (found?.symbol.name.endsWith('Repository') !== true) return found !== undefined;
    // What a base class takes is settled by the class that was asked for.
    return !holdsAnyRow(context, member) && (found === member || !holdsAnyRow(context, found, 'ignore parameters'));
  });
}

/** The type itself, or the one above it, that an ORM declares. */
function findDeclared(context: TypeContext, type: ts.Type, seen: Set<ts.Type>): ts.Type | undefined {
  const { symbol } = type;
  if (symbol === undefined || seen.has(type)) return undefined;
  seen.add(type);
  if (COLLABORATORS.some((known) => known.name.test(symbol.name) && isDeclaredIn(symbol, known.package))) return type;
  const declared = genericTarget(context.typescript, type);
  if (!declared.isClassOrInterface()) return undefined;
  for (const base of context.checker.getBaseTypes(declared)) {
    const found = findDeclared(context, base, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A repository of whatever rows its caller likes says which rows are read: `Repository<T>`, `Repository<ObjectLiteral>`. */
function holdsAnyRow(context: TypeContext, type: ts.Type, parameters?: 'ignore parameters'): boolean {
  const { Any, Unknown, NonPrimitive, TypeParameter } = context.typescript.TypeFlags;
  return typeArguments(context, type).some(({ flags, symbol }) => {
    if ((flags & (Any | Unknown | NonPrimitive)) !== 0) return true;
    // The type of `this` in a class is a parameter of the class's own symbol.
    if ((flags & TypeParameter) !== 0) return parameters === undefined && symbol !== type.symbol;
    return symbol !== undefined && isDeclaredIn(symbol, 'typeorm');
  });
}

const PRISMA_METHODS = ['$queryRaw', '$queryRawUnsafe', '$executeRaw', '$executeRawUnsafe'];

/** Prisma generates its client where a project wants it, so what it has tells. A `TransactionClient` has less of it. */
function isPrisma({ checker }: TypeContext, type: ts.Type): boolean {
  return PRISMA_METHODS.every((name) => checker.getPropertyOfType(type, name) !== undefined);
}
