/**
 * Calls whose read is on its way, counted all together: nearly all of them are hits, and need no place of their key. A
 * flight that lands meanwhile is good for those of its key that came before it began, so its place is kept until all are
 * back that were on their way then; who comes later is counted anew. (Epoch-based reclamation, K. Fraser, Practical
 * lock-freedom, 2004.)
 */
import type { Flights, Place } from './flights.ts';

/** Those who came while nothing landed. */
export interface Readers {
  /** Number of those that are not back. */
  calls: number;
  /** What landed behind them. */
  readonly held: Place[];
}

export class ReadsUnderWay {
  readonly #flights: Flights;
  /** Those who come now. */
  #present: Readers = { calls: 0, held: [] };
  /** Those who came before something landed, in their order. */
  readonly #earlier: Readers[] = [];

  constructor(flights: Flights) {
    this.#flights = flights;
    flights.hold = (key) => this.#hold(key) ?? flights.places.get(key);
  }

  /** A call asks. It must leave, with those it came with. */
  enter(): Readers {
    this.#present.calls++;
    return this.#present;
  }

  leave(readers: Readers): void {
    readers.calls--;
    if (readers.calls === 0 && readers !== this.#present) this.#release();
  }

  /** A place for what lands that is kept for those who are on their way; absent: there are none. */
  #hold(key: string): Place | undefined {
    if (this.#present.calls > 0) {
      this.#earlier.push(this.#present);
      this.#present = { calls: 0, held: [] };
    }
    const last = this.#earlier.at(-1);
    if (last === undefined) return undefined;
    const place = this.#flights.arrive(key);
    last.held.push(place);
    return place;
  }

  /** What landed behind some is good for those who came before them as well. */
  #release(): void {
    while (this.#earlier[0]?.calls === 0) {
      for (const place of this.#earlier.shift()?.held ?? []) this.#flights.leave(place);
    }
  }
}
