import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { listClasses } from './list-classes.ts';
import { type Decorator, listDecorators } from './list-decorators.ts';
import type { TableName } from './model.ts';
import { isOptionSet, readOption, readValue, tableNameOf } from './read-option.ts';

/** A class that an ORM fills from rows. */
export interface ClassModel {
  readonly orm: Decorator['orm'];
  /** Absent: a base class, or a part of other classes' rows. */
  readonly table: TableName | undefined;
  /**
   * Paths of the properties that are the primary key: `['order_id', 'product_id']`, and `['order.id']` where a relation
   * is a part of it. Those that the class declares itself come first, in their order, then those of its base class.
   */
  readonly id: readonly string[];
  /** Names of the properties that rows have, relations too. */
  readonly columns: ReadonlySet<string>;
}

const known = new WeakMap<ts.Symbol, { readonly model: ClassModel | undefined }>();

/** What decorators say of a class; `undefined` where no ORM's are seen, as in the declarations of a compiled package. */
export function readClass(context: TypeContext, symbol: ts.Symbol): ClassModel | undefined {
  const before = known.get(symbol);
  if (before !== undefined) return before.model;
  // A relation may lead back to the class.
  known.set(symbol, { model: undefined });
  const model = read(context, symbol);
  known.set(symbol, { model });
  return model;
}

interface DecoratedClass {
  readonly node: ts.ClassLikeDeclaration;
  readonly decorators: readonly Decorator[];
}

interface DecoratedProperty {
  readonly node: ts.ClassElement;
  readonly name: string;
  readonly decorators: readonly Decorator[];
}

function read(context: TypeContext, symbol: ts.Symbol): ClassModel | undefined {
  const classes = listClasses(context, symbol).map(
    (node): DecoratedClass => ({ node, decorators: listDecorators(context, node) }),
  );
  const properties = classes.flatMap(({ node }) => listProperties(context, node));
  const [decorator] = [...classes, ...properties].flatMap(({ decorators }) => decorators);
  if (decorator === undefined) return undefined;
  const { orm } = decorator;
  const columns = properties.filter(({ decorators }) =>
    decorators.some(({ name }) => orm.keys.has(name) || orm.columns.has(name)),
  );
  const keys = columns.filter(({ decorators }) =>
    decorators.some(({ name, args }) => orm.keys.has(name) || isOptionSet(context, args, 'primary')),
  );
  return {
    orm,
    table: readTable(context, classes),
    id: [...new Set(keys.flatMap((key) => listPaths(context, key)))],
    columns: new Set(columns.map(({ name }) => name)),
  };
}

function listProperties(context: TypeContext, { members }: ts.ClassLikeDeclaration): readonly DecoratedProperty[] {
  const { typescript } = context;
  return members.flatMap((node) => {
    const { name } = node;
    if (name === undefined || !(typescript.isIdentifier(name) || typescript.isStringLiteralLike(name))) return [];
    const decorators = listDecorators(context, node);
    return decorators.length === 0 ? [] : [{ node, name: name.text, decorators }];
  });
}

/** `id`, or the way to the key of the row that a relation leads to. */
function listPaths(context: TypeContext, { node, name }: DecoratedProperty): readonly string[] {
  const { checker } = context;
  const { symbol } = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const isClass = symbol !== undefined && (symbol.flags & context.typescript.SymbolFlags.Class) !== 0;
  const target = isClass ? readClass(context, symbol) : undefined;
  return target === undefined || target.id.length === 0 ? [name] : target.id.map((part) => `${name}.${part}`);
}

function readTable(context: TypeContext, classes: readonly DecoratedClass[]): TableName | undefined {
  const [own, ...bases] = classes;
  const decorator = own && findEntity(own);
  if (own === undefined || decorator === undefined || isOptionSet(context, decorator.args, 'abstract'))
    return undefined;
  // Where several classes share a table, it is that of the outermost.
  const root = bases.findLast((base) => {
    const entity = findEntity(base);
    if (entity === undefined) return false;
    return decorator.name === 'ChildEntity' ? entity.name === 'Entity' : isShared(context, entity);
  });
  return root === undefined
    ? nameTable(context, own, decorator)
    : nameTable(context, root, findEntity(root) ?? decorator);
}

function findEntity({ decorators }: DecoratedClass): Decorator | undefined {
  return decorators.find(({ orm, name }) => orm.entities.has(name));
}

/** Of MikroORM: `@Entity({ discriminatorColumn: 'type' })`. */
function isShared(context: TypeContext, { orm, args }: Decorator): boolean {
  if (orm.orm !== 'MikroORM') return false;
  const options = ['discriminatorColumn', 'discriminatorMap', 'discriminator'];
  return args.some((arg) => options.some((option) => readOption(context, arg, option) !== undefined));
}

function nameTable(context: TypeContext, { node }: DecoratedClass, { orm, args }: Decorator): TableName | undefined {
  const [first] = args;
  // TypeORM takes the name alone, too.
  const isName = first !== undefined && (context.checker.getTypeAtLocation(first).flags & stringLike(context)) !== 0;
  if (isName && orm.orm === 'TypeORM') return tableNameOf(readValue(context, first));
  for (const arg of args) {
    const named = orm.tableOptions.map((option) => readOption(context, arg, option)).find(Boolean);
    if (named !== undefined) return tableNameOf(named);
  }
  return node.name === undefined ? undefined : { text: orm.nameTable(node.name.text) };
}

function stringLike({ typescript }: TypeContext): number {
  return typescript.TypeFlags.StringLike;
}
