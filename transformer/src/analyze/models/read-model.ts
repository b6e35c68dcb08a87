import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { NamedWord } from '../../parse-tag-lines/cache-options.ts';
import { entitiesOfType } from '../entities/entities-of-type.ts';
import type { FunctionContext } from '../function-context.ts';
import type { TypeContext } from '../types/type-context.ts';
import { resolveAlias, resolveSymbol } from './list-decorators.ts';
import type { Model, ReadableModel } from './model.ts';
import { readClass } from './read-class.ts';
import { readPrimaryKeyProp } from './read-primary-key-prop.ts';
import { readSchema } from './read-schema.ts';
import { readTable } from './read-table.ts';

/** A class or table that a tag line names: `{User}`. */
export interface ModelName {
  readonly tag: 'tracks' | 'invalidates';
  readonly word: NamedWord;
}

/** The model that a tag line names, or the reason why the build cannot read it. */
export function readModel(fn: FunctionContext, { tag, word }: ModelName): Model | Diagnostic {
  const symbol = findSymbol(fn, word.name);
  const { name } = word;
  if (symbol === undefined) {
    const nearest = nearestName(name, listModels(fn));
    return DIAGNOSTICS.unknownModel(word, { tag, name, on: fn.on, nearest });
  }
  const model = readSymbol(fn, symbol);
  if (model?.table === undefined) return DIAGNOSTICS.notAModel(word, { tag, name });
  const { table, id, row, rows } = model;
  if ('computed' in table) return DIAGNOSTICS.computedTableName(word, { tag, name, computed: table.computed });
  if (model.computedKey !== undefined) {
    return DIAGNOSTICS.computedPrimaryKey(word, { tag, name, entity: table.text, computed: model.computedKey });
  }
  if (id.length === 0) return DIAGNOSTICS.noPrimaryKey(word, { tag, name, entity: table.text });
  return { name, entity: table.text, id, row, rows };
}

/** What the word stands for where the function is declared: a class, a variable, also one that is imported as a type. */
function findSymbol(fn: FunctionContext, path: string): ts.Symbol | undefined {
  const { typescript, checker, shape } = fn;
  const [root = '', ...properties] = path.split('.');
  const { Value, Type, Namespace, Alias } = typescript.SymbolFlags;
  const found = checker.resolveName(root, shape.node.parent, Value | Type | Namespace | Alias, false);
  let symbol = found && resolveAlias(fn, found);
  for (const property of properties) {
    const member = symbol && findMember(fn, symbol, property);
    symbol = member && resolveAlias(fn, member);
  }
  return symbol;
}

function findMember({ typescript, checker }: FunctionContext, owner: ts.Symbol, name: string): ts.Symbol | undefined {
  const { Module } = typescript.SymbolFlags;
  if ((owner.flags & Module) !== 0) return checker.getExportsOfModule(owner).find((member) => member.name === name);
  return checker.getPropertyOfType(checker.getTypeOfSymbol(owner), name);
}

function readSymbol(context: TypeContext, symbol: ts.Symbol): ReadableModel | undefined {
  const { typescript, checker } = context;
  const entity = readEntity(context, symbol);
  if (entity !== undefined) return entity;
  if ((symbol.flags & typescript.SymbolFlags.Class) !== 0) return readClassModel(context, symbol);
  if ((symbol.flags & (typescript.SymbolFlags.Variable | typescript.SymbolFlags.Property)) === 0) return undefined;
  const type = checker.getTypeOfSymbol(symbol);
  const place = symbol.valueDeclaration;
  return readTable(context, type, place) ?? readSchema(context, type, place);
}

/** What `@entity` says of a class, an interface or an alias. It goes before what an ORM calls the table. */
function readEntity(context: TypeContext, symbol: ts.Symbol): ReadableModel | undefined {
  const { typescript, checker } = context;
  if ((symbol.flags & typescript.SymbolFlags.Type) === 0) return undefined;
  const row = checker.getDeclaredTypeOfSymbol(symbol);
  const [entity] = entitiesOfType(context, row);
  if (entity === undefined) return undefined;
  const id = entity.id.paths.map((path) => path.join('.'));
  return { table: { text: entity.name }, id, row, rows: 'entity' };
}

/** A class with decorators, or one made from a schema: `class User extends UserSchema.class {}`. */
function readClassModel(context: TypeContext, symbol: ts.Symbol): ReadableModel | undefined {
  const { typescript, checker } = context;
  const row = checker.getDeclaredTypeOfSymbol(symbol);
  const decorated = readClass(context, symbol);
  if (decorated !== undefined) {
    const { table, id } = decorated;
    return { table, id: id.length > 0 ? id : (readPrimaryKeyProp(context, row) ?? []), row, rows: 'class' };
  }
  const { valueDeclaration: declaration } = symbol;
  if (declaration === undefined || !typescript.isClassLike(declaration)) return undefined;
  const base = findBase(typescript, declaration);
  if (base === undefined || !typescript.isPropertyAccessExpression(base) || base.name.text !== 'class')
    return undefined;
  const place = resolveSymbol(context, base.expression)?.valueDeclaration;
  const schema = readSchema(context, checker.getTypeAtLocation(base.expression), place);
  return schema && { ...schema, row };
}

function findBase(typescript: typeof ts, node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  const clause = node.heritageClauses?.find(({ token }) => token === typescript.SyntaxKind.ExtendsKeyword);
  return clause?.types[0]?.expression;
}

/** The names in scope that are models. */
function listModels(fn: FunctionContext): readonly string[] {
  const { typescript, checker, shape, program } = fn;
  const { Class, Interface, TypeAlias, Variable, Alias } = typescript.SymbolFlags;
  const kinds = Class | Interface | TypeAlias | Variable | Alias;
  return checker.getSymbolsInScope(shape.node.parent, kinds).flatMap((symbol) => {
    const isOwn = (symbol.declarations ?? []).some(
      (declaration) => !program.isSourceFileDefaultLibrary(declaration.getSourceFile()),
    );
    const model = isOwn ? readSymbol(fn, resolveAlias(fn, checker.getExportSymbolOfSymbol(symbol))) : undefined;
    return model?.table === undefined ? [] : [symbol.name];
  });
}
