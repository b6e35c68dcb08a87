import type { Milliseconds } from '../../units.ts';
import type { Copier } from '../../value/copy-value.ts';
import type { HeldValue } from '../../value/memory-sealing.ts';
import type { EntryRow } from '../rows.ts';
import type { Branch } from './raw-index.ts';

/** The largest number that V8 keeps in a field itself, with all settings: about twelve days. */
const MOST: Milliseconds = 2 ** 30 - 1;

/** Where an entry comes to hand. */
export interface Hand {
  /** The map that gets it. */
  readonly branch: Branch;
  /** The raw value that it is found by there. */
  readonly raw: unknown;
  readonly copier: Copier;
  /** From where its time is counted. */
  readonly zero: Milliseconds;
}

/**
 * What a hit needs of an entry in memory, in one small object of numbers and pointers: reaching for the row, for what it
 * holds and for a number with a fraction would cost more than all else that a hit does.
 */
export class EntryAtHand {
  /** That of the store when the entry was last found good; -1: it was removed. */
  version: number;
  /** Whole milliseconds from `zero`; then the store decides. */
  readonly freshUntil: Milliseconds;
  /** Its last use, by the count of all uses; -1: none since it is at hand. */
  usedAt = -1;
  readonly kept: unknown;
  readonly copier: Copier;
  /** What an asynchronous function that need not be `async` answers: made once, where the value is shared. */
  promise: Promise<unknown> | undefined = undefined;
  readonly row: EntryRow;
  readonly #branch: Branch;
  readonly #raw: unknown;

  constructor(row: EntryRow, { branch, raw, copier, zero }: Hand) {
    this.version = row.provenAt;
    this.freshUntil = Math.min(Math.floor(row.expiresAt - zero), MOST);
    // Memory holds what its sealing made.
    this.kept = (row.value as HeldValue).kept;
    this.copier = copier;
    this.row = row;
    this.#branch = branch;
    this.#raw = raw;
  }

  /** The store has removed the entry: it is at hand no more. */
  remove(): void {
    this.version = -1;
    this.#branch.takeOut(this.#raw, this);
  }
}
