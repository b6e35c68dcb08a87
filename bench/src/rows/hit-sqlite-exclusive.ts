import type { Row } from '../row.ts';
import { measureSqlite } from '../sqlite/measure-sqlite.ts';
import { loadUser, type User } from './user.ts';

const runs = { holdfast: 0 };

/**
 * @cache ttl=10m id=bench.hit-sqlite-exclusive
 * @tag users
 */
function findUser(id: number): User {
  runs.holdfast++;
  return loadUser(id);
}

/** A hit in an SQLite file that belongs to this process. */
export const ROW: Row = {
  title: 'hit, SQLite file, one process, 5 fields',
  unit: 'times',
  meaning:
    '1 is a prepared `SELECT` of node:sqlite on a file that others may write to, and `JSON.parse`. Ours checks its stamps, on a file that belongs to the process.',
  limit: 1,
  processes: 3,
  measure: (mode) =>
    measureSqlite(
      'exclusive',
      { who: 'holdfast', role: 'ours', goal: 1.15, call: findUser, countRuns: () => runs.holdfast },
      mode,
    ),
};
