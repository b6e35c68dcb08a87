import type { Copier } from '../../value/copy-value.ts';
import type { SealOptions } from '../../value/sealing.ts';
import type { EntryRow } from '../rows.ts';
import type { EntryAtHand } from './entry-at-hand.ts';

/** What a function keeps at hand of an entry. */
export interface KeptAtHand {
  readonly row: EntryRow;
  readonly kept: unknown;
  /** Makes each caller's value of what is kept; absent: it is the value. */
  readonly copier: Copier | undefined;
}

/** An entry in the process's memory, which a function may keep at hand. */
export interface IndexedEntry extends EntryRow {
  atHand: EntryAtHand | undefined;
  /** Absent: it holds a value of `memorySealing`. `undefined`: it is not to be kept. */
  hand?(options: SealOptions): KeptAtHand | undefined;
}
