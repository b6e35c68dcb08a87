import type { StampList } from './stamp-list.ts';

/** So many names of dependencies are remembered at most. */
const MOST_NAMES = 100_000;

/** What is remembered under a key, for who asks for it again and again; without a list it is forgotten. */
export interface Remembered {
  readonly list: StampList | undefined;
}

/** Lists of other dependencies than those that a call names, by key. Forgetting one costs its next reader a trip. */
export class RememberedLists {
  readonly #lists = new Map<string, { list: StampList | undefined }>();
  #names = 0;

  /** `undefined`: nothing is. */
  find(key: string): Remembered | undefined {
    return this.#names === 0 ? undefined : this.#lists.get(key);
  }

  set(key: string, list: StampList): void {
    const length = lengthOf(list);
    this.#names -= lengthOf(this.#lists.get(key)?.list);
    if (this.#names + length > MOST_NAMES) this.#forgetAll();
    const known = this.#lists.get(key);
    // Who remembers it finds the new list in it.
    if (known === undefined) this.#lists.set(key, { list });
    else known.list = list;
    this.#names += length;
  }

  delete(key: string): void {
    const known = this.#lists.get(key);
    if (known === undefined) return;
    this.#names -= lengthOf(known.list);
    known.list = undefined;
    this.#lists.delete(key);
  }

  #forgetAll(): void {
    for (const known of this.#lists.values()) known.list = undefined;
    this.#lists.clear();
    this.#names = 0;
  }
}

/** One without names, as only strangers write, takes its place, too. */
function lengthOf(list: StampList | undefined): number {
  return list === undefined ? 0 : Math.max(1, list.list.length);
}
