import type { Row } from '../row.ts';
import { measureSqlite } from '../sqlite/measure-sqlite.ts';
import { loadUser, type User } from './user.ts';

const runs = { holdfast: 0 };

/**
 * @cache ttl=10m id=bench.hit-sqlite-shared
 * @tag users
 */
function findUser(id: number): User {
  runs.holdfast++;
  return loadUser(id);
}

/** A hit in an SQLite file that other processes may write to. */
export const ROW: Row = {
  title: 'hit, SQLite file, shared by processes, 5 fields',
  unit: 'times',
  meaning:
    '1 is a prepared `SELECT` of node:sqlite on a file that others may write to, and `JSON.parse`. Ours checks its stamps, and that no other process wrote.',
  limit: 1,
  processes: 3,
  measure: (mode) =>
    measureSqlite(
      'shared',
      { who: 'holdfast', role: 'ours', goal: 1.5, call: findUser, countRuns: () => runs.holdfast },
      mode,
    ),
};
