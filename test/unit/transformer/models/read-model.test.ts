import { expect, it } from 'vitest';
import { analyzeModels, listTracked, trackOne } from './analyze-models.ts';

const TYPEORM = `
import { ChildEntity, Column, Entity as Table, EntitySchema, ObjectIdColumn, PrimaryColumn, TableInheritance, ViewEntity } from 'typeorm';
import * as orm from 'typeorm';

const NAME = 'constant_name';
enum Names { Member = 'member_of_enum' }
const OPTIONS = { name: 'given_options' } as const;
const SHARED = { synchronize: false };

@Table(NAME) export class ByConstant { @PrimaryColumn() id!: number }
@Table({ name: Names.Member }) export class ByMember { @PrimaryColumn() id!: number }
@Table(OPTIONS) export class ByOptions { @PrimaryColumn() id!: number }
@Table({ ...SHARED, name: 'beside_spread' }) export class BesideSpread { @PrimaryColumn() id!: number }
@Table('with_options', { synchronize: false }) export class WithOptions { @PrimaryColumn() id!: number }
@orm.Entity() export class HTTPRequestLog2Entry { @orm.PrimaryColumn() id!: number }
@Table() export class ByColumnOption { @Column({ primary: true }) code!: string }
@Table() export class ByObjectId { @ObjectIdColumn() _id!: string }
@ViewEntity({ expression: 'SELECT 1 AS id' }) export class OfView { @PrimaryColumn() id!: number }
@Table('animals') @TableInheritance({ column: 'kind' }) export class Animal { @PrimaryColumn() id!: number }
@ChildEntity() export class Dog extends Animal { @Column() name!: string }
@ChildEntity() export class Puppy extends Dog {}
@Table() export class OwnTable extends ByConstant {}
function keyed<T extends new (...args: any[]) => object>(base: T) {
  class Keyed extends base { @PrimaryColumn() key!: string }
  return Keyed;
}
@Table() export class Mixed extends keyed(Object) { @PrimaryColumn() own!: string }
@Table() export class Generic<T> { @PrimaryColumn() id!: number; value?: T }
@Table() export class OfGeneric extends Generic<string> {}
@Table() export class Overriding extends Mixed { @PrimaryColumn() declare key: string }
export namespace models { @Table('in_namespace') export class User { @PrimaryColumn() id!: number } }
export interface Row { id: number; name: string }
export const RowSchema = new EntitySchema<Row>({ name: 'SchemaRow', columns: { id: { type: 'int', primary: true }, name: { type: 'text' } } });
export const NamedSchema = new EntitySchema<Row>({ name: 'SchemaRow', tableName: 'named_rows', columns: { id: { type: 'int', primary: true }, name: { type: 'text' } } });
`;

it('TypeORM: names, keys and base classes in all their forms', () => {
  const classes = [
    ...['ByConstant', 'ByMember', 'ByOptions', 'BesideSpread', 'WithOptions', 'HTTPRequestLog2Entry', 'ByColumnOption'],
    ...['ByObjectId', 'OfView', 'Animal', 'Dog', 'Puppy', 'OwnTable', 'Mixed', 'OfGeneric', 'Overriding'],
  ];
  const source = [
    TYPEORM,
    ...classes.map((name) => trackOne(name)),
    trackOne('models.User'),
    trackOne('RowSchema', 'Row'),
    trackOne('NamedSchema', 'Row'),
  ].join('\n');
  const { specs, messages } = analyzeModels({ 'names.ts': source });
  expect(messages).toEqual([]);
  expect(listTracked(specs)).toEqual({
    get_ByConstant: ['constant_name', 'id'],
    get_ByMember: ['member_of_enum', 'id'],
    get_ByOptions: ['given_options', 'id'],
    get_BesideSpread: ['beside_spread', 'id'],
    get_WithOptions: ['with_options', 'id'],
    get_HTTPRequestLog2Entry: ['http_request_log2_entry', 'id'],
    get_ByColumnOption: ['by_column_option', 'code'],
    get_ByObjectId: ['by_object_id', '_id'],
    get_OfView: ['of_view', 'id'],
    get_Animal: ['animals', 'id'],
    get_Dog: ['animals', 'id'],
    get_Puppy: ['animals', 'id'],
    get_OwnTable: ['own_table', 'id'],
    get_Mixed: ['mixed', '(own,key)'],
    get_OfGeneric: ['of_generic', 'id'],
    get_Overriding: ['overriding', '(key,own)'],
    get_models_User: ['in_namespace', 'id'],
    get_RowSchema: ['schema_row', 'id'],
    get_NamedSchema: ['named_rows', 'id'],
  });
});

const MIKRO = `
import { defineEntity, EntitySchema, type InferEntity, p, PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

@Entity() export class HTTPLog2Entry { @PrimaryKey() id!: number }
@Entity({ collection: 'documents' }) export class InCollection { @PrimaryKey() _id!: string }
@Entity({ abstract: true }) export abstract class Base { @PrimaryKey() id!: number }
@Entity() export class OfAbstract extends Base { @Property() name!: string }
@Entity({ tableName: 'people', discriminatorColumn: 'kind' }) export class Person { @PrimaryKey() id!: number }
@Entity() export class Employee extends Person { @Property() salary!: number }
@Entity() export class Order { @PrimaryKey() id!: number }
@Entity() export class Line {
  @ManyToOne(() => Order, { primary: true }) order!: Order;
  @PrimaryKey() position!: number;
}
@Entity() export class ByProperty { @Property({ primary: true }) code!: string; [PrimaryKeyProp]?: 'code' }
export const Defined = defineEntity({ name: 'DefinedRow', properties: { a: p.string().primary(), b: p.string().primary() } });
export type DefinedRow = InferEntity<typeof Defined>;
export const Ordered = defineEntity({ name: 'X', tableName: 'ordered', primaryKeys: ['b', 'a'], properties: { a: p.string().primary(), b: p.string().primary() } });
export type OrderedRow = InferEntity<typeof Ordered>;
export class Made extends Ordered.class {}
export interface Row { id: number; name: string }
export const RowSchema = new EntitySchema<Row>({ name: 'SchemaRow', tableName: 'rows', properties: { id: { type: 'number', primary: true }, name: { type: 'string' } } });
`;

it('MikroORM: decorators, schemas, relations as keys', () => {
  const classes = ['HTTPLog2Entry', 'InCollection', 'OfAbstract', 'Person', 'Employee', 'Line', 'ByProperty', 'Made'];
  const source = [
    MIKRO,
    ...classes.map((name) => trackOne(name)),
    trackOne('Defined', 'DefinedRow'),
    trackOne('Ordered', 'OrderedRow'),
    trackOne('RowSchema', 'Row'),
  ].join('\n');
  const { specs, messages } = analyzeModels({ 'names.ts': source });
  expect(messages).toEqual([]);
  expect(listTracked(specs)).toEqual({
    get_HTTPLog2Entry: ['httplog2entry', 'id'],
    get_InCollection: ['documents', '_id'],
    get_OfAbstract: ['of_abstract', 'id'],
    get_Person: ['people', 'id'],
    get_Employee: ['people', 'id'],
    get_Line: ['line', '(order.id,position)'],
    get_ByProperty: ['by_property', 'code'],
    get_Made: ['ordered', '(b,a)'],
    get_Defined: ['defined_row', '(a,b)'],
    get_Ordered: ['ordered', '(b,a)'],
    get_RowSchema: ['rows', 'id'],
  });
});

it('MikroORM: the decorators of the language itself', () => {
  const source = `
import { Entity, PrimaryKey } from '@mikro-orm/decorators/es';
@Entity({ tableName: 'es_rows' }) export class EsRow { @PrimaryKey({ type: 'integer' }) id!: number }
${trackOne('EsRow')}`;
  const { specs, messages } = analyzeModels(
    { 'es.ts': source },
    { experimentalDecorators: false, emitDecoratorMetadata: false },
  );
  expect([messages, listTracked(specs)]).toEqual([[], { get_EsRow: ['es_rows', 'id'] }]);
});

const DRIZZLE = `
import { int, mysqlTable, primaryKey as mysqlKey, varchar } from 'drizzle-orm/mysql-core';
import { integer, pgSchema, pgTable, pgTableCreator, primaryKey, text } from 'drizzle-orm/pg-core';

export const ofMysql = mysqlTable('of_mysql', { a: int('x').notNull(), b: varchar('y', { length: 9 }).notNull() }, (t) => [mysqlKey({ columns: [t.b, t.a] })]);
export const ofPg = pgTable('of_pg', { code: text('the_code').primaryKey(), name: text('name') });
export const oldStyle = pgTable('old_style', { a: integer().notNull(), b: integer().notNull() }, (t) => ({ pk: primaryKey(t.a, t.b) }));
export const inSchema = pgSchema('shop').table('in_schema', { id: integer().primaryKey() });
const create = pgTableCreator((name) => 'shop_' + name);
export const created = create('created', { id: integer().primaryKey() });
export const byFunction = pgTable('by_function', (t) => ({ id: t.integer().primaryKey() }));
export const tables = { ofPg };
`;

it('Drizzle: tables of all databases, keys by the names of properties', () => {
  const models = ['ofMysql', 'ofPg', 'oldStyle', 'inSchema', 'created', 'byFunction', 'tables.ofPg'];
  const source = [DRIZZLE, ...models.map((name) => trackOne(name, `typeof ${name}.$inferSelect`))].join('\n');
  const { specs, messages } = analyzeModels({ 'names.ts': source });
  expect(messages).toEqual([]);
  expect(listTracked(specs)).toEqual({
    get_ofMysql: ['of_mysql', '(b,a)'],
    get_ofPg: ['of_pg', 'code'],
    get_oldStyle: ['old_style', '(a,b)'],
    get_inSchema: ['in_schema', 'id'],
    get_created: ['created', 'id'],
    get_byFunction: ['by_function', 'id'],
    get_tables_ofPg: ['of_pg', 'code'],
  });
});

it('a type with @entity is a model, too, and its name goes before that of the table', () => {
  const source = `
import { Entity, PrimaryColumn } from 'typeorm';
/** @entity user id=code */ export interface User { code: string; name: string }
/** @entity team id=(org,nr) */ export class Team { org = 1; nr = 2 }
/** @entity account */ @Entity('accounts_of_orm') export class Account { @PrimaryColumn() id!: number }
export interface Admin extends User { rights: string[] }
${['User', 'Team', 'Account', 'Admin'].map((name) => trackOne(name)).join('\n')}
/**
 * @cache
 * @tracks {User}
 */
export async function listAdmins(): Promise<{ items: Admin[]; owner: User }> { return { items: [], owner: { code: '', name: '' } }; }`;
  const { specs, messages } = analyzeModels({ 'entities.ts': source });
  expect([messages, listTracked(specs)]).toEqual([
    [],
    {
      get_User: ['user', 'code'],
      get_Team: ['team', '(org,nr)'],
      get_Account: ['account', 'id'],
      get_Admin: ['user', 'code'],
      listAdmins: ['user', 'items[].code', 'owner.code'],
    },
  ]);
});

it('what cannot be read is refused with the fix', () => {
  const source = `
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core';
declare const process: { env: Record<string, string> };
const own = { Entity: () => (_: unknown) => undefined };
@Entity(process.env.TABLE) export class Computed { @PrimaryColumn() id!: number }
@Entity() export class Keyless { @Column() name!: string }
@own.Entity() export class Foreign { id!: number }
export abstract class OnlyBase { @PrimaryColumn() id!: number }
export const table = sqliteTable('keyless', { a: integer() });
export const computedTable = sqliteTable(process.env.TABLE ?? '', { id: integer().primaryKey() });
const keyOf = (t: any): any => [t.a];
export const computedKey = sqliteTable('computed_key', { a: integer() }, (t) => [primaryKey({ columns: keyOf(t) })]);
${['Computed', 'Keyless', 'Foreign', 'OnlyBase', 'Computd'].map((name) => trackOne(name, '{ id: number; name: string }')).join('\n')}
${['table', 'computedTable', 'computedKey', 'keyOf', 'Date'].map((name) => trackOne(name, '{ id: number; name: string }')).join('\n')}`;
  const { specs, messages } = analyzeModels({ 'refused.ts': source });
  expect(specs).toEqual([]);
  const notAModel = (name: string): string =>
    `1251 ${name}: {${name}} is no type with @entity, and no class or table of TypeORM, MikroORM or Drizzle whose declaration can be read: those of a compiled package have no decorators. Name the entity and its id, as in @tracks user id=code.`;
  expect(messages).toEqual([
    '1252 Computed: the table of {Computed} is named by process.env.TABLE, which is computed when the program runs. Write the name as text or as a constant, or name the entity and its id, as in @tracks user id=code.',
    '1253 Keyless: {Keyless} shows no primary key, so there is nothing to know its rows by. Mark the columns of the key in the model, or write where the id stands, as in @tracks keyless id=code.',
    notAModel('Foreign'),
    notAModel('OnlyBase'),
    '1250 Computd: {Computd} is not in scope where get_Computd is declared. Did you mean {Computed}?',
    '1253 table: {table} shows no primary key, so there is nothing to know its rows by. Mark the columns of the key in the model, or write where the id stands, as in @tracks keyless id=code.',
    "1252 computedTable: the table of {computedTable} is named by process.env.TABLE ?? '', which is computed when the program runs. Write the name as text or as a constant, or name the entity and its id, as in @tracks user id=code.",
    '1254 computedKey: the primary key of {computedKey} is named by keyOf(t), which is computed when the program runs. Write its columns there, as in columns: [table.orderId, table.productId], or write where the id stands, as in @tracks computed_key id=(orderId,productId).',
    notAModel('keyOf'),
    notAModel('Date'),
  ]);
});

it('what a message proposes for a model has the name and the key of its table', () => {
  const source = `
import { Entity, PrimaryColumn } from 'typeorm';
@Entity('users') export class User { @PrimaryColumn() id!: number }
@Entity() export class OrderLine { @PrimaryColumn() productId!: number; @PrimaryColumn() orderId!: number }
/** @invalidates {User} */ export async function removeUser(userId: number): Promise<void> { void userId; }
/** @invalidates {OrderLine} */ export async function removeLine(orderId: number): Promise<void> { void orderId; }
/** @cache\n * @tracks user */ export async function find(): Promise<User | null> { return null; }
/** @cache\n * @tracks */ export async function list(): Promise<{ items: User[] }> { return { items: [] }; }
/** @cache */ export async function count(where: Partial<User>): Promise<number> { return where.id ?? 0; }`;
  expect(analyzeModels({ 'proposed.ts': source }).messages).toEqual([
    '1048 @invalidates: removeUser returns void, in which no entity can be found. Write @invalidates users:{userId} with the parameter that holds the id, or return what was written.',
    '1048 @invalidates: removeLine returns void, in which no entity can be found. Write @invalidates order_line:{productId},{orderId} with the parameters that hold the id, or return what was written.',
    '1243 user: no type is the entity user, and users is the name of one: what is tracked under the one name has nothing to do with the other. Did you mean @tracks users?',
    '1241 @tracks: @tracks without a name finds the types that have @entity, and list returns { items: User[]; }, in which none has. Name the model, as in @tracks {User}.',
    '1204 where: parameter where of count is an instance of Partial<User> without toJSON(), which cannot be part of a key. If it does not change the result, write omit=where.',
  ]);
});
