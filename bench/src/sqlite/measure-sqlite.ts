import { configure } from 'holdfast';
import { sqliteStore } from 'holdfast/sqlite';
import type { Mode } from '../mode.ts';
import { enterPython } from '../peers/python-lane.ts';
import { sortOut } from '../peers/sort-out.ts';
import type { Called } from '../race/contestant.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Absent, Measured } from '../row.ts';
import { NUMBERS } from '../rows/keys.ts';
import { enterBetterSqlite } from './better-sqlite3.ts';
import { byHand, getAndUpdate, type Place } from './by-hand.ts';
import { temporaryFile } from './temporary-file.ts';

const KEYV: Absent = {
  who: 'keyv, @keyv/sqlite',
  reason: 'its driver sqlite3 needs a binary that no package registry has',
};

/** A hit in SQLite beside the code by hand over a file that others may write to, or over a database in memory. */
export async function measureSqlite(place: Place, ours: Called, mode: Mode): Promise<Measured> {
  const file = place === 'memory' ? ':memory:' : temporaryFile();
  await configure({ store: sqliteStore(file, { exclusive: place === 'exclusive' }) });
  const peers =
    place === 'memory'
      ? [await enterBetterSqlite('memory')]
      : [
          byHand({ who: 'by hand, exclusive', role: 'peer' }, 'exclusive'),
          getAndUpdate(),
          await enterBetterSqlite('shared'),
          enterPython({ who: 'Python, by hand', args: ['sqlite_rows.py', temporaryFile(), 'get'] }),
          enterPython({ who: 'Python, get and update', args: ['sqlite_rows.py', temporaryFile(), 'update'] }),
          KEYV,
        ];
  const { contestants, absent } = sortOut([ours, ...peers]);
  const base = byHand({ who: 'by hand', role: 'base' }, place === 'memory' ? 'memory' : 'shared');
  return measureRace({ calls: 'sync', columns: [NUMBERS], base, contestants, absent }, mode);
}
