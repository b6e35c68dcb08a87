import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Choice, oneOf } from '../scheduler/choice.ts';
import type { Fault } from './fault.ts';
import type { StoreUnderProof } from './store-under-proof.ts';

/** Rows of a table that can be lost one by one, and how likely, compared with others. */
interface Loss extends Pick<Fault, 'name' | 'weight'> {
  readonly table: string;
}

const LOSSES: readonly Loss[] = [
  { name: 'entries deleted', table: 'entries', weight: 6 },
  { name: 'dependencies deleted', table: 'dependencies', weight: 12 },
  { name: 'floors deleted', table: 'floors', weight: 12 },
  { name: 'rows of the log deleted', table: 'log', weight: 6 },
  { name: 'owners deleted', table: 'owners', weight: 2 },
  { name: 'states deleted', table: 'state', weight: 1 },
];

/** Rows at most that go at once. */
const MOST = 5;
const SQLITE_BUSY = 5;
const NO_TABLE = 1;

/** Two files in the folder, which lose rows. */
export function sqliteUnderProof(folder: string): StoreUnderProof {
  const targets = [join(folder, 'first.db'), join(folder, 'second.db')] as const;
  const open = targets.map((file) => new DatabaseSync(file, { timeout: 50 }));
  return {
    store: 'sqlite',
    targets: [...targets],
    faults: [
      LOSSES.map(({ name, weight, table }) => ({
        name,
        weight,
        happen: (choice) => lose(oneOf(choice, open), table, choice),
      })),
    ],
    close: () => {
      for (const database of open) database.close();
    },
  };
}

function lose(database: DatabaseSync, table: string, choice: Choice): string {
  const key = table === 'dependencies' ? 'name' : 'rowid';
  const count = 1 + choice.pick(MOST);
  try {
    const gone = database
      .prepare(
        `DELETE FROM holdfast_hf_${table} WHERE ${key} IN
         (SELECT ${key} FROM holdfast_hf_${table} ORDER BY random() LIMIT ?) RETURNING ${key} AS name`,
      )
      .all(count);
    return `${table} lose ${gone.map(({ name }) => String(name)).join(', ') || 'nothing'}`;
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'errcode');
    if (code !== SQLITE_BUSY && code !== NO_TABLE) throw error;
    return `${table} cannot be written now`;
  }
}
