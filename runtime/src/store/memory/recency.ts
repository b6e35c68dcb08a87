/**
 * What the entries of a store have in common that are at hand: since when nothing has changed, the time, and uses that
 * are told to the store later, all at once and in their order: moving an entry to the front of its rings costs more than
 * all the rest of a hit. They are told before another entry is touched or put, so the rings are as if each use had been
 * told at once.
 */
import { CoarseClock } from '../../coarse-clock.ts';
import type { Milliseconds } from '../../units.ts';
import type { Resident } from '../port.ts';
import { type EntryAtHand, REMOVED } from './entry-at-hand.ts';

/** So many different entries are told at once at most: less than 1 ms. */
const MOST = 4096;

/** Uses are counted from 0 again before V8 would keep their number outside of the entry. */
const MOST_USES = 2 ** 30;

/** What a clock is made of. */
export interface ClockSource {
  readonly now: () => Milliseconds;
  readonly isFine?: boolean;
}

export class Recency extends CoarseClock {
  /**
   * Changes with whatever may end a hit at hand, and when uses are told. An entry that has it was found good and noted
   * since.
   */
  mark = 1;
  /** Who subscribes to it hears each hit. */
  readonly hitChannel: { readonly hasSubscribers: boolean };
  readonly #resident: Resident;
  /** The entries that were used since the last telling, each once. */
  #used: EntryAtHand[] = [];

  constructor(resident: Resident, { now, isFine = true }: ClockSource) {
    super(now, isFine);
    this.hitChannel = process.getBuiltinModule('node:diagnostics_channel').channel('holdfast:hit');
    this.#resident = resident;
    resident.touchAll = () => this.#tell();
  }

  /** The entry was found good and is used. One that has the mark needs no more than `usedAt = ++uses`. */
  note(entry: EntryAtHand): void {
    const isFirst = entry.mark !== this.mark;
    entry.mark = this.mark;
    entry.usedAt = ++this.uses;
    if (isFirst && this.#used.push(entry) >= MOST) this.#tell();
  }

  override readAge(): Milliseconds {
    if (this.uses >= MOST_USES) {
      this.#tell();
      this.uses = 0;
      this.due = 0;
    }
    return super.readAge();
  }

  #tell(): void {
    this.mark++;
    if (this.#used.length === 0) return;
    const used = this.#used.toSorted(byUse);
    this.#used = [];
    // What was removed since is in no ring.
    for (const { row, mark } of used) if (mark !== REMOVED) this.#resident.touch(row);
  }
}

function byUse(a: EntryAtHand, b: EntryAtHand): number {
  return a.usedAt - b.usedAt;
}

const recencies = new WeakMap<Resident, Recency>();

/** The one of a store: the entries of all functions make room for each other. */
export function recencyOf(resident: Resident, clock: ClockSource): Recency {
  const known = recencies.get(resident) ?? new Recency(resident, clock);
  recencies.set(resident, known);
  return known;
}
