import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Contestant } from '../row.ts';

export interface User {
  id: number;
  name: string;
  email: string;
  teamId: number;
  active: boolean;
}

/** What the cached functions load. */
export function loadUser(id: number): User {
  return { id, name: `name ${id}`, email: `user${id}@example.com`, teamId: id % 10, active: id % 2 === 0 };
}

/** A path for a file, in a folder that goes away with the process. */
export function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'cache.db');
}

/** How a person would cache this one function in SQLite: no ttl, no bound, no invalidation. */
export function byHand(): Contestant {
  const { get, put } = openByHand(false);
  return cached('by hand', get, put);
}

/** The same, where the file belongs to the process alone. */
export function byHandExclusive(): Contestant {
  const { get, put } = openByHand(true);
  return cached('by hand, exclusive', get, put);
}

/** The way of Python's picocache: the time of the last use is written with every hit. */
export function getAndUpdate(): Contestant {
  const { database, get, put } = openByHand(false);
  const update = database.prepare('UPDATE cache SET used = ? WHERE key = ?');
  let uses = 0;
  const getAndTouch = (key: string): string | undefined => {
    const text = get(key);
    // A value that changes: an update that changes nothing would be cheaper.
    if (text !== undefined) update.run(++uses, key);
    return text;
  };
  return cached('get and update', getAndTouch, put);
}

interface ByHand {
  readonly database: DatabaseSync;
  readonly get: (key: string) => string | undefined;
  readonly put: (key: string, text: string) => void;
}

function openByHand(exclusive: boolean): ByHand {
  const database = new DatabaseSync(temporaryFile());
  if (exclusive) database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec('CREATE TABLE cache (key TEXT PRIMARY KEY, value TEXT NOT NULL, used INTEGER)');
  const select = database.prepare('SELECT value FROM cache WHERE key = ?');
  select.setReturnArrays(true);
  const insert = database.prepare('INSERT INTO cache (key, value) VALUES (?, ?)');
  return {
    database,
    // A list with the one column, or nothing.
    get: (key) => (select.get(key) as unknown as readonly [string] | undefined)?.[0],
    put: (key, text) => void insert.run(key, text),
  };
}

function cached(name: string, get: ByHand['get'], put: ByHand['put']): Contestant {
  let runs = 0;
  const call = (id: number): User => {
    const key = `user:${id}`;
    const text = get(key);
    if (text !== undefined) return JSON.parse(text);
    runs++;
    const user = loadUser(id);
    put(key, JSON.stringify(user));
    return user;
  };
  return { name, call, countRuns: () => runs };
}
