import type { Batch, CountAt } from './batch.ts';
import type { RedisNames } from './redis-names.ts';
import type { StampList } from './stamp-list.ts';

/** The stamps that a batch of reads asks for, list by list. Entries that have the same list share them. */
export class AskedStamps {
  readonly #batch: Batch;
  readonly #names: RedisNames;
  /** Places in the batch, of one list after the other. */
  readonly #places: number[] = [];
  #last: StampList | undefined;
  #lastStart = 0;
  #known: { readonly list: StampList; readonly newest: CountAt } | undefined;

  constructor(batch: Batch, names: RedisNames) {
    this.#batch = batch;
    this.#names = names;
  }

  /** Wants the stamps of all of the list; answers where `newest` finds them. */
  want(list: StampList): number {
    // Calls of one function without tags have one list.
    if (list === this.#last) return this.#lastStart;
    this.#last = list;
    this.#lastStart = this.#places.length;
    for (const name of list.namesBy(this.#names)) this.#places.push(name.placeIn(this.#batch));
    return this.#lastStart;
  }

  /**
   * The newest count among the stamps of the list, when they have been read; otherwise why an entry with it is not good.
   * @param start where `want` put them
   * @param epoch always that of the counter
   */
  newest(list: StampList, start: number, epoch: string): CountAt {
    if (this.#known?.list !== list) {
      const { length } = list.namesBy(this.#names);
      this.#known = { list, newest: this.#findNewest(start, length, epoch) };
    }
    return this.#known.newest;
  }

  #findNewest(start: number, length: number, epoch: string): CountAt {
    // An entry without `*` is none of ours.
    if (length === 0) return 'garbage';
    let newest = 0;
    for (let i = start; i < start + length; i++) {
      const count = this.#batch.countAt(this.#places[i], epoch);
      if (typeof count === 'string') return count;
      if (count > newest) newest = count;
    }
    return newest;
  }
}
