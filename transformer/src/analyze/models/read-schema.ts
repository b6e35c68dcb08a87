import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { isDeclaredIn } from './is-declared-in.ts';
import { resolveSymbol } from './list-decorators.ts';
import type { ReadableModel, TableName } from './model.ts';
import { ORM_DECORATORS, type OrmDecorators } from './orm-decorators.ts';
import { isOptionSet, readOption, tableNameOf } from './read-option.ts';
import { readPrimaryKeyProp } from './read-primary-key-prop.ts';

/**
 * What describes rows without decorators: MikroORM's `defineEntity({ … })`, which its type tells of, and
 * `new EntitySchema<User>({ … })` of MikroORM and TypeORM, whose options have to stand in the code.
 */
export function readSchema(context: TypeContext, type: ts.Type, place: ts.Node | undefined): ReadableModel | undefined {
  const call = place && findCall(context, place);
  const options = call?.arguments?.[0];
  const row = typeOfProperty(context, type, '~entity');
  const isDefined = type.symbol?.name === 'EntitySchemaWithMeta' && isDeclaredIn(type.symbol, '@mikro-orm/');
  if (isDefined && row !== undefined) return readDefined(context, { type, row, options });
  const orm = call && findOrm(context, call);
  return orm === undefined || options === undefined ? undefined : readOptions(context, { orm, options, type });
}

interface Defined {
  readonly type: ts.Type;
  readonly row: ts.Type;
  /** Absent in the declarations of a compiled package. */
  readonly options: ts.Expression | undefined;
}

function readDefined(context: TypeContext, { type, row, options }: Defined): ReadableModel {
  const id = readPrimaryKeyProp(context, row) ?? [];
  const declared = typeOfProperty(context, type, 'tableName');
  if (declared?.isStringLiteral() === true) return { table: { text: declared.value }, id, row, rows: 'class' };
  const computed = options && readOption(context, options, 'tableName');
  if (computed !== undefined) return { table: tableNameOf(computed), id, row, rows: 'class' };
  const name = typeOfProperty(context, type, 'name');
  const table: TableName =
    name?.isStringLiteral() === true ? { text: mikroOrm(name.value) } : { computed: 'the name of the schema' };
  return { table, id, row, rows: 'class' };
}

function mikroOrm(className: string): string {
  const text = ORM_DECORATORS.find(({ orm }) => orm === 'MikroORM')?.nameTable(className);
  return text ?? className;
}

interface Described {
  readonly orm: OrmDecorators;
  readonly options: ts.Expression;
  readonly type: ts.Type;
}

function readOptions(context: TypeContext, { orm, options, type }: Described): ReadableModel | undefined {
  const { checker } = context;
  // `EntitySchema` is a class with the type of its rows as the first argument.
  const [row] = checker.getTypeArguments(type as ts.TypeReference);
  if (row === undefined) return undefined;
  const id = ['columns', 'properties'].flatMap((option) => listKeys(context, options, option));
  const noted = id.length === 0 ? readPrimaryKeyProp(context, row) : undefined;
  return { table: nameTable(context, { orm, options, type }), id: noted ?? id, row, rows: 'class' };
}

/** The names in `columns: { id: { primary: true } }` that are the key. */
function listKeys(context: TypeContext, options: ts.Expression, option: string): readonly string[] {
  const { typescript } = context;
  if (!typescript.isObjectLiteralExpression(options)) return [];
  const columns = options.properties.find(
    (property) => property.name !== undefined && property.name.getText() === option,
  );
  if (columns === undefined || !typescript.isPropertyAssignment(columns)) return [];
  const { initializer } = columns;
  if (!typescript.isObjectLiteralExpression(initializer)) return [];
  return initializer.properties.flatMap((column) => {
    if (!typescript.isPropertyAssignment(column)) return [];
    const { name, initializer: facts } = column;
    const isKey = isOptionSet(context, [facts], 'primary') || isOptionSet(context, [facts], 'objectId');
    const isNamed = typescript.isIdentifier(name) || typescript.isStringLiteralLike(name);
    return isKey && isNamed ? [name.text] : [];
  });
}

function nameTable(context: TypeContext, { orm, options }: Described): TableName | undefined {
  const table = readOption(context, options, 'tableName');
  if (table !== undefined) return tableNameOf(table);
  const name = readOption(context, options, 'name');
  if (name !== undefined) {
    const read = tableNameOf(name);
    return 'text' in read ? { text: orm.nameTable(read.text) } : read;
  }
  const target = readOption(context, options, orm.orm === 'TypeORM' ? 'target' : 'class');
  return target?.type.symbol === undefined ? undefined : { text: orm.nameTable(target.type.symbol.name) };
}

function typeOfProperty({ checker }: TypeContext, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = checker.getPropertyOfType(type, name);
  return symbol && checker.getTypeOfSymbol(symbol);
}

/** The call that makes what a variable holds. */
function findCall({ typescript }: TypeContext, place: ts.Node): ts.CallExpression | ts.NewExpression | undefined {
  const made = typescript.isVariableDeclaration(place) ? place.initializer : place;
  const isCall = made !== undefined && (typescript.isCallExpression(made) || typescript.isNewExpression(made));
  return isCall ? made : undefined;
}

function findOrm(context: TypeContext, call: ts.CallExpression | ts.NewExpression): OrmDecorators | undefined {
  if (!context.typescript.isNewExpression(call)) return undefined;
  const symbol = resolveSymbol(context, call.expression);
  if (symbol?.name !== 'EntitySchema') return undefined;
  return ORM_DECORATORS.find((orm) => isDeclaredIn(symbol, orm.package));
}
