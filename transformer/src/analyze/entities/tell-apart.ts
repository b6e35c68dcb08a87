import type ts from 'typescript';
import { readStructure } from '../types/read-structure.ts';
import type { TypeContext } from '../types/type-context.ts';
import type { UnionTest } from './entity-plan.ts';

/** A property of one member of a union. */
interface Member {
  readonly type: ts.Type;
  readonly properties: ReadonlyMap<string, ts.Symbol>;
  /** Any property may be in it. */
  readonly isOpen: boolean;
}

/**
 * For each object type of a union a test that its values meet, and those of no other member: a property with a value of
 * its own (`kind: 'cat'`), or one that only it has. `undefined` where there is none.
 */
export function tellApart(context: TypeContext, types: readonly ts.Type[]): readonly (UnionTest | undefined)[] {
  const members = types.map((type) => readMember(context, type));
  return members.map((member) => {
    const others = members.filter((other) => other !== member);
    return findMark(context, member, others) ?? findOwnProperty(context, member, others);
  });
}

function readMember(context: TypeContext, type: ts.Type): Member {
  const properties = context.checker.getPropertiesOfType(type).map((symbol) => [symbol.name, symbol] as const);
  const structure = readStructure(context, type);
  const isOpen = structure.kind === 'unknown' || (structure.kind === 'object' && structure.indexes.length > 0);
  return { type, properties: new Map(properties), isOpen };
}

/** The names that every value of a member has, sorted, since the compiler has no order of its own for them. */
function listRequired({ typescript }: TypeContext, { properties }: Member): readonly (readonly [string, ts.Symbol])[] {
  const { Optional, Method } = typescript.SymbolFlags;
  return [...properties]
    .filter(([name, { flags }]) => (flags & (Optional | Method)) === 0 && !/^__[#@]/.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function findMark(context: TypeContext, member: Member, others: readonly Member[]): UnionTest | undefined {
  for (const [property, symbol] of listRequired(context, member)) {
    const values = readUnits(context, symbol);
    if (values?.length === 0 || values?.some((value) => value === null)) continue;
    const isOwn = others.every((other) => {
      const theirs = other.properties.get(property);
      if (theirs === undefined) return !other.isOpen;
      return readUnits(context, theirs)?.every((value) => !values?.includes(value)) === true;
    });
    const marks = values?.filter((value) => value !== null).toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
    if (isOwn && marks !== undefined) return { is: 'marked', property, values: marks };
  }
  return undefined;
}

/** The values of a property whose type has single ones; `null` stands for `null` and `undefined`. */
function readUnits(
  { typescript, checker }: TypeContext,
  symbol: ts.Symbol,
): readonly (string | number | boolean | null)[] | undefined {
  const { Null, Undefined, BooleanLiteral } = typescript.TypeFlags;
  const type = checker.getTypeOfSymbol(symbol);
  const units: (string | number | boolean | null)[] = [];
  for (const member of type.isUnion() ? type.types : [type]) {
    if (member.isStringLiteral() || member.isNumberLiteral()) units.push(member.value);
    else if ((member.flags & BooleanLiteral) !== 0) units.push(checker.typeToString(member) === 'true');
    else if ((member.flags & (Null | Undefined)) !== 0) units.push(null);
    else return undefined;
  }
  return units;
}

function findOwnProperty(context: TypeContext, member: Member, others: readonly Member[]): UnionTest | undefined {
  if (others.some(({ isOpen }) => isOpen)) return undefined;
  const own = listRequired(context, member).find(([name]) => others.every(({ properties }) => !properties.has(name)));
  return own && { is: 'with', property: own[0] };
}
