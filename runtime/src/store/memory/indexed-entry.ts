import type { EntryRow } from '../rows.ts';
import type { EntryAtHand } from './entry-at-hand.ts';

/** An entry in memory, which a function may keep at hand. */
export interface IndexedEntry extends EntryRow {
  atHand: EntryAtHand | undefined;
}
