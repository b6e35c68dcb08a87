import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Choice, oneOf } from '../scheduler/choice.ts';
import type { Fault } from './fault.ts';
import type { StoreUnderProof } from './store-under-proof.ts';

/** Rows of a table that can be lost one by one, and how likely, compared with others. */
interface Loss extends Pick<Fault, 'name' | 'weight'> {
  readonly table: string;
  /** Column that names a row; default `rowid`. */
  readonly key?: string;
  /** Which rows come first; default any. */
  readonly order?: string;
  /** At most so many go at once; default 5. */
  readonly most?: number;
}

const LOSSES: readonly Loss[] = [
  { name: 'entries deleted', table: 'entries', weight: 6 },
  { name: 'dependencies deleted', table: 'dependencies', key: 'name', weight: 12 },
  { name: 'floors deleted', table: 'floors', weight: 12 },
  // A process that stood still has not read the newest ones. The very last one would be missed by its count alone.
  {
    name: 'rows of the log deleted',
    table: 'log',
    order: 'last = (SELECT max(last) FROM holdfast_hf_log), last DESC',
    most: 50,
    weight: 12,
  },
  { name: 'owners deleted', table: 'owners', weight: 2 },
  { name: 'states deleted', table: 'state', weight: 1 },
];

const MOST = 5;
/** Between two losses, in milliseconds. */
const PAUSE = 200;
const SQLITE_BUSY = 5;
const NO_TABLE = 1;

/** Two files in the folder, which lose rows. */
export function sqliteUnderProof(folder: string): StoreUnderProof {
  const targets = [join(folder, 'first.db'), join(folder, 'second.db')] as const;
  const open = targets.map((file) => new DatabaseSync(file, { timeout: 50 }));
  return {
    store: 'sqlite',
    targets: [...targets],
    faults: [{ longestPause: PAUSE, faults: LOSSES.map((loss) => lossFault(loss, open)) }],
    close: () => {
      for (const database of open) database.close();
    },
  };
}

function lossFault(loss: Loss, open: readonly DatabaseSync[]): Fault {
  const { name, weight } = loss;
  return { name, weight, happen: (choice) => lose(oneOf(choice, open), loss, choice) };
}

function lose(database: DatabaseSync, loss: Loss, choice: Choice): string {
  const { table, key = 'rowid', order = 'random()', most = MOST } = loss;
  const count = 1 + choice.pick(most);
  try {
    const gone = database
      .prepare(
        `DELETE FROM holdfast_hf_${table} WHERE ${key} IN
         (SELECT ${key} FROM holdfast_hf_${table} ORDER BY ${order} LIMIT ?) RETURNING ${key} AS name`,
      )
      .all(count);
    return `${table} lose ${gone.map(({ name }) => String(name)).join(', ') || 'nothing'}`;
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'errcode');
    if (code !== SQLITE_BUSY && code !== NO_TABLE) throw error;
    return `${table} cannot be written now`;
  }
}
