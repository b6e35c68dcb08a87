import type { Milliseconds } from '../../units.ts';
import { type Sealing, type SealOptions, UNREADABLE } from '../../value/sealing.ts';
import type { Counter } from './counter.ts';
import { Head } from './head.ts';
import type { Known } from './known.ts';
import type { EntryColumns, Queries } from './queries.ts';
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
    // Looking for a key where there is none costs a tenth of a microsecond.
    return (this.#options.exclusive ? this.#readKept(key) : undefined) ?? this.#find(key);
  }

  /** The entry whose head is kept in mind. */
  #readKept(key: string): SqliteEntry | undefined {
    const head = this.#known.heads.get(key);
    if (head === undefined) return undefined;
    const payload = this.#queries.payload.get(head.id)?.[0];
    return payload === undefined ? undefined : new SqliteEntry(head, payload, this.#now());
  }

  #find(key: string): SqliteEntry | undefined {
    const text = storedText(key);
    for (;;) {
      const row = this.#queries.entry.get(text);
      // The entry and the counter are of one instant; where the counter is not the known one, both are read again.
      if (this.#isUpToDate(row)) return row === undefined || row[1] === null ? undefined : this.#take(key, row);
      this.#options.counter.catchUp();
    }
  }

  #isUpToDate(row: EntryColumns | undefined): boolean {
    if (this.#options.exclusive) return this.#known.present !== undefined;
    // Without a row there is no state: the epoch is lost.
    return row !== undefined && row[0] === this.#known.present?.count;
  }

  #take(key: string, [, id, count, written, expires, about, payload]: EntryColumns): SqliteEntry {
    const { counter, exclusive, isInMemory } = this.#options;
    const head = new Head({
      // Who asks has seen that there is an entry.
      id: id as number,
      key,
      stamp: { epoch: counter.present().epoch, count },
      written,
      expires,
      about: this.#known.aboutOf(about),
      read: isInMemory ? this.#readHead : undefined,
    });
    if (exclusive) this.#known.heads.keep(head);
    return new SqliteEntry(head, payload, this.#now());
  }

  readonly #readHead = (head: Head, options: SealOptions): unknown => {
    const payload = this.#queries.payload.get(head.id)?.[0];
    const value = payload === undefined ? UNREADABLE : this.#options.sealing.open(sealedOf(head, payload), options);
    if (value === UNREADABLE) throw new TypeError('the entry is gone, or cannot be read.');
    return value;
  };
}
