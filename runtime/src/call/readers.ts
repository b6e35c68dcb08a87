/**
 * Calls whose read is on its way. Nearly all of them are hits, and need no place of their key: what they came for is only
 * noted. A flight that lands meanwhile is good for those of its key that came before it began, so its place is kept until
 * all are back that came with them; who comes later is counted anew. (After epoch-based reclamation: K. Fraser, Practical
 * lock-freedom, 2004.)
 */
import type { Flights, Place } from './flights.ts';

/** So many come together at most, so that what they came for is not noted without end. */
const MOST = 1024;

/** Those who came while nothing landed. */
export class Readers {
  /** Number of those that are not back. */
  calls = 0;
  readonly #keys: string[] = [];
  /** How many of the keys are those of now. */
  #count = 0;
  /** By key, made when something lands. */
  #places: Map<string, Place | undefined> | undefined;

  /** One more comes. Answers whether it is the last that can. */
  add(key: string): boolean {
    this.calls++;
    this.#keys[this.#count++] = key;
    return this.#count === MOST;
  }

  /** All are back, and others may come. */
  restart(): void {
    this.#count = 0;
  }

  /** Keeps the place of a key that one of them came for; nobody comes any more. */
  hold(flights: Flights, key: string): void {
    this.#places ??= new Map(this.#keys.slice(0, this.#count).map((asked) => [asked, undefined]));
    if (this.#places.has(key) && this.#places.get(key) === undefined) this.#places.set(key, flights.arrive(key));
  }

  /** Keeps none any more. */
  release(flights: Flights): void {
    for (const place of this.#places?.values() ?? []) if (place !== undefined) flights.leave(place);
  }
}

export class ReadsUnderWay {
  readonly #flights: Flights;
  /** Those who come now. */
  #present = new Readers();
  /** Those who came before something landed, and are not all back. */
  readonly #earlier = new Set<Readers>();

  constructor(flights: Flights) {
    this.#flights = flights;
    flights.hold = (key) => this.#hold(key);
  }

  /** A call asks for an entry. It must leave, with those it came with. */
  enter(key: string): Readers {
    const readers = this.#present;
    if (readers.add(key)) this.#begin();
    return readers;
  }

  leave(readers: Readers): void {
    readers.calls--;
    if (readers.calls > 0) return;
    if (readers === this.#present) readers.restart();
    else if (this.#earlier.delete(readers)) readers.release(this.#flights);
  }

  /** The place where a flight of the key lands, kept for those who came for it. */
  #hold(key: string): Place | undefined {
    if (this.#present.calls > 0) this.#begin();
    for (const readers of this.#earlier) readers.hold(this.#flights, key);
    return this.#flights.places.get(key);
  }

  #begin(): void {
    this.#earlier.add(this.#present);
    this.#present = new Readers();
  }
}
