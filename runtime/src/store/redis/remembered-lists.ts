import type { StampList } from './stamp-list.ts';

/** So many names of dependencies are remembered at most. */
const MOST_NAMES = 100_000;

/** Lists of other dependencies than those that a call names, by key. Forgetting one costs its next reader a trip. */
export class RememberedLists {
  readonly #lists = new Map<string, StampList>();
  #names = 0;

  get(key: string): StampList | undefined {
    return this.#names === 0 ? undefined : this.#lists.get(key);
  }

  set(key: string, list: StampList): void {
    this.delete(key);
    const { length } = list.list;
    if (this.#names + length > MOST_NAMES) this.#forgetAll();
    this.#lists.set(key, list);
    this.#names += length;
  }

  /** Answers whether there was one. */
  delete(key: string): boolean {
    this.#names -= this.#lists.get(key)?.list.length ?? 0;
    return this.#lists.delete(key);
  }

  #forgetAll(): void {
    this.#lists.clear();
    this.#names = 0;
  }
}
