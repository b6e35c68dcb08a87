import type { Queries } from './queries.ts';

/** How many uses are kept until the next write. */
const MOST = 65_536;

/**
 * The order in which entries were used. A hit writes nothing: its use gets the next number and is kept here until a
 * write takes it along, a few at a time, or until an entry is to be thrown out that was used since it was last written.
 * So the order is exact for the uses of this process, however late they are written. Those of another process count when
 * they are written; those that no write takes along (more entries than `MOST`, or a killed process) are lost.
 */
export class Recency {
  readonly #queries: Queries;
  readonly #uses = new Map<number, number>();
  #last: number;

  constructor(queries: Queries) {
    this.#queries = queries;
    this.#last = this.#readLast();
  }

  /** There is nothing to write. */
  get isEmpty(): boolean {
    return this.#uses.size === 0;
  }

  /** The entry was used now. */
  touch(id: number): void {
    this.#uses.set(id, this.#next());
    if (this.#uses.size > MOST) this.#dropFirst();
  }

  /** The number of a use that is written at once; not below those of other processes. */
  takeNext(): number {
    this.#last = Math.max(this.#last, this.#readLast());
    return this.#next();
  }

  /** Writes the use of this entry; false where there is none to write. */
  write(id: number): boolean {
    const used = this.#uses.get(id);
    if (used === undefined) return false;
    this.#uses.delete(id);
    this.#queries.use.run(used, id);
    return true;
  }

  /** Writes some of the uses. */
  writeSome(most: number): void {
    let left = most;
    for (const id of this.#uses.keys()) {
      if (left-- === 0) return;
      this.write(id);
    }
  }

  #next(): number {
    this.#last++;
    return this.#last;
  }

  #readLast(): number {
    return this.#queries.lastUse.get()?.[0] ?? 0;
  }

  #dropFirst(): void {
    for (const id of this.#uses.keys()) {
      this.#uses.delete(id);
      return;
    }
  }
}
