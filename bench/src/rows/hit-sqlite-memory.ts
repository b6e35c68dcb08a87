import type { Row } from '../row.ts';
import { measureSqlite } from '../sqlite/measure-sqlite.ts';
import { loadUser, type User } from './user.ts';

const runs = { holdfast: 0 };

/**
 * @cache ttl=10m id=bench.hit-sqlite-memory
 * @tag users
 */
function findUser(id: number): User {
  runs.holdfast++;
  return loadUser(id);
}

/** A hit in an SQLite database without a file. */
export const ROW: Row = {
  title: 'hit, SQLite in memory, 5 fields',
  unit: 'times',
  meaning: '1 is a prepared `SELECT` of node:sqlite on `:memory:`, and `JSON.parse`. Ours checks its stamps.',
  limit: 1,
  processes: 3,
  measure: (mode) =>
    measureSqlite(
      'memory',
      { who: 'holdfast', role: 'ours', goal: 1.15, call: findUser, countRuns: () => runs.holdfast },
      mode,
    ),
};
