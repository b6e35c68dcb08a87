import type { Mark } from './mark.ts';

/** Writes a mark to each place and answers them by place. */
export type WriteMarks = (places: readonly string[]) => Promise<ReadonlyMap<string, Mark>>;

/** Marks that are being written, or were. */
interface FirstUse {
  readonly marks: Promise<ReadonlyMap<string, Mark>>;
  /** Its place in the order of reads and writes; absent: under way. */
  done?: number;
}

/** First uses that are remembered for reads which were sent before them. */
const MOST = 1000;

/**
 * The first uses of names in this process. Concurrent ones of a name share one mark, and so does a read that was sent
 * before the mark came to the store: else each would overwrite the others', and all but the last be in vain.
 */
export class FirstUses {
  readonly #write: WriteMarks;
  readonly #byPlace = new Map<string, FirstUse>();
  #order = 0;

  constructor(write: WriteMarks) {
    this.#write = write;
  }

  /** Place of a read that is about to be sent, in the order of all. */
  beginRead(): number {
    return ++this.#order;
  }

  /** The marks of places where a read of this place in the order found none. */
  async write(places: readonly string[], since: number): Promise<ReadonlyMap<string, Mark>> {
    const shared = new Map<string, FirstUse>();
    for (const place of places) {
      const known = this.#byPlace.get(place);
      if (known !== undefined && (known.done === undefined || known.done > since)) shared.set(place, known);
    }
    const absent = places.filter((place) => !shared.has(place));
    if (absent.length > 0) {
      const own = this.#start(absent);
      for (const place of absent) shared.set(place, own);
    }
    const marks = new Map<string, Mark>();
    for (const [place, { marks: written }] of shared) {
      const mark = (await written).get(place);
      if (mark !== undefined) marks.set(place, mark);
    }
    return marks;
  }

  #start(places: readonly string[]): FirstUse {
    const use: FirstUse = { marks: this.#write(places) };
    for (const place of places) {
      this.#byPlace.delete(place);
      this.#byPlace.set(place, use);
    }
    const finish = (): void => {
      use.done = ++this.#order;
      this.#forgetOldest();
    };
    // What fails reaches those who wait for it; the next read begins anew.
    const forget = (): void => {
      for (const place of places) if (this.#byPlace.get(place) === use) this.#byPlace.delete(place);
    };
    use.marks.then(finish, forget);
    return use;
  }

  #forgetOldest(): void {
    for (const [place, { done }] of this.#byPlace) {
      if (this.#byPlace.size <= MOST) return;
      if (done !== undefined) this.#byPlace.delete(place);
    }
  }
}
