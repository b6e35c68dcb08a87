import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { About } from './about.ts';

/** So many are kept in mind, about 4 MB; then all are forgotten, and read again when they are needed. */
const MOST = 16_384;

/** What is told of an entry beside its payload. */
export interface Head {
  readonly id: number;
  readonly stamp: Stamp;
  readonly written: Milliseconds;
  readonly expires: Milliseconds;
  readonly about: About;
}

interface KeptHead extends Head {
  readonly key: string;
}

/**
 * The heads of entries that were read in a database that belongs to this process alone: of those the payload is all that
 * a hit reads, by the number of its row. Whoever changes or removes a row ends its head: numbers of rows come again.
 */
export class Heads {
  readonly #byKey = new Map<string, KeptHead>();
  readonly #byId = new Map<number, KeptHead>();

  get(key: string): Head | undefined {
    return this.#byKey.get(key);
  }

  keep(key: string, { id, stamp, written, expires, about }: Head): void {
    if (this.#byKey.size >= MOST) this.clear();
    this.endKey(key);
    this.endId(id);
    const head = { id, stamp, written, expires, about, key };
    this.#byKey.set(key, head);
    this.#byId.set(id, head);
  }

  endKey(key: string): void {
    this.#end(this.#byKey.get(key));
  }

  endId(id: number): void {
    this.#end(this.#byId.get(id));
  }

  clear(): void {
    this.#byKey.clear();
    this.#byId.clear();
  }

  #end(head: KeptHead | undefined): void {
    if (head === undefined) return;
    this.#byKey.delete(head.key);
    this.#byId.delete(head.id);
  }
}
