import type { KeyvClient, TextRow } from './keyv-client.ts';
import { type Mark, parseMark } from './mark.ts';
import { storedName } from './stored-name.ts';

/** The rows of a Keyv by their full names. A name may be asked for twice in one request. */
export class TextRows {
  readonly #client: KeyvClient;

  constructor(client: KeyvClient) {
    this.#client = client;
  }

  /** What stands under the names, all asked for in one request where the store has such. */
  async get(names: Iterable<string>): Promise<Fetched> {
    const wanted = this.#index(names);
    const stored = await this.#client.getMany([...wanted.keys()]);
    const found = new Map<string, unknown>();
    for (const [i, fullNames] of [...wanted.values()].entries()) {
      for (const name of fullNames) found.set(name, stored[i]);
    }
    return new Fetched(found);
  }

  /** Of two rows with one name the last counts. */
  async set(rows: readonly TextRow[]): Promise<void> {
    const unique = new Map(rows.map((row) => [storedName(row.name, this.#client), row]));
    await this.#client.setMany(Array.from(unique, ([name, { text, ttl }]) => ({ name, text, ttl })));
  }

  async delete(names: Iterable<string>): Promise<void> {
    await this.#client.deleteMany([...this.#index(names).keys()]);
  }

  /** Full names by the ones they are stored under. */
  #index(names: Iterable<string>): ReadonlyMap<string, readonly string[]> {
    const index = new Map<string, string[]>();
    for (const name of new Set(names)) {
      const short = storedName(name, this.#client);
      const known = index.get(short);
      if (known === undefined) index.set(short, [name]);
      else known.push(name);
    }
    return index;
  }
}

/** What a request brought. */
export class Fetched {
  readonly #stored: ReadonlyMap<string, unknown>;

  constructor(stored: ReadonlyMap<string, unknown>) {
    this.#stored = stored;
  }

  /** `undefined`: nothing stands there, or it was not asked for. */
  value(name: string): unknown {
    return this.#stored.get(name);
  }

  /** The mark of this name; `undefined` also for what is none. */
  mark(name: string): Mark | undefined {
    return parseMark(name, this.#stored.get(name));
  }
}
