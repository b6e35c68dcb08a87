import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { prepareQueries } from '../../../../../runtime/src/store/sqlite/queries.ts';
import { rowTables } from '../../../../../runtime/src/store/sqlite/schema.ts';

/** How SQLite finds the rows of every statement, without those that touch none. */
function plans(exclusive: boolean): Record<string, string> {
  const database = new DatabaseSync(':memory:');
  database.exec(rowTables('t').statements);
  const texts: string[] = [];
  const prepare = (text: string): ReturnType<DatabaseSync['prepare']> => {
    texts.push(text);
    return database.prepare(text);
  };
  // Of a database, preparing is all that is used.
  prepareQueries({ prepare } as unknown as DatabaseSync, 't', exclusive);
  const found = texts.flatMap((text) => {
    if (/^(BEGIN|COMMIT|ROLLBACK|PRAGMA)/.test(text)) return [];
    const rows = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all();
    const plan = rows.map((row) => String(Object.values(row).at(-1))).join('; ');
    return plan === '' ? [] : [[text.replaceAll(/\s+/g, ' '), plan] as const];
  });
  return Object.fromEntries(found);
}

it('looks for rows by an index, and through whole tables only where an epoch begins', () => {
  const scans = Object.entries(plans(false)).filter(([, plan]) => plan.includes('SCAN'));
  expect(scans).toEqual([
    [
      'SELECT id, length(about) + length(payload) FROM t_entries ORDER BY used LIMIT 1',
      // In the order of the index, and no further than the first row.
      'SCAN t_entries USING INDEX t_entries_by_use',
    ],
    ['DELETE FROM t_entries', 'SCAN t_entries'],
    ['DELETE FROM t_floors', 'SCAN t_floors'],
  ]);
});

it('reads an entry by its key alone, and a payload by the number of its row', () => {
  const columns = 'e.id, e.nonce, e.stamp, e.written, e.expires, e.about, e.payload';
  expect(
    plans(false)[`SELECT s.count, ${columns} FROM t_state AS s LEFT JOIN t_entries AS e ON e.key = ? WHERE s.id = 1`],
  ).toBe(
    'SEARCH s USING INTEGER PRIMARY KEY (rowid=?); SEARCH e USING INDEX sqlite_autoindex_t_entries_1 (key=?) LEFT-JOIN',
  );
  expect(
    plans(false)[
      'SELECT e.payload, s.count FROM t_state AS s LEFT JOIN t_entries AS e ON e.id = ? AND e.nonce = ? WHERE s.id = 1'
    ],
  ).toBe('SEARCH s USING INTEGER PRIMARY KEY (rowid=?); SEARCH e USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN');
  expect(plans(true)['SELECT payload FROM t_entries WHERE id = ?']).toBe(
    'SEARCH t_entries USING INTEGER PRIMARY KEY (rowid=?)',
  );
  expect(plans(true)[`SELECT 0 AS count, ${columns} FROM t_entries AS e WHERE e.key = ?`]).toBe(
    'SEARCH e USING INDEX sqlite_autoindex_t_entries_1 (key=?)',
  );
});
