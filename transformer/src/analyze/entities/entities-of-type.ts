import type ts from 'typescript';
import { isPlatformSymbol } from '../types/platform-symbol.ts';
import { readStructure } from '../types/read-structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import { genericTarget } from '../types/type-reference.ts';
import { declaredType, type EntityType, readEntityIndex } from './entity-index.ts';
import { planIdRead } from './id-paths.ts';

const entities = new WeakMap<ts.Type, readonly EntityType[]>();
const NONE: readonly EntityType[] = [];

/**
 * The entities that an object of the type is, by the `@entity` lines of its declaration, its alias, the classes and
 * interfaces above it, the members of an intersection, and of what `Omit<User, 'password'>` and its like are made from.
 * Of a union its members are asked.
 */
export function entitiesOfType(context: TypeContext, type: ts.Type): readonly EntityType[] {
  if (readEntityIndex(context).names.length === 0 || readStructure(context, type).kind !== 'object') return NONE;
  const known = entities.get(type);
  if (known !== undefined) return known;
  // A class may stand above itself where the compiler reports it.
  entities.set(type, NONE);
  const found = new Map<string, EntityType>();
  for (const entity of read(context, type)) if (!found.has(entity.name)) found.set(entity.name, entity);
  const list = found.size === 0 ? NONE : [...found.values()];
  entities.set(type, list);
  return list;
}

function read(context: TypeContext, type: ts.Type): readonly EntityType[] {
  const { typescript } = context;
  const { declarations, types } = readEntityIndex(context);
  const target = genericTarget(typescript, type);
  const own = [
    ...(types.get(type) ?? []),
    ...(types.get(target) ?? []),
    ...[type.symbol, type.aliasSymbol].flatMap((symbol) => declared(symbol)),
  ];
  function declared(symbol: ts.Symbol | undefined): readonly (EntityType | undefined)[] {
    return (symbol?.declarations ?? []).map((node) => declarations.get(node));
  }
  const direct = [
    ...own.filter((entity) => entity !== undefined),
    ...listAbove(context, target).flatMap((above) => entitiesOfType(context, above)),
    ...listSources(context, type).flatMap((source) => entitiesOfType(context, source)),
  ];
  return direct.length > 0 ? direct : readMapped(context, type);
}

/** Members of an intersection, base classes and interfaces, and what a class implements. */
function listAbove({ typescript, checker }: TypeContext, type: ts.Type): readonly ts.Type[] {
  if (type.isIntersection()) return type.types.map((member) => checker.getBaseConstraintOfType(member) ?? member);
  if (!type.isClassOrInterface()) return [];
  const implemented = (type.symbol.declarations ?? [])
    .filter((node) => typescript.isClassLike(node))
    .flatMap(({ heritageClauses = [] }) => [...heritageClauses])
    .filter(({ token }) => token === typescript.SyntaxKind.ImplementsKeyword)
    .flatMap((clause) => clause.types.map((node) => checker.getTypeAtLocation(node)));
  return [...checker.getBaseTypes(type), ...implemented];
}

const UTILITIES = new Set(['Readonly', 'Partial', 'Required', 'Pick', 'Omit', 'NonNullable', 'Awaited']);

/** `User` for `Omit<User, 'password'>`, also where an alias gives that a name. */
function listSources(context: TypeContext, { aliasSymbol, aliasTypeArguments = [] }: ts.Type): readonly ts.Type[] {
  const { typescript, checker } = context;
  if (aliasSymbol === undefined) return [];
  if (isUtility(context, aliasSymbol)) return membersOf(aliasTypeArguments[0]);
  const [alias] = aliasSymbol.declarations ?? [];
  if (alias === undefined || !typescript.isTypeAliasDeclaration(alias)) return [];
  const { type: node, typeParameters = [] } = alias;
  const argument = typescript.isTypeReferenceNode(node) ? node.typeArguments?.[0] : undefined;
  const symbol = typescript.isTypeReferenceNode(node) ? checker.getSymbolAtLocation(node.typeName) : undefined;
  if (argument === undefined || symbol === undefined || !isUtility(context, symbol)) return [];
  const source = checker.getTypeFromTypeNode(argument);
  const parameter = [...typeParameters].findIndex((one) => checker.getTypeAtLocation(one) === source);
  return membersOf(parameter === -1 ? source : aliasTypeArguments[parameter]);
}

function membersOf(type: ts.Type | undefined): readonly ts.Type[] {
  if (type === undefined) return [];
  return type.isUnion() ? type.types : [type];
}

function isUtility(context: TypeContext, symbol: ts.Symbol): boolean {
  return UTILITIES.has(symbol.name) && isPlatformSymbol(context, symbol);
}

/**
 * A mapped type of the program's own (`DeepReadonly<User>`), one that lost its alias on the way, and what a literal
 * spreads (`{ ...user, posts }`): its properties remember where they were declared. It is the entity as long as its id is
 * the one of there and has the type that it had there.
 */
function readMapped(context: TypeContext, type: ts.Type): readonly EntityType[] {
  const { typescript, checker } = context;
  if (!isMade(typescript, type)) return [];
  const found = new Map<EntityType, ts.Type>();
  for (const property of checker.getPropertiesOfType(type)) {
    for (const node of property.declarations ?? []) {
      const owner = findOwner(context, node);
      const entity = owner && readEntityIndex(context).declarations.get(owner);
      if (owner !== undefined && entity !== undefined) found.set(entity, declaredType(context, owner));
    }
  }
  return [...found].flatMap(([entity, source]) => (keepsId(context, type, { entity, source }) ? [entity] : []));
}

/** Not declared, but made from other types: a mapped type, what a literal spreads, what a pattern leaves. */
function isMade({ TypeFlags, ObjectFlags, SymbolFlags }: typeof ts, type: ts.Type): boolean {
  if ((type.flags & TypeFlags.Object) === 0) return false;
  // A literal's type is widened where it is returned or assigned, and then only its symbol tells.
  const isLiteral = type.symbol !== undefined && (type.symbol.flags & SymbolFlags.ObjectLiteral) !== 0;
  // The flag proves that it is an object type.
  return isLiteral || ((type as ts.ObjectType).objectFlags & (ObjectFlags.Mapped | ObjectFlags.ObjectRestType)) !== 0;
}

/** The interface, class or alias that a property belongs to. */
function findOwner({ typescript }: TypeContext, property: ts.Node): ts.Node | undefined {
  let owner: ts.Node = property.parent;
  while (
    typescript.isTypeLiteralNode(owner) ||
    typescript.isIntersectionTypeNode(owner) ||
    typescript.isParenthesizedTypeNode(owner)
  ) {
    owner = owner.parent;
  }
  return owner;
}

function keepsId(
  context: TypeContext,
  type: ts.Type,
  { entity, source }: { readonly entity: EntityType; readonly source: ts.Type },
): boolean {
  const { checker } = context;
  if (planIdRead(context, type, entity.id) === undefined) return false;
  return entity.id.paths.every(([name = '']) => {
    const [kept, before] = [type, source].map((one) => checker.getPropertyOfType(one, name));
    if (kept === undefined || before === undefined) return false;
    // Of `{ ...user, ...team }` the id is that of the team.
    if (kept.declarations?.some((node) => before.declarations?.includes(node)) !== true) return false;
    const solid = checker.getNonNullableType(checker.getTypeOfSymbol(kept));
    return checker.isTypeAssignableTo(solid, checker.getNonNullableType(checker.getTypeOfSymbol(before)));
  });
}
