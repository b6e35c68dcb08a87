/**
 * The tables. `holdfast` stands for the `table` option: several caches can share a file.
 *
 * - `…_state`: one row. The epoch and the counter stand in it, so that they are lost together. All other rows are of this epoch:
 *   who makes a new one empties the tables in the same transaction, so no row carries an epoch of its own.
 * - `…_entries`: results. `used` orders them by last use; `about` is codec, shape and dependencies as JSON. `nonce` is
 *   another one with every write of any process, so that who keeps the rest of a row in mind reads the payload by number
 *   and nonce of the row, and finds none where it was written anew or put back from a copy.
 * - `…_owners`: functions and how many entries each has, kept exact by triggers, also where somebody deletes rows by
 *   hand. An invalidation of a whole function takes its name away (O(1)); entries of nameless owners are removed a few
 *   at a time.
 * - `…_dependencies`: the stamp of each, kept until `until`, when no entry that uses it can be alive.
 * - `…_floors`: by bucket; those of keys stand 16,384 behind those of dependencies. A floor that nobody has raised is
 *   absent, and so is one that was lost: `lost` is the counter at the last loss (at first, at the epoch's begin), the
 *   most that an absent floor can have been.
 * - `…_log`: what the last transactions invalidated, so that other processes learn what is new and nothing else.
 *
 * Instants are milliseconds since 1970 by the machine's clock; stamps and `used` just count.
 */

import type { DatabaseSync } from 'node:sqlite';
import type { Tables } from './open-file.ts';
import { Query } from './query.ts';

/** What this version reads and writes; another number in a file is refused. */
export const SCHEMA_VERSION = 2;

/** The tables of this name. */
export function rowTables(table: string): Tables {
  return { areIn: (database) => areIn(database, table), statements: schemaOf(table) };
}

function areIn(database: DatabaseSync, table: string): boolean {
  const found = new Query<readonly [string]>(database, 'SELECT type FROM sqlite_schema WHERE name = ?');
  if (found.get(`${table}_state`) === undefined) return false;
  const stated = new Query<readonly [unknown]>(database, `SELECT max(schema) FROM ${table}_state`).get()?.[0];
  // `null`: the row is lost, and with it only the epoch.
  const schema = stated ?? (hasNonces(database, table) ? SCHEMA_VERSION : 1);
  if (schema === SCHEMA_VERSION) return true;
  const wayOut =
    Number(schema) < SCHEMA_VERSION
      ? 'Give it another file or table, or remove the file when no older Holdfast uses it any more.'
      : 'Update Holdfast in this process, or give it another file or table.';
  throw new Error(
    `its tables ${table}_… are of version ${String(schema)}, and this version of Holdfast knows ${SCHEMA_VERSION}. ${wayOut}`,
  );
}

/** What version 1 did not have. */
function hasNonces(database: DatabaseSync, table: string): boolean {
  const columns = new Query<readonly [string]>(database, 'SELECT name FROM pragma_table_info(?)');
  return columns.all(`${table}_entries`).some(([name]) => name === 'nonce');
}

function schemaOf(table: string): string {
  return `
CREATE TABLE ${table}_state (
  id INTEGER PRIMARY KEY CHECK (id = 1), schema INTEGER NOT NULL, epoch TEXT NOT NULL, count INTEGER NOT NULL,
  lost INTEGER NOT NULL
) STRICT;
CREATE TABLE ${table}_owners (
  id INTEGER PRIMARY KEY, name TEXT UNIQUE, entries INTEGER NOT NULL
) STRICT;
CREATE TABLE ${table}_entries (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, owner INTEGER NOT NULL, used INTEGER NOT NULL,
  nonce INTEGER NOT NULL, stamp INTEGER NOT NULL, written INTEGER NOT NULL, expires INTEGER NOT NULL,
  about TEXT NOT NULL, payload ANY NOT NULL
) STRICT;
CREATE INDEX ${table}_entries_by_use ON ${table}_entries (used);
CREATE INDEX ${table}_entries_by_owner ON ${table}_entries (owner, used);
CREATE TABLE ${table}_dependencies (
  name TEXT PRIMARY KEY, stamp INTEGER NOT NULL, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE ${table}_floors (place INTEGER PRIMARY KEY, stamp INTEGER NOT NULL) STRICT;
CREATE TABLE ${table}_log (last INTEGER PRIMARY KEY, first INTEGER NOT NULL, names TEXT) STRICT;
CREATE TRIGGER ${table}_lost AFTER DELETE ON ${table}_floors BEGIN
  UPDATE ${table}_state SET lost = count WHERE id = 1;
END;
CREATE TRIGGER ${table}_put AFTER INSERT ON ${table}_entries BEGIN
  UPDATE ${table}_owners SET entries = entries + 1 WHERE id = new.owner;
END;
CREATE TRIGGER ${table}_moved AFTER UPDATE OF owner ON ${table}_entries WHEN old.owner <> new.owner BEGIN
  UPDATE ${table}_owners SET entries = entries - 1 WHERE id = old.owner;
  UPDATE ${table}_owners SET entries = entries + 1 WHERE id = new.owner;
END;
CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table}_entries BEGIN
  UPDATE ${table}_owners SET entries = entries - 1 WHERE id = old.owner;
END;`;
}
