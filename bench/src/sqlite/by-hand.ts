import { DatabaseSync } from 'node:sqlite';
import type { Called } from '../race/contestant.ts';
import { loadUser, type User } from '../rows/user.ts';
import { temporaryFile } from './temporary-file.ts';

/** `shared`: other processes may write to the file; `exclusive`: it belongs to this process. */
export type Place = 'shared' | 'exclusive' | 'memory';

/** How a person would cache this one function in SQLite: no ttl, no bound, no invalidation. */
export function byHand(about: Pick<Called, 'who' | 'role'>, place: Place): Called {
  const { get, put } = openByHand(place);
  return { ...about, ...cached(get, put) };
}

/** The way of Python's picocache: the time of the last use is written with every hit. */
export function getAndUpdate(): Called {
  const { database, get, put } = openByHand('shared');
  const update = database.prepare('UPDATE cache SET used = ? WHERE key = ?');
  let uses = 0;
  const getAndTouch = (key: string): string | undefined => {
    const text = get(key);
    // A value that changes: an update that changes nothing would be cheaper.
    if (text !== undefined) update.run(++uses, key);
    return text;
  };
  return { who: 'by hand, get and update', role: 'peer', ...cached(getAndTouch, put) };
}

/** A function over a table of keys and texts, with a count of its body runs. */
export function cached(get: ByHand['get'], put: ByHand['put']): Pick<Called, 'call' | 'countRuns'> {
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
  return { call, countRuns: () => runs };
}

/** A table of keys and texts. */
export interface ByHand {
  readonly database: DatabaseSync;
  readonly get: (key: string) => string | undefined;
  readonly put: (key: string, text: string) => void;
}

/** A table of its own, in a file or in memory. */
export function openByHand(place: Place): ByHand {
  const database = new DatabaseSync(place === 'memory' ? ':memory:' : temporaryFile());
  if (place === 'exclusive') database.exec('PRAGMA locking_mode = EXCLUSIVE');
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
