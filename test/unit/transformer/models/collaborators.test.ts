import { expect, it } from 'vitest';
import { describeSpec } from '../../../../transformer/src/manifest/describe-function.ts';
import { analyzeModels } from './analyze-models.ts';

/** A client as `prisma generate` writes it into a project, with the parts that are told apart. */
const PRISMA = `
export declare class PrismaClient {
  $connect(): Promise<void>;
  $transaction<R>(run: (transaction: TransactionClient) => Promise<R>): Promise<R>;
  $queryRaw<T>(query: TemplateStringsArray, ...values: unknown[]): Promise<T>;
  $queryRawUnsafe<T>(query: string, ...values: unknown[]): Promise<T>;
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): Promise<number>;
  $executeRawUnsafe(query: string, ...values: unknown[]): Promise<number>;
  get user(): { findUnique(args: { where: { id: number } }): Promise<{ id: number; name: string } | null> };
}
export type TransactionClient = Omit<PrismaClient, '$connect' | '$transaction'>;
`;

const IMPORTS = `
import type { EntityManager as MikroManager, EntityRepository, MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager, SqliteDriver } from '@mikro-orm/sql';
import type { MySqlTransaction } from 'drizzle-orm/mysql-core';
import type { drizzle, SQLJsDatabase } from 'drizzle-orm/sql-js';
import type { DataSource, EntityManager, ObjectLiteral, QueryRunner, Repository, SelectQueryBuilder, TreeRepository } from 'typeorm';
import type { User } from './typeorm.js';
import { PrismaClient, type TransactionClient } from './prisma.js';
interface Named<T extends { name: string }> extends Repository<T> { byName(name: string): Promise<T | null> }
interface UserRepository extends Repository<User> { byName(name: string): Promise<User | null> }
class Session { constructor(readonly manager: EntityManager) {} end(): void {} }
`;

/** A function with one parameter of this type beside its id. */
function taking(name: string, parameter: string): string {
  return `/** @cache */ export async function ${name}(id: number, ${parameter}): Promise<string> { return String(id); }\n`;
}

it('sessions, transactions and connections are left out of the key by their types, and the manifest lists them', () => {
  const parameters = {
    ...{
      source: 'db: DataSource',
      manager: 'db: EntityManager',
      runner: 'db: QueryRunner',
      optional: 'db?: EntityManager',
    },
    ...{ repository: 'db: Repository<User>', tree: 'db: TreeRepository<User>', own: 'db: UserRepository' },
    ...{ generic: 'db: Named<User>', mysql: 'db: MySqlTransaction<any, any, any, any>' },
    ...{ mikro: 'db: MikroORM<SqliteDriver>', fork: 'db: MikroManager', sql: 'db: SqlEntityManager<SqliteDriver>' },
    ...{
      mikroRepository: 'db: EntityRepository<User>',
      sqlJs: 'db: SQLJsDatabase',
      made: 'db: ReturnType<typeof drizzle>',
    },
    ...{
      prisma: 'db: PrismaClient',
      transaction: 'db: TransactionClient',
      either: 'db: PrismaClient | TransactionClient',
    },
    ...{ pattern: '{ db }: { db: EntityManager }', orNull: 'db: EntityManager | null' },
  };
  const functions = Object.entries(parameters).map(([name, parameter]) => taking(name, parameter));
  const { specs, messages } = analyzeModels({ 'prisma.ts': PRISMA, 'sessions.ts': `${IMPORTS}${functions.join('')}` });
  expect(messages).toEqual([]);
  expect(specs.map(({ id, holes, collaborators }) => ({ id, holes, collaborators }))).toEqual(
    Object.keys(parameters).map((id) => ({ id, holes: ['id'], collaborators: ['db'] })),
  );
  const [spec] = specs;
  expect(spec && describeSpec(spec, 'src/sessions.ts').options).toEqual({ collaborators: 'db' });
});

it('one that omit= names, or that stands beside @key, is listed nowhere else', () => {
  const source = `
import type { EntityManager } from 'typeorm';
/** @cache omit=db */ export async function omitted(id: number, db: EntityManager): Promise<number> { return id; }
/**
 * @cache
 * @key user:{id}
 */
export async function named(id: number, db: EntityManager): Promise<number> { return id; }
`;
  const { specs, messages } = analyzeModels({ 'omitted.ts': source });
  expect(messages).toEqual([]);
  expect(specs.map(({ holes, omit, collaborators }) => ({ holes, omit, collaborators }))).toEqual([
    { holes: ['id'], omit: ['db'], collaborators: undefined },
    { holes: ['id'], omit: undefined, collaborators: undefined },
  ]);
});

it('what says which rows are read is not left out', () => {
  const source = [
    IMPORTS,
    taking('query', 'query: SelectQueryBuilder<User>'),
    taking('wrapped', 'session: Session'),
    taking('either', 'db: EntityManager | string'),
    taking('row', 'user: User'),
    '/** @cache */ export async function all<T extends ObjectLiteral>(rows: Repository<T>): Promise<T[]> { return rows.find(); }',
    '/** @cache */ export async function every(rows: Repository<ObjectLiteral>): Promise<ObjectLiteral[]> { return rows.find(); }',
    '/** @cache */ export async function each<T extends object>(rows: EntityRepository<T>): Promise<number> { return rows.count(); }',
  ].join('\n');
  const { specs, messages } = analyzeModels({ 'prisma.ts': PRISMA, 'queries.ts': source });
  expect(specs.map(({ id, holes }) => ({ id, holes }))).toEqual([{ id: 'either', holes: ['db', 'id'] }]);
  const refused = (word: string, on: string, type: string): string =>
    `1204 ${word}: parameter ${word} of ${on} is an instance of ${type} without toJSON(), which cannot be part of a key. If it does not change the result, write omit=${word}.`;
  expect(messages).toEqual([
    refused('query', 'query', 'SelectQueryBuilder'),
    refused('session', 'wrapped', 'Session'),
    refused('user', 'row', 'User'),
    // Of one row or another: it says which rows are read.
    refused('rows', 'all', 'Repository'),
    refused('rows', 'every', 'Repository'),
    refused('rows', 'each', 'EntityRepository'),
  ]);
});
