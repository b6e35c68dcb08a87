/**
 * Uses of entries in memory that are told to the store later, all at once and in their order: moving an entry to the
 * front of its rings costs more than all the rest of a hit. They are told before another entry is touched or put, so the
 * rings are as if each use had been told at once.
 */
import type { Resident } from '../port.ts';
import type { EntryAtHand } from './entry-at-hand.ts';

/** So many different entries are told at once at most: less than 1 ms. */
const MOST = 4096;

export class Recency {
  readonly #resident: Resident;
  /** Counts uses. */
  uses = 0;
  /** Its value when the last uses were told. */
  toldAt = 0;
  /** The entries that were used since, each once. */
  #used: EntryAtHand[] = [];

  constructor(resident: Resident) {
    this.#resident = resident;
    resident.touchAll = () => this.#tell();
  }

  /** The entry was served. One that was since the last telling needs no more than its new place: `usedAt = ++uses`. */
  note(entry: EntryAtHand): void {
    const isFirst = entry.usedAt <= this.toldAt;
    entry.usedAt = ++this.uses;
    if (isFirst && this.#used.push(entry) >= MOST) this.#tell();
  }

  #tell(): void {
    if (this.#used.length === 0) return;
    const used = this.#used.toSorted(byUse);
    this.#used = [];
    this.toldAt = this.uses;
    // What was removed since is in no ring.
    for (const { row, version } of used) if (version !== -1) this.#resident.touch(row);
  }
}

function byUse(a: EntryAtHand, b: EntryAtHand): number {
  return a.usedAt - b.usedAt;
}

const recencies = new WeakMap<Resident, Recency>();

/** The one of a store: the entries of all functions make room for each other. */
export function recencyOf(resident: Resident): Recency {
  const known = recencies.get(resident) ?? new Recency(resident);
  recencies.set(resident, known);
  return known;
}
