import { KeyvEmitter } from '../keyv-emitter.ts';
import { KEYV_CAPABILITIES, type KeyvEntry } from '../keyv-storage.ts';
import { explain } from './explain.ts';
import { type KeyvQueries, keyvTables, prepareKeyvQueries } from './keyv-table.ts';
import { BUSY_TIMEOUT, openFile } from './open-file.ts';
import { DEFAULT_BYTES, readFileName, readTableName } from './read-options.ts';
import { originalText, storedText } from './stored-text.ts';
import { waitForLock } from './wait-for-lock.ts';

/** Options of the Keyv adapter. */
export interface KeyvAdapterOptions {
  /** First part of the table's name, `holdfast` for `holdfast_keyv`. */
  readonly table?: string;
}

/** Expired rows that a write removes. */
const EXPIRED = 8;
/** Rows that the iterator reads at a time. */
const PAGE = 100;

/**
 * A Keyv 6 storage adapter over an SQLite file: `new Keyv({ store: keyvAdapter('cache.db') })`. Its rows are in a table of
 * their own, by namespace; nothing else is read or deleted, `clear()` without a namespace included. The file is opened by
 * the first operation, and every operation rejects while it cannot be.
 *
 * @throws ConfigurationError (HF2001) where the file or the table's name is not usable.
 */
export function keyvAdapter(file = 'holdfast.db', { table = 'holdfast' }: KeyvAdapterOptions = {}): SqliteKeyvAdapter {
  return new SqliteKeyvAdapter(readFileName(file), readTableName(table));
}

/** What `keyvAdapter` makes. */
export class SqliteKeyvAdapter extends KeyvEmitter {
  /** Keys of two namespaces never meet; absent: a namespace without a name. */
  namespace: string | undefined;
  readonly capabilities = KEYV_CAPABILITIES;
  readonly #file: string;
  readonly #table: string;
  #queries: KeyvQueries | undefined;

  constructor(file: string, table: string) {
    super();
    this.#file = file;
    this.#table = table;
  }

  /** The value as it was set: text or bytes. `undefined` where there is none. */
  async get<Value>(key: string): Promise<Value | string | undefined> {
    return (await this.getMany<Value>([key]))[0];
  }

  async getMany<Value>(keys: readonly string[]): Promise<(Value | string | undefined)[]> {
    return this.#run(({ get }, namespace) => {
      const now = Date.now();
      // Keyv stores what its serializer made, and knows what that is.
      return keys.map((key) => get.get(namespace, storedText(key), now)?.[0] as Value | string | undefined);
    });
  }

  async has(key: string): Promise<boolean> {
    return (await this.hasMany([key]))[0] === true;
  }

  async hasMany(keys: readonly string[]): Promise<boolean[]> {
    return this.#run(({ has }, namespace) => {
      const now = Date.now();
      return keys.map((key) => has.get(namespace, storedText(key), now) !== undefined);
    });
  }

  /** @param expires instant in milliseconds since 1970; absent: never */
  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    return (await this.setMany([{ key, value, expires }]))[0] === true;
  }

  /** All or none. Answers `true` for each. */
  async setMany(entries: readonly KeyvEntry[]): Promise<boolean[]> {
    return this.#change(({ set, removeExpired }, namespace) => {
      removeExpired.run(Date.now(), EXPIRED);
      for (const { key, value, expires } of entries) {
        set.run(namespace, storedText(key), asStored(value), expires ?? null);
      }
      return entries.map(() => true);
    });
  }

  /** Whether there was something to delete. */
  async delete(key: string): Promise<boolean> {
    return (await this.deleteMany([key]))[0] === true;
  }

  async deleteMany(keys: readonly string[]): Promise<boolean[]> {
    return this.#change((queries, namespace) => keys.map((key) => queries.delete.run(namespace, storedText(key)) > 0));
  }

  /** Deletes all entries of the namespace. */
  async clear(): Promise<void> {
    this.#change(({ clear }, namespace) => clear.run(namespace));
  }

  /** The entries of the namespace. What is set or deleted meanwhile may or may not be among them. */
  async *iterator<Value>(): AsyncGenerator<[key: string, value: Value | string]> {
    for (let last = ''; ; ) {
      const rows = this.#run(({ behind }, namespace) => behind.all(namespace, last, Date.now(), PAGE));
      for (const [key, value] of rows) {
        // As in `getMany`.
        yield [originalText(key), value as Value | string];
        last = key;
      }
      if (rows.length < PAGE) return;
    }
  }

  /** Closes the file; the next operation opens it again. */
  async disconnect(): Promise<void> {
    this.#queries?.database.close();
    this.#queries = undefined;
  }

  #change<T>(work: (queries: KeyvQueries, namespace: string) => T): T {
    return this.#run((queries, namespace) => {
      waitForLock(BUSY_TIMEOUT, () => queries.begin.run());
      try {
        const answer = work(queries, namespace);
        queries.commit.run();
        return answer;
      } catch (error) {
        queries.database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  #run<T>(work: (queries: KeyvQueries, namespace: string) => T): T {
    try {
      this.#queries ??= this.#open();
      return work(this.#queries, storedText(this.namespace ?? ''));
    } catch (error) {
      throw explain(error, this.#file);
    }
  }

  #open(): KeyvQueries {
    const options = { file: this.#file, exclusive: false, maxBytes: DEFAULT_BYTES, busyTimeout: BUSY_TIMEOUT };
    const { database } = openFile(options, keyvTables(this.#table));
    return prepareKeyvQueries(database, this.#table);
  }
}

function asStored(value: unknown): string | Uint8Array {
  if (value instanceof Uint8Array || (typeof value === 'string' && value.isWellFormed())) return value;
  throw new TypeError(
    `the value is ${typeof value === 'string' ? 'text without a UTF-8 form' : `a ${typeof value}`}, but this adapter stores text and bytes. Leave the serializer of Keyv on.`,
  );
}
