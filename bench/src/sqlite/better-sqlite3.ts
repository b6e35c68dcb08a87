import type { Called } from '../race/contestant.ts';
import type { Absent } from '../row.ts';
import { cached } from './by-hand.ts';
import { temporaryFile } from './temporary-file.ts';

const who = 'by hand, better-sqlite3';

/** The same by better-sqlite3, an optional package: it has a binary for some platforms only. */
export async function enterBetterSqlite(place: 'shared' | 'memory'): Promise<Called | Absent> {
  try {
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(place === 'memory' ? ':memory:' : temporaryFile());
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec('CREATE TABLE cache (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    const select = database.prepare<[string], string>('SELECT value FROM cache WHERE key = ?').pluck();
    const insert = database.prepare<[string, string]>('INSERT INTO cache (key, value) VALUES (?, ?)');
    const put = (key: string, text: string): void => void insert.run(key, text);
    return { who, role: 'peer', ...cached((key) => select.get(key), put) };
  } catch (error) {
    // Where it was looked for is of no interest to others.
    return { who, reason: String(error).replace(/ imported from .*/s, '') };
  }
}
