import { EVERYTHING } from '../../stamp/dependency.ts';
import type { Batch, CountAt } from './batch.ts';
import { renderList } from './entry-text.ts';

/** Dependencies whose stamps a batch reads; entries that have the same share them. */
export class ExpectedStamps {
  readonly list: readonly string[];
  /** As entries have it. */
  readonly text: string;
  readonly #batch: Batch;
  readonly #places: readonly number[];
  #newest: CountAt | undefined;

  /** Wants the stamps of all of them. */
  constructor(batch: Batch, list: readonly string[], text = renderList(list)) {
    this.#batch = batch;
    this.list = list;
    this.text = text;
    this.#places = list.map((name) => batch.wantDependency(name));
  }

  /**
   * The newest count among them, when they have been read; otherwise why an entry with them is not good.
   * @param epoch always that of the counter
   */
  newest(epoch: string): CountAt {
    this.#newest ??= this.#findNewest(epoch);
    return this.#newest;
  }

  #findNewest(epoch: string): CountAt {
    if (!this.list.includes(EVERYTHING)) return 'garbage';
    let newest = 0;
    for (const place of this.#places) {
      const count = this.#batch.countAt(place, epoch);
      if (typeof count === 'string') return count;
      newest = Math.max(newest, count);
    }
    return newest;
  }
}
