import { setTimeout as wait } from 'node:timers/promises';
import type { Store } from '../../../../../runtime/src/store/port.ts';
import type { SealedValue } from '../../../../../runtime/src/value/sealing.ts';

/** What a load has counted. */
export interface LoadCounts {
  reads: number;
  hits: number;
  /** Steps that failed, by message. */
  readonly errors: Map<string, number>;
  /** Each stale read, told. */
  readonly stale: string[];
}

const ROWS = 12;
const CALLERS = 6;
const OWNER = 'f:app:find';

/** Rows with versions, as a database would have them, and cached calls and invalidations that run until they are stopped. */
export class Load {
  readonly counts: LoadCounts = { reads: 0, hits: 0, errors: new Map(), stale: [] };
  readonly #stores: readonly Store[];
  readonly #prefix: string;
  readonly #versions = new Array<number>(ROWS).fill(0);
  readonly #acknowledged = new Array<number>(ROWS).fill(0);
  #runs = true;
  readonly #callers: Promise<unknown>;

  constructor(stores: readonly Store[], prefix: string) {
    this.#stores = stores;
    this.#prefix = prefix;
    this.#callers = Promise.all(Array.from({ length: CALLERS }, (_, at) => this.#callOn(at)));
  }

  /** Resolves when so many more calls have been served: the cluster works. */
  async served(more: number): Promise<void> {
    const from = this.counts.hits;
    for (let i = 0; this.counts.hits < from + more; i++) {
      if (i === 3000) throw new Error(`calls are not served: ${JSON.stringify([...this.counts.errors])}`);
      await wait(5);
    }
  }

  async stop(): Promise<LoadCounts> {
    this.#runs = false;
    await this.#callers;
    return this.counts;
  }

  async #callOn(at: number): Promise<void> {
    const store = this.#stores[at % this.#stores.length];
    if (store === undefined) throw new Error('there are stores');
    for (let i = at; this.#runs; i++) {
      const row = (i * 7 + at) % ROWS;
      try {
        await (i % 9 === 0 ? this.#change(store, row) : this.#call(store, row));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.counts.errors.set(message, (this.counts.errors.get(message) ?? 0) + 1);
        await wait(2);
      }
    }
  }

  async #change(store: Store, row: number): Promise<void> {
    const version = (this.#versions[row] ?? 0) + 1;
    this.#versions[row] = version;
    await store.invalidate([`t:row:${row}`]);
    this.#acknowledged[row] = Math.max(this.#acknowledged[row] ?? 0, version);
  }

  async #call(store: Store, row: number): Promise<void> {
    const least = this.#acknowledged[row] ?? 0;
    const key = `${this.#prefix}:app:find(id=${row})`;
    const dependencies = ['*', OWNER, `t:row:${row}`];
    const [reading] = await store.read([{ key, dependencies }]);
    this.counts.reads++;
    if (reading?.entry !== undefined) {
      this.counts.hits++;
      // The values of this store are sealed.
      const version = Number((reading.entry.value as SealedValue).payload);
      if (version < least) this.counts.stale.push(`version ${version} of row ${row} after ${least} was acknowledged`);
      return;
    }
    if (reading === undefined) throw new Error('a reading for each request');
    const value: SealedValue = { codec: 'data', payload: String(this.#versions[row]) };
    await wait(row % 3);
    await store.write([{ key, value, stamp: reading.stamp, dependencies, ttl: 600_000, owner: OWNER }]);
  }
}
