import { configure } from 'holdfast';
import { sqliteStore } from 'holdfast/sqlite';
import type { Row } from '../row.ts';
import { NUMBERS } from './keys.ts';
import { byHand, byHandExclusive, getAndUpdate, loadUser, temporaryFile, type User } from './sqlite-by-hand.ts';

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
  name: 'hit, SQLite exclusive, five fields',
  calls: 'sync',
  columns: [NUMBERS],
  setUp: () => configure({ store: sqliteStore(temporaryFile(), { exclusive: true }), replace: true }),
  base: byHand(),
  contestants: [
    byHandExclusive(),
    getAndUpdate(),
    { name: 'holdfast', call: findUser, countRuns: () => runs.holdfast },
  ],
  goal: 1.15,
};
