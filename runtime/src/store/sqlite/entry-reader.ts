import type { Milliseconds } from '../../units.ts';
import { type Sealing, type SealOptions, UNREADABLE } from '../../value/sealing.ts';
import type { Counter } from './counter.ts';
import { Head } from './head.ts';
import type { Known } from './known.ts';
import type { EntryColumns, PayloadColumns, Queries } from './queries.ts';
import { SqliteEntry, sealedOf } from './sqlite-entry.ts';
import { storedText } from './stored-text.ts';

interface ReaderOptions {
  readonly queries: Queries;
  readonly known: Known;
  readonly counter: Counter;
  readonly sealing: Sealing;
  /** Nobody else has the database. */
  readonly exclusive: boolean;
  readonly isInMemory: boolean;
  readonly now: () => Milliseconds;
}

/** What this process knows is not as new as the row: it has to read what was invalidated since. */
const BEHIND: unique symbol = Symbol('behind');

/** Reads entries. */
export class EntryReader {
  readonly #options: ReaderOptions;
  readonly #queries: Queries;
  readonly #known: Known;
  readonly #now: () => Milliseconds;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#queries = options.queries;
    this.#known = options.known;
    this.#now = options.now;
  }

  /** The entry under the key, and with it the counter is up to date. */
  read(key: string): SqliteEntry | undefined {
    for (;;) {
      const head = this.#known.heads.get(key);
      const answer = head === undefined ? this.#find(key) : this.#readKept(head);
      if (answer === BEHIND) this.#options.counter.catchUp();
      else if (answer !== undefined || head === undefined) return answer;
      else this.#known.heads.endKey(key);
    }
  }

  /** The entry whose head is kept in mind; `undefined` where another one may have taken its place. */
  #readKept(head: Head): SqliteEntry | undefined | typeof BEHIND {
    const row = this.#getPayload(head);
    if (this.#isBehind(row?.[1])) return BEHIND;
    const payload = row?.[0] ?? undefined;
    return payload === undefined ? undefined : new SqliteEntry(head, payload, this.#now());
  }

  #find(key: string): SqliteEntry | undefined | typeof BEHIND {
    const row = this.#queries.entry.get(storedText(key));
    if (this.#isBehind(row?.[0])) return BEHIND;
    return row === undefined || row[1] === null ? undefined : this.#take(key, row);
  }

  #getPayload({ id, nonce }: Head): PayloadColumns | undefined {
    // Where nobody else changes a row, its head is ended by who does.
    return this.#options.exclusive ? this.#queries.payload.get(id) : this.#queries.payload.get(id, nonce);
  }

  /** A row and its counter are of one instant; where the counter is not the known one, both are read again. */
  #isBehind(count: number | undefined): boolean {
    const { present } = this.#known;
    // Without a count there is no state: the epoch is lost.
    return present === undefined || (!this.#options.exclusive && count !== present.count);
  }

  #take(key: string, [, id, nonce, count, written, expires, about, payload]: EntryColumns): SqliteEntry {
    const { counter, isInMemory } = this.#options;
    const head = new Head({
      // Who asks has seen that there is an entry.
      id: id as number,
      nonce,
      key,
      stamp: { epoch: counter.present().epoch, count },
      written,
      expires,
      about: this.#known.aboutOf(about),
      read: isInMemory ? this.#readHead : undefined,
    });
    this.#known.heads.keep(head);
    return new SqliteEntry(head, payload, this.#now());
  }

  readonly #readHead = (head: Head, options: SealOptions): unknown => {
    const payload = this.#getPayload(head)?.[0] ?? undefined;
    const value = payload === undefined ? UNREADABLE : this.#options.sealing.open(sealedOf(head, payload), options);
    if (value === UNREADABLE) throw new TypeError('the entry is gone, or cannot be read.');
    return value;
  };
}
