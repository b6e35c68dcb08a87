import type { Head } from './head.ts';

/** So many are kept in mind, about 4 MB; then all are forgotten, and read again when they are needed. */
const MOST = 16_384;

/**
 * The heads of entries that were read: of those the payload is all that a hit reads, by number and nonce of its row. What
 * this process changes or removes ends its head at once; what another one does is found out by the nonce.
 */
export class Heads {
  readonly #byKey = new Map<string, Head>();
  readonly #byId = new Map<number, Head>();

  get(key: string): Head | undefined {
    return this.#byKey.get(key);
  }

  keep(head: Head): void {
    if (this.#byKey.size >= MOST) this.clear();
    this.endKey(head.key);
    this.endId(head.id);
    this.#byKey.set(head.key, head);
    this.#byId.set(head.id, head);
  }

  endKey(key: string): void {
    this.#end(this.#byKey.get(key));
  }

  endId(id: number): void {
    this.#end(this.#byId.get(id));
  }

  clear(): void {
    for (const head of this.#byKey.values()) head.end();
    this.#byKey.clear();
    this.#byId.clear();
  }

  #end(head: Head | undefined): void {
    if (head === undefined) return;
    this.#byKey.delete(head.key);
    this.#byId.delete(head.id);
    head.end();
  }
}
