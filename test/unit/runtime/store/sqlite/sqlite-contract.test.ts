import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'vitest';
import type { StoreFixture } from '../../../../../runtime/src/store/contract/store-under-test.ts';
import { sqliteStore } from '../../../../../runtime/src/store/sqlite/sqlite-store.ts';
import { testStore } from '../../../../../runtime/src/store-contract.ts';

/** Tables and the columns that name their rows. */
const TABLES = [
  ['state', 'id'],
  ['entries', 'key'],
  ['owners', 'id'],
  ['dependencies', 'name'],
  ['floors', 'place'],
  ['log', 'last'],
] as const;

function makeFile(): Required<Pick<StoreFixture, 'definition' | 'remove'>> & { readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sqlite-'));
  const file = join(folder, 'cache.db');
  return { file, definition: sqliteStore(file), remove: () => rmSync(folder, { recursive: true }) };
}

/** A file has one owner, so each opening gets a file of its own. */
function makeExclusive(): StoreFixture {
  const { file, remove } = makeFile();
  const opened: string[] = [];
  return {
    remove,
    definition: {
      kind: 'sqlite',
      open: (context) => {
        opened.push(file);
        return sqliteStore(`${file}.${opened.length}`, { exclusive: true }).open(context);
      },
    },
  };
}

/** Does something to the file behind the store's back. */
function behind<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function makeLosing(): StoreFixture {
  const { file, ...fixture } = makeFile();
  return {
    ...fixture,
    listRows: () =>
      behind(file, (database) =>
        TABLES.flatMap(([table, column]) =>
          database
            .prepare(`SELECT ${column} AS name FROM holdfast_hf_${table}`)
            .all()
            .map(({ name }) => `${table}/${column}/${name}`),
        ),
      ),
    loseRow: (row) =>
      behind(file, (database) => {
        const [table, column, ...name] = row.split('/');
        database.prepare(`DELETE FROM holdfast_hf_${table} WHERE ${column} = ?`).run(name.join('/'));
      }),
  };
}

/** What can be other bytes is an entry's text; numbers that are no numbers do not come into these tables. */
function makeDamaged(): StoreFixture {
  const { file, ...fixture } = makeFile();
  return {
    ...fixture,
    listRows: () =>
      behind(file, (database) =>
        database.prepare('SELECT key FROM holdfast_hf_entries').all().length === 0 ? [] : ['about', 'payload'],
      ),
    damageRow: (column) =>
      behind(file, (database) => {
        database.prepare(`UPDATE holdfast_hf_entries SET ${column} = ?`).run('\u0000[garbage');
      }),
  };
}

testStore({ name: 'sqlite', shared: true, make: () => makeFile() }, { describe, it });
testStore({ name: 'sqlite, exclusive', make: makeExclusive }, { describe, it });
testStore({ name: 'sqlite in memory', make: () => ({ definition: sqliteStore(':memory:') }) }, { describe, it });
testStore({ name: 'sqlite whose rows are lost', shared: true, losesRows: true, make: makeLosing }, { describe, it });
testStore(
  { name: 'sqlite whose rows are damaged', shared: true, damagesRows: true, make: makeDamaged },
  { describe, it },
);
