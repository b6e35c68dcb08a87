import type { EntryRow } from '../rows.ts';
import type { Branch } from './raw-index.ts';

/** An entry in memory, which a function may keep at hand. */
export interface IndexedEntry extends EntryRow {
  /** The map of an index that holds the entry. */
  branch?: Branch | undefined;
  /** The raw value that it is found by there. */
  raw?: unknown;
  /** Its last use, by the count of all uses; -1: none since it is at hand. */
  usedAt?: number;
  /** What an asynchronous function that need not be `async` answers: made once, where the value is shared. */
  promise?: Promise<unknown> | undefined;
}
