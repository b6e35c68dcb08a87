import type { DatabaseSync } from 'node:sqlite';
import { Query } from './query.ts';

/** Columns of an entry as it is read, behind the counter; all `null` where there is none. */
export type EntryColumns = readonly [
  count: number,
  id: number | null,
  nonce: number,
  stamp: number,
  written: number,
  expires: number,
  about: string,
  payload: string | Uint8Array,
];

/** The payload of an entry, `null` where the row has another nonce now, or is gone; and the counter, unless `exclusive`. */
export type PayloadColumns = readonly [payload: string | Uint8Array | null, count?: number];

/** All statements of a store. None of them looks at every row of a table but the ones that empty it. */
export interface Queries extends ReturnType<typeof prepareQueries> {}

/**
 * Prepares the statements. `exclusive`: nobody else changes the counter, so reading an entry leaves it out.
 * @param table is put into the texts as it is: `readTableName` has seen it
 */
export function prepareQueries(database: DatabaseSync, table: string, exclusive: boolean) {
  const columns = 'e.id, e.nonce, e.stamp, e.written, e.expires, e.about, e.payload';
  const [entry, payload] = exclusive
    ? [
        `SELECT 0 AS count, ${columns} FROM ${table}_entries AS e WHERE e.key = ?`,
        `SELECT payload FROM ${table}_entries WHERE id = ?`,
      ]
    : [
        `SELECT s.count, ${columns} FROM ${table}_state AS s LEFT JOIN ${table}_entries AS e ON e.key = ? WHERE s.id = 1`,
        `SELECT e.payload, s.count FROM ${table}_state AS s
         LEFT JOIN ${table}_entries AS e ON e.id = ? AND e.nonce = ? WHERE s.id = 1`,
      ];
  const prepare = <Row extends readonly unknown[] = never>(text: string): Query<Row> => new Query(database, text);
  return {
    begin: prepare('BEGIN IMMEDIATE'),
    commit: prepare('COMMIT'),
    rollback: prepare('ROLLBACK'),

    entry: prepare<EntryColumns>(entry),
    payload: prepare<PayloadColumns>(payload),
    stampAt: prepare<readonly [stamp: number]>(`SELECT stamp FROM ${table}_entries WHERE key = ?`),
    put: prepare(
      `INSERT INTO ${table}_entries (key, owner, used, nonce, stamp, written, expires, about, payload)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, used = excluded.used, nonce = excluded.nonce,
       stamp = excluded.stamp, written = excluded.written, expires = excluded.expires, about = excluded.about,
       payload = excluded.payload`,
    ),
    remove: prepare(`DELETE FROM ${table}_entries WHERE id = ?`),
    removeKey: prepare(`DELETE FROM ${table}_entries WHERE key = ?`),

    lastUse: prepare<readonly [used: number | null]>(`SELECT max(used) FROM ${table}_entries`),
    use: prepare(`UPDATE ${table}_entries SET used = max(used, ?) WHERE id = ?`),
    oldest: prepare<readonly [id: number, bytes: number]>(
      `SELECT id, length(about) + length(payload) FROM ${table}_entries ORDER BY used LIMIT 1`,
    ),
    oldestOf: prepare<readonly [id: number]>(`SELECT id FROM ${table}_entries WHERE owner = ? ORDER BY used LIMIT 1`),
    entriesBehind: prepare<readonly [id: number, stamp: number, expires: number, about: string]>(
      `SELECT id, stamp, expires, about FROM ${table}_entries WHERE id > ? ORDER BY id LIMIT ?`,
    ),

    owner: prepare<readonly [id: number, entries: number]>(`SELECT id, entries FROM ${table}_owners WHERE name = ?`),
    entriesOf: prepare<readonly [entries: number]>(`SELECT entries FROM ${table}_owners WHERE id = ?`),
    addOwner: prepare(`INSERT INTO ${table}_owners (name, entries) VALUES (?, 0)`),
    // A number that was given before may come again where a row was lost.
    countOwner: prepare(
      `UPDATE ${table}_owners SET entries = (SELECT count(*) FROM ${table}_entries WHERE owner = ${table}_owners.id)
       WHERE name = ?`,
    ),
    dropOwner: prepare(`UPDATE ${table}_owners SET name = NULL WHERE name = ?`),
    dropOwners: prepare(`UPDATE ${table}_owners SET name = NULL WHERE name IS NOT NULL`),
    dropped: prepare<readonly [id: number]>(`SELECT id FROM ${table}_owners WHERE name IS NULL LIMIT 1`),
    removeOwner: prepare(`DELETE FROM ${table}_owners WHERE id = ?`),

    dependency: prepare<readonly [stamp: number, until: number]>(
      `SELECT stamp, until FROM ${table}_dependencies WHERE name = ?`,
    ),
    keepDependency: prepare(
      `INSERT INTO ${table}_dependencies (name, stamp, until) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET until = max(until, excluded.until)`,
    ),
    raise: prepare(`UPDATE ${table}_dependencies SET stamp = ? WHERE name = ?`),
    dependenciesBehind: prepare<readonly [name: string, until: number]>(
      `SELECT name, until FROM ${table}_dependencies WHERE name > ? ORDER BY name LIMIT ?`,
    ),
    removeDependency: prepare(`DELETE FROM ${table}_dependencies WHERE name = ?`),

    floor: prepare<readonly [stamp: number]>(
      `SELECT coalesce(f.stamp, s.lost) AS stamp FROM ${table}_state AS s LEFT JOIN ${table}_floors AS f ON f.place = ?
       WHERE s.id = 1`,
    ),
    setFloor: prepare(
      `INSERT INTO ${table}_floors (place, stamp) VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET stamp = excluded.stamp`,
    ),

    state: prepare<readonly [epoch: string, count: number]>(`SELECT epoch, count FROM ${table}_state WHERE id = 1`),
    makeState: prepare(`INSERT OR REPLACE INTO ${table}_state (id, schema, epoch, count, lost) VALUES (1, ?, ?, ?, ?)`),
    setCount: prepare(`UPDATE ${table}_state SET count = ? WHERE id = 1`),
    log: prepare<readonly [first: number, last: number, names: string | null]>(
      `SELECT first, last, names FROM ${table}_log WHERE last > ? ORDER BY last`,
    ),
    addLog: prepare(`INSERT INTO ${table}_log (last, first, names) VALUES (?, ?, ?)`),
    trimLog: prepare(`DELETE FROM ${table}_log WHERE last <= ?`),

    empty: ['entries', 'owners', 'dependencies', 'floors', 'log'].map((kind) =>
      prepare(`DELETE FROM ${table}_${kind}`),
    ),
    pages: prepare<readonly [number]>('PRAGMA page_count'),
    freePages: prepare<readonly [number]>('PRAGMA freelist_count'),
  } as const;
}
