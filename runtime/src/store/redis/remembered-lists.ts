/** So many names of dependencies are remembered at most. */
const MOST_NAMES = 200_000;

/** Lists of other dependencies than those that a call names, by key. Forgetting one costs its next reader a trip. */
export class RememberedLists {
  readonly #lists = new Map<string, readonly string[]>();
  #names = 0;

  get(key: string): readonly string[] | undefined {
    return this.#names === 0 ? undefined : this.#lists.get(key);
  }

  set(key: string, list: readonly string[]): void {
    this.delete(key);
    if (this.#names + list.length > MOST_NAMES) this.#forgetAll();
    this.#lists.set(key, list);
    this.#names += list.length;
  }

  /** Answers whether there was one. */
  delete(key: string): boolean {
    this.#names -= this.#lists.get(key)?.length ?? 0;
    return this.#lists.delete(key);
  }

  #forgetAll(): void {
    this.#lists.clear();
    this.#names = 0;
  }
}
