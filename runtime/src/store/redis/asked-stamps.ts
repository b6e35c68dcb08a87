import type { Batch, CountAt } from './batch.ts';
import type { RedisNames } from './redis-names.ts';
import type { StampList } from './stamp-list.ts';

/** The stamps that a batch of reads asks for, list by list. Entries that have the same list share them. */
export class AskedStamps {
  readonly #batch: Batch;
  readonly #names: RedisNames;
  /**
   * Of one list after the other: places in the batch. Those of a list with a base begin with where those of the base begin
   * here.
   */
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
    // Calls of one function without tags have one list, or lists with one base.
    if (list === this.#last) return this.#lastStart;
    const { base } = list;
    const baseStart = base && this.want(base);
    const start = this.#places.length;
    if (baseStart !== undefined) this.#places.push(baseStart);
    for (const name of list.namesBy(this.#names)) this.#places.push(name.placeIn(this.#batch));
    if (base !== undefined) return start;
    this.#last = list;
    this.#lastStart = start;
    return start;
  }

  /**
   * The newest count among the stamps of the list, when they have been read; otherwise why an entry with it is not good.
   * @param start where `want` put them
   * @param epoch always that of the counter
   */
  newest(list: StampList, start: number, epoch: string): CountAt {
    const { base } = list;
    if (base === undefined) return this.#newestOfAll(list, start, epoch);
    const known = this.newest(base, this.#places[start] ?? -1, epoch);
    const beyond = this.#findNewest(list, start + 1, epoch);
    if (typeof known === 'string') return known;
    return typeof beyond === 'string' ? beyond : Math.max(known, beyond);
  }

  #newestOfAll(list: StampList, start: number, epoch: string): CountAt {
    if (this.#known?.list !== list) {
      // An entry without `*` is none of ours.
      const isNone = list.namesBy(this.#names).length === 0;
      this.#known = { list, newest: isNone ? 'garbage' : this.#findNewest(list, start, epoch) };
    }
    return this.#known.newest;
  }

  #findNewest(list: StampList, start: number, epoch: string): CountAt {
    const end = start + list.namesBy(this.#names).length;
    let newest = 0;
    for (let i = start; i < end; i++) {
      const count = this.#batch.countAt(this.#places[i], epoch);
      if (typeof count === 'string') return count;
      if (count > newest) newest = count;
    }
    return newest;
  }
}
