import type ts from 'typescript';
import type { Field, IndexField } from './structure.ts';
import type { TypeContext } from './type-context.ts';

/** The properties of an object type, inherited ones too, in the order of their declaration. */
export function readFields(context: TypeContext, type: ts.Type): readonly Field[] {
  const { typescript, checker } = context;
  const fields: Field[] = [];
  for (const symbol of checker.getPropertiesOfType(type)) {
    const name = nameOfSymbol(symbol);
    if (!isOfEveryObject(typescript, symbol, name)) fields.push(readField(typescript, symbol, name));
  }
  return fields;
}

/**
 * `symbol.name`, which the compiler makes anew each time it is read. It differs from `escapedName` only in names that begin
 * with two underscores.
 */
function nameOfSymbol(symbol: ts.Symbol): string {
  const escaped = String(symbol.escapedName);
  return escaped.startsWith('__') ? symbol.name : escaped;
}

const OF_EVERY_OBJECT = new Set([
  ...['constructor', 'toString', 'toLocaleString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'],
  'propertyIsEnumerable',
]);

/** `toString(): string` in an interface says nothing of a value; one with a body does. */
function isOfEveryObject(typescript: typeof ts, { declarations }: ts.Symbol, name: string): boolean {
  return OF_EVERY_OBJECT.has(name) && (declarations ?? []).every(typescript.isMethodSignature);
}

/** The index signatures of an object type. */
export function readIndexes({ checker }: TypeContext, type: ts.Type): readonly IndexField[] {
  return checker
    .getIndexInfosOfType(type)
    .map(({ keyType, type: held, isReadonly }) => ({ key: keyType, type: held, isReadonly }));
}

function readField(typescript: typeof ts, symbol: ts.Symbol, inner: string): Field {
  const { SymbolFlags, ModifierFlags } = typescript;
  const { valueDeclaration } = symbol;
  const modifiers = valueDeclaration === undefined ? 0 : typescript.getCombinedModifierFlags(valueDeclaration);
  return {
    name: nameOf(typescript, symbol, inner),
    symbol,
    form: formOf(typescript, symbol),
    isOptional: (symbol.flags & SymbolFlags.Optional) !== 0,
    isReadonly: (modifiers & ModifierFlags.Readonly) !== 0 || isMadeReadonly(typescript, symbol),
    isHidden: (modifiers & (ModifierFlags.Private | ModifierFlags.Protected)) !== 0 || isPrivateName(inner),
  };
}

function formOf({ SymbolFlags, isInterfaceDeclaration }: typeof ts, symbol: ts.Symbol): Field['form'] {
  if ((symbol.flags & SymbolFlags.Method) !== 0) return 'method';
  if ((symbol.flags & SymbolFlags.Accessor) === 0) return 'value';
  // `get name(): string` in an interface promises a value and does not tell how it is held.
  const isPromise = (symbol.declarations ?? []).every(({ parent }) => isInterfaceDeclaration(parent));
  return isPromise ? 'value' : 'accessor';
}

/** `#secret`, which the property `'#secret'` is not. */
function isPrivateName(inner: string): boolean {
  return inner.startsWith('__#');
}

/** `#secret` and names that are symbols have an inner name that differs from run to run. */
function nameOf(typescript: typeof ts, symbol: ts.Symbol, inner: string): string {
  if (!inner.startsWith('__')) return inner;
  const declared = symbol.valueDeclaration && typescript.getNameOfDeclaration(symbol.valueDeclaration);
  if (declared !== undefined && typescript.isPrivateIdentifier(declared)) return declared.text;
  const [, unique] = /^__@(.*)@\d+$/.exec(inner) ?? [];
  return unique === undefined ? inner : `[${unique}]`;
}

// CheckFlags.Readonly of the compiler.
const READONLY = 8;

/** `Readonly<User>` and `as const` make properties readonly without a modifier; the compiler notes it on the symbol. */
function isMadeReadonly(typescript: typeof ts, symbol: ts.Symbol): boolean {
  if (!('getCheckFlags' in typescript) || typeof typescript.getCheckFlags !== 'function') return false;
  const flags: unknown = typescript.getCheckFlags(symbol);
  return typeof flags === 'number' && (flags & READONLY) !== 0;
}
