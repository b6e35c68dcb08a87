import type ts from 'typescript';
import { listColumns } from '../models/list-columns.ts';
import { isPlatformSymbol } from './platform-symbol.ts';
import { readFields, readIndexes } from './read-fields.ts';
import { renderPrimitive } from './render-primitive.ts';
import type { BuiltIn, Field, ObjectStructure, Structure, TupleElement } from './structure.ts';
import type { TypeContext } from './type-context.ts';
import { genericTarget, typeArguments } from './type-reference.ts';

const structures = new WeakMap<ts.Type, Structure>();

/** What a value of the type is made of, one level deep. Read once for each type of a program. */
export function readStructure(context: TypeContext, type: ts.Type): Structure {
  const known = structures.get(type);
  if (known !== undefined) return known;
  const structure = read(context, type);
  structures.set(type, structure);
  return structure;
}

function read(context: TypeContext, type: ts.Type): Structure {
  const { typescript, checker } = context;
  const { TypeFlags } = typescript;
  const { flags } = type;
  if ((flags & TypeFlags.Any) !== 0) return { kind: 'unknown', name: 'any' };
  if ((flags & TypeFlags.Unknown) !== 0) return { kind: 'unknown', name: 'unknown' };
  if ((flags & TypeFlags.NonPrimitive) !== 0) return { kind: 'unknown', name: 'object' };
  if (type.isUnion()) return { kind: 'union', members: type.types };
  if ((flags & TypeFlags.ESSymbolLike) !== 0) return { kind: 'symbol' };
  if (isPrimitiveType(typescript, type)) return readPrimitive(context, type);
  if ((flags & TypeFlags.Instantiable) !== 0) {
    return { kind: 'generic', constraint: checker.getBaseConstraintOfType(type) };
  }
  if (type.isIntersection()) {
    // `string & { __brand: 'UserId' }` is a string; the brand exists for the compiler only.
    const branded = type.types.find((member) => isPrimitiveType(typescript, member));
    if (branded !== undefined) return readPrimitive(context, branded);
    const whole = type.types.map((member) => readStructure(context, member)).find(isWhole);
    if (whole !== undefined) return whole;
  }
  return readObject(context, type);
}

/** Of what has a form of its own more fields are a brand, too. */
function isWhole({ kind }: Structure): boolean {
  return kind === 'list' || kind === 'tuple' || kind === 'built-in';
}

function readPrimitive(context: TypeContext, type: ts.Type): Structure {
  return { kind: 'primitive', type, text: renderPrimitive(context, type) };
}

/** Whether the flags of a type alone tell that its values are primitives. Symbols do not count, brands are not looked at. */
export function isPrimitiveType({ TypeFlags }: typeof ts, { flags }: ts.Type): boolean {
  const primitive =
    TypeFlags.StringLike | TypeFlags.NumberLike | TypeFlags.BigIntLike | TypeFlags.BooleanLike | TypeFlags.EnumLike;
  return (flags & (primitive | TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Never)) !== 0;
}

function readObject(context: TypeContext, type: ts.Type): Structure {
  const { typescript, checker } = context;
  if (checker.isTupleType(type)) return readTuple(context, type);
  if (checker.isArrayType(type)) {
    const [element] = typeArguments(context, type);
    const isReadonly = type.symbol.name === 'ReadonlyArray';
    return element === undefined ? { kind: 'unknown', name: 'any' } : { kind: 'list', element, isReadonly };
  }
  // Of `Map<string, User>` those of `Map`, so that they need not be made for these arguments.
  const declared = genericTarget(typescript, type);
  if (declared.getCallSignatures().length + declared.getConstructSignatures().length > 0) return { kind: 'function' };
  const builtIn = readBuiltIn(context, type) ?? readReadonly(context, type);
  if (builtIn !== undefined) return builtIn;
  const columns = listColumns(context, type);
  if (columns !== undefined) return readModel(context, type, columns);
  const fields = readFields(context, type);
  const indexes = readIndexes(context, type);
  const { symbol } = type;
  const isClass = symbol !== undefined && (symbol.flags & typescript.SymbolFlags.Class) !== 0;
  if (!isClass) {
    // `{}` takes every value but null and undefined.
    return fields.length + indexes.length === 0
      ? { kind: 'unknown', name: 'object' }
      : { kind: 'object', fields, indexes };
  }
  const className = symbol.name;
  const base = findPlatformBase(context, type);
  if (base === undefined) return { kind: 'object', className, fields, indexes };
  const own = fields.filter(({ symbol: field }) => !isPlatformSymbol(context, field));
  return { kind: 'object', className, base: base.symbol.name, fields: own, indexes };
}

function readModel({ checker }: TypeContext, type: ts.Type, fields: readonly Field[]): ObjectStructure {
  const { symbol } = type;
  // What is made from a class (`Partial<User>`) has no name of its own.
  const isNamed = symbol !== undefined && !symbol.name.startsWith('__');
  const className = isNamed ? symbol.name : checker.typeToString(type);
  return { kind: 'object', className, isModel: true, fields, indexes: [] };
}

function readTuple(context: TypeContext, type: ts.Type): Structure {
  const { typescript } = context;
  const { ElementFlags } = typescript;
  // The checker said that it is a tuple, whose target tells of its elements.
  const { elementFlags, readonly } = (type as ts.TupleTypeReference).target;
  const elements = typeArguments(context, type).map((element, index): TupleElement => {
    const flags = elementFlags[index] ?? ElementFlags.Required;
    if ((flags & ElementFlags.Variadic) !== 0) return { type: elementOf(context, element), kind: 'rest' };
    if ((flags & ElementFlags.Rest) !== 0) return { type: element, kind: 'rest' };
    return { type: element, kind: (flags & ElementFlags.Optional) === 0 ? 'required' : 'optional' };
  });
  return { kind: 'tuple', elements, isReadonly: readonly };
}

/** Of `...T` in a tuple, `T` being a list. */
function elementOf({ checker }: TypeContext, type: ts.Type): ts.Type {
  return (checker.getBaseConstraintOfType(type) ?? type).getNumberIndexType() ?? type;
}

const FUNCTIONS = new Set(['Function', 'CallableFunction', 'NewableFunction']);
const BOXES = new Set(['String', 'Number', 'Boolean', 'BigInt']);
const OPEN = new Set(['Object', 'Iterable', 'AsyncIterable', 'ArrayLike', 'ArrayBufferView', 'ConcatArray']);

function readBuiltIn(context: TypeContext, type: ts.Type): Structure | undefined {
  const { typescript, checker } = context;
  const { symbol } = type;
  if (symbol === undefined || !isNamed(typescript, symbol)) return undefined;
  const { name } = symbol;
  if (isPlatformSymbol(context, symbol)) {
    if (FUNCTIONS.has(name)) return { kind: 'function' };
    if (BOXES.has(name)) return readPrimitive(context, type);
    if (name === 'Symbol') return { kind: 'symbol' };
    if (OPEN.has(name)) return { kind: 'unknown', name: 'object' };
    if (!isRunning(context, type)) return undefined;
    const hasToJson = checker.getPropertyOfType(genericTarget(typescript, type), 'toJSON') !== undefined;
    return { kind: 'built-in', name, label: name, parts: typeArguments(context, type), hasToJson };
  }
  if ((symbol.flags & typescript.SymbolFlags.Class) !== 0) return undefined;
  const base = findPlatformBase(context, type);
  const inherited = base && readStructure(context, base);
  return inherited?.kind === 'built-in' ? ({ ...inherited, label: name } satisfies BuiltIn) : undefined;
}

/** `Readonly<Date>` is a date still. Of other types it is read field by field. */
function readReadonly(context: TypeContext, type: ts.Type): Structure | undefined {
  const whole = wholeOfReadonly(context, type);
  const structure = whole && readStructure(context, whole);
  return structure?.kind === 'built-in' ? structure : undefined;
}

/** `T` of `Readonly<T>`. */
export function wholeOfReadonly(
  context: TypeContext,
  { aliasSymbol, aliasTypeArguments }: ts.Type,
): ts.Type | undefined {
  const isReadonly = aliasSymbol?.name === 'Readonly' && isPlatformSymbol(context, aliasSymbol);
  return isReadonly ? aliasTypeArguments?.[0] : undefined;
}

/** Not a literal or mapped type, as `Readonly<User>` is one that the library declares. */
function isNamed({ SymbolFlags }: typeof ts, { flags }: ts.Symbol): boolean {
  return (flags & (SymbolFlags.Interface | SymbolFlags.Class)) !== 0;
}

/** Other than plain data, which the platform describes by interfaces without methods. */
function isRunning(context: TypeContext, type: ts.Type): boolean {
  const isMethod = ({ form }: Field): boolean => form !== 'value';
  const isClass = (type.symbol.flags & context.typescript.SymbolFlags.Class) !== 0;
  return isClass || isVariableOfItsOwn(context, type) || readFields(context, type).some(isMethod);
}

/** `Date`, `Error`: an interface beside a constructor of the same name. */
function isVariableOfItsOwn({ typescript }: TypeContext, { symbol }: ts.Type): boolean {
  return (symbol.flags & typescript.SymbolFlags.Variable) !== 0;
}

/** Whether a class or an interface says that it extends another one, which most do not. */
function hasHeritage(typescript: typeof ts, { symbol }: ts.Type): boolean {
  return (symbol.declarations ?? []).some(
    (node) =>
      (typescript.isInterfaceDeclaration(node) || typescript.isClassLike(node)) && node.heritageClauses !== undefined,
  );
}

function findPlatformBase(context: TypeContext, type: ts.Type): ts.Type | undefined {
  const { typescript, checker } = context;
  const declared = genericTarget(typescript, type);
  if (!declared.isClassOrInterface() || !hasHeritage(typescript, declared)) return undefined;
  for (const base of checker.getBaseTypes(declared)) {
    if (base.symbol === undefined || !isNamed(context.typescript, base.symbol)) continue;
    if (isPlatformSymbol(context, base.symbol)) return base;
    const further = findPlatformBase(context, base);
    if (further !== undefined) return further;
  }
  return undefined;
}
