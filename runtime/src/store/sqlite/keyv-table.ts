import type { DatabaseSync } from 'node:sqlite';
import type { Tables } from './open-file.ts';
import { Query } from './query.ts';

/** The table of the Keyv adapter. A file that has another one of its name is refused. */
export function keyvTables(table: string): Tables {
  const create = `CREATE TABLE ${table}_keyv (
  namespace TEXT NOT NULL, key TEXT NOT NULL, value ANY NOT NULL, expires INTEGER, PRIMARY KEY (namespace, key)
) STRICT`;
  return {
    areIn: (database) => {
      const found = new Query<readonly [string]>(database, 'SELECT sql FROM sqlite_schema WHERE name = ?');
      const text = found.get(`${table}_keyv`)?.[0];
      if (text === undefined || text === create) return text !== undefined;
      throw new Error(`its table ${table}_keyv is none of this version of Holdfast. Give it another file or table.`);
    },
    statements: `${create}; CREATE INDEX ${table}_keyv_by_expiry ON ${table}_keyv (expires) WHERE expires IS NOT NULL;`,
  };
}

/** The statements of the Keyv adapter. None of them looks at every row of the table. */
export interface KeyvQueries extends ReturnType<typeof prepareKeyvQueries> {}

/** @param table is put into the texts as it is: `readTableName` has seen it */
export function prepareKeyvQueries(database: DatabaseSync, table: string) {
  const prepare = <Row extends readonly unknown[] = never>(text: string): Query<Row> => new Query(database, text);
  const alive = '(expires IS NULL OR expires > ?)';
  return {
    database,
    begin: prepare('BEGIN IMMEDIATE'),
    commit: prepare('COMMIT'),
    get: prepare<readonly [value: string | Uint8Array]>(
      `SELECT value FROM ${table}_keyv WHERE namespace = ? AND key = ? AND ${alive}`,
    ),
    has: prepare<readonly [number]>(`SELECT 1 FROM ${table}_keyv WHERE namespace = ? AND key = ? AND ${alive}`),
    set: prepare(
      `INSERT INTO ${table}_keyv (namespace, key, value, expires) VALUES (?, ?, ?, ?)
       ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value, expires = excluded.expires`,
    ),
    delete: prepare(`DELETE FROM ${table}_keyv WHERE namespace = ? AND key = ?`),
    clear: prepare(`DELETE FROM ${table}_keyv WHERE namespace = ?`),
    behind: prepare<readonly [key: string, value: string | Uint8Array]>(
      `SELECT key, value FROM ${table}_keyv WHERE namespace = ? AND key > ? AND ${alive} ORDER BY key LIMIT ?`,
    ),
    removeExpired: prepare(
      `DELETE FROM ${table}_keyv WHERE rowid IN (
         SELECT rowid FROM ${table}_keyv WHERE expires <= ? ORDER BY expires LIMIT ?)`,
    ),
  } as const;
}
