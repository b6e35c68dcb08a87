import type { Milliseconds } from './units.ts';

/** Readings that are nearer to each other than this are not worth their price: about 40 ns each. */
const DENSE: Milliseconds = 0.05;
const HITS_A_READING = 64;

/**
 * A clock for what is asked many times in a row, in whole milliseconds since it was made: where readings come within
 * 0.05 ms of each other, one stands for the next 63 askings, and at most until the event loop has turned. So besides the
 * fraction of a millisecond it lags by no more than the work of one turn, however rarely it is asked, and also where the
 * process was stopped in between.
 *
 * Who asks counts that in `uses`. While `uses` is below `due`, `age` is what `readAge()` would answer, without a call.
 */
export class CoarseClock {
  /** Counts askings. */
  uses = 0;
  /** From this many on `age` is to be read anew. */
  due = 0;
  /** As it was read last. */
  age: Milliseconds = 0;
  /** The instant that its time is counted from. */
  readonly zero: Milliseconds;
  readonly #now: () => Milliseconds;
  readonly #isFine: boolean;
  /** At first no number that V8 keeps in the object itself: then all fields stay of one kind. */
  #last: Milliseconds = -Infinity;
  /** `due` is set back when the event loop turns. */
  #planned = false;

  /** @param isFine each reading counts for itself */
  constructor(now: () => Milliseconds, isFine: boolean) {
    this.#now = now;
    this.#isFine = isFine;
    this.zero = Math.floor(now());
  }

  /** The age, read anew where it is due. */
  readAge(): Milliseconds {
    if (this.uses >= this.due) this.#read();
    return this.age;
  }

  #read(): void {
    const present = this.#now();
    if (!this.#isFine && present - this.#last < DENSE) {
      this.due = this.uses + HITS_A_READING;
      this.#plan();
    }
    this.#last = present;
    this.age = Math.floor(present - this.zero);
  }

  /** A reading may stand for a turn of the event loop: its work is the error. */
  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.due = 0;
    });
  }
}
