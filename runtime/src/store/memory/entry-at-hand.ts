import type { Handle } from '../../call/handle.ts';
import { MISS } from '../../call/miss.ts';
import type { Milliseconds } from '../../units.ts';
import type { Copier } from '../../value/copy-value.ts';
import type { EntryRow } from '../rows.ts';
import type { Branch, Place } from './raw-index.ts';
import type { Recency } from './recency.ts';

/** The largest number that V8 keeps in a field itself, with all settings: about twelve days. */
const MOST: Milliseconds = 2 ** 30 - 1;

/** Passed on where V8 shall make no part of the caller of what is called: it does so where the arguments are no list. */
const NOTHING: readonly [] = Object.freeze<[]>([]);

/** The mark of an entry that the store has removed. */
export const REMOVED = -1;

/** Where an entry comes to hand, and what is handed out. */
export interface Hand extends Place {
  /** The last value of its key. */
  readonly raw: unknown;
  /** The value, or a promise of it. */
  readonly kept: unknown;
  /** Makes each caller's copy of it; absent: it is shared. */
  readonly copier: Copier | undefined;
  readonly recency: Recency;
}

/**
 * What a hit needs of an entry in memory, in one small object of numbers and pointers: reaching for the row, for what it
 * holds and for a number with a fraction would cost more than all else that a hit does. What each hit looks at comes
 * first, so that it lies in one line of the processor's cache.
 */
export class EntryAtHand {
  /** That of `recency` when the entry was last found good; another one, as at first: it has to be looked at. */
  mark = 0;
  /** Whole milliseconds since the clock's `zero`; then the store decides. */
  readonly freshUntil: Milliseconds;
  /** Its last use, by the count of all uses. */
  usedAt = 0;
  readonly kept: unknown;
  readonly copier: Copier | undefined;
  readonly recency: Recency;
  /** The last value of its key. */
  readonly raw: unknown;
  readonly row: EntryRow;
  /** The map that it stands in, */
  #branch: Branch;
  /** and where. */
  #place: unknown;

  constructor(row: EntryRow, { branch, place, raw, kept, copier, recency }: Hand) {
    this.freshUntil = Math.min(Math.floor(row.expiresAt - recency.zero), MOST);
    this.kept = kept;
    this.copier = copier;
    this.recency = recency;
    this.raw = raw;
    this.row = row;
    this.#branch = branch;
    this.#place = place;
    branch.set(place, this);
  }

  /** It is not alone any more: it comes into a map, under the last value of its key. */
  moveTo(branch: Branch): void {
    this.#branch = branch;
    this.#place = this.raw;
    branch.set(this.raw, this);
  }

  /**
   * What it holds, for one caller, where nothing has changed since it was found good and noted; `undefined`: look closer.
   * In one go and small, so that V8 makes it part of the function that calls.
   */
  serve(handle: Handle): unknown {
    const { recency, kept } = this;
    if (this.mark !== recency.mark || kept === undefined || recency.hitChannel.hasSubscribers) return undefined;
    if (recency.uses >= recency.due) recency.readAge(...NOTHING);
    if (this.freshUntil <= recency.age) return undefined;
    this.usedAt = ++recency.uses;
    if (this.copier !== undefined) return this.#copy(handle, this.copier);
    handle.hits++;
    return kept;
  }

  /** The same with a closer look: what the store gives for these values of the key where the entry is not good. */
  ask(handle: Handle, keyValues: readonly unknown[]): unknown {
    if (handle.atHand?.isGood(this) !== true) return handle.hitAt(keyValues);
    this.recency.note(this);
    return this.give(handle);
  }

  /** What it holds, for one caller; `MISS` where that fails. */
  give(handle: Handle): unknown {
    if (this.copier !== undefined) return this.#copy(handle, this.copier);
    handle.hits++;
    return this.kept;
  }

  #copy(handle: Handle, copier: Copier): unknown {
    try {
      const copy = copier(this.kept);
      handle.hits++;
      return copy;
    } catch {
      // The caller's stack has no room for a value that is nested deep. `run` asks the store again, and what fails there
      // is an event.
      return MISS;
    }
  }

  /** The store has removed the entry: it is at hand no more. */
  remove(): void {
    this.mark = REMOVED;
    this.#branch.takeOut(this.#place, this);
  }
}
