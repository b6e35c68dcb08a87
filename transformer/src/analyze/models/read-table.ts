import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { isDeclaredIn } from './is-declared-in.ts';
import { resolveSymbol } from './list-decorators.ts';
import type { ReadableModel } from './model.ts';
import { readOption } from './read-option.ts';

/**
 * A table of Drizzle, `sqliteTable('users', { … })`. Its type tells the name and which column is the key; a key of several
 * columns stands in the code only, `primaryKey({ columns: [table.orderId, table.productId] })`.
 */
export function readTable(context: TypeContext, type: ts.Type, place: ts.Node | undefined): ReadableModel | undefined {
  const { checker } = context;
  const facts = readProperty(context, type, '_');
  const row = readProperty(context, type, '$inferSelect');
  if (facts === undefined || row === undefined || !isTable(context, type)) return undefined;
  const name = readProperty(context, facts, 'name');
  const columns = readProperty(context, facts, 'columns');
  const own = columns === undefined ? [] : checker.getPropertiesOfType(columns).filter((one) => isKey(context, one));
  const composite = own.length === 0 && place !== undefined ? readComposite(context, place) : undefined;
  return {
    table: name?.isStringLiteral() === true ? { text: name.value } : { computed: textOfName(context, place) },
    id: composite === undefined ? own.map((column) => column.name) : composite.names,
    ...(composite?.computed !== undefined && { computedKey: composite.computed }),
    row,
    rows: 'table',
  };
}

function isTable({ checker }: TypeContext, type: ts.Type): boolean {
  const facts = checker.getPropertyOfType(type, '$inferSelect');
  return facts !== undefined && isDeclaredIn(facts, 'drizzle-orm');
}

function isKey(context: TypeContext, column: ts.Symbol): boolean {
  const { checker } = context;
  const facts = readProperty(context, checker.getTypeOfSymbol(column), '_');
  const primary = facts && readProperty(context, facts, 'isPrimaryKey');
  return primary !== undefined && checker.typeToString(primary) === 'true';
}

function readProperty({ checker }: TypeContext, type: ts.Type, name: string): ts.Type | undefined {
  const symbol = checker.getPropertyOfType(type, name);
  return symbol && checker.getTypeOfSymbol(symbol);
}

/** The columns of a key by the names of their properties, in order, and what of them is computed. */
interface CompositeKey {
  readonly names: readonly string[];
  readonly computed?: string;
}

function readComposite(context: TypeContext, place: ts.Node): CompositeKey | undefined {
  const { typescript } = context;
  const call = findCall(context, place);
  const extra = call?.arguments[2];
  if (extra === undefined) return undefined;
  const find = (node: ts.Node): ts.CallExpression | undefined =>
    isPrimaryKey(context, node) ? node : typescript.forEachChild(node, find);
  const key = find(extra);
  return key && readColumns(context, key);
}

function isPrimaryKey(context: TypeContext, node: ts.Node): node is ts.CallExpression {
  if (!context.typescript.isCallExpression(node)) return false;
  const symbol = resolveSymbol(context, node.expression);
  return symbol?.name === 'primaryKey' && isDeclaredIn(symbol, 'drizzle-orm');
}

/** Of `primaryKey({ columns: [t.a, t.b] })`, or `primaryKey(t.a, t.b)` as it once was. */
function readColumns(context: TypeContext, { arguments: args }: ts.CallExpression): CompositeKey {
  const { typescript } = context;
  const [first] = args;
  const isObject = first !== undefined && typescript.isObjectLiteralExpression(first);
  const columns = isObject ? findColumns(typescript, first) : args;
  if (columns === undefined) return { names: [], computed: textOfColumns(context, first) };
  const names: string[] = [];
  for (const column of columns) {
    const name = nameOfColumn(context, column);
    if (name === undefined) return { names: [], computed: column.getText() };
    names.push(name);
  }
  return { names };
}

/** `t.orderId`, or `orderId` where the table was taken apart. */
function nameOfColumn(context: TypeContext, column: ts.Expression): string | undefined {
  const { typescript } = context;
  if (typescript.isPropertyAccessExpression(column)) return column.name.text;
  const declaration = resolveSymbol(context, column)?.valueDeclaration;
  if (declaration === undefined || !typescript.isBindingElement(declaration)) return undefined;
  const name = declaration.propertyName ?? declaration.name;
  return typescript.isIdentifier(name) ? name.text : undefined;
}

/** Of `primaryKey({ columns: keyOf(table) })`. */
function textOfColumns(context: TypeContext, options: ts.Expression | undefined): string {
  return (options && readOption(context, options, 'columns')?.text) ?? 'what primaryKey() is given';
}

function findColumns(typescript: typeof ts, options: ts.ObjectLiteralExpression): readonly ts.Expression[] | undefined {
  const option = options.properties.find(({ name }) => name !== undefined && name.getText() === 'columns');
  const isWritten = option !== undefined && typescript.isPropertyAssignment(option);
  return isWritten && typescript.isArrayLiteralExpression(option.initializer) ? option.initializer.elements : undefined;
}

function findCall({ typescript }: TypeContext, place: ts.Node): ts.CallExpression | undefined {
  const made = typescript.isVariableDeclaration(place) ? place.initializer : undefined;
  return made !== undefined && typescript.isCallExpression(made) ? made : undefined;
}

function textOfName(context: TypeContext, place: ts.Node | undefined): string {
  const name = place && findCall(context, place)?.arguments[0];
  return name?.getText() ?? 'its name';
}
