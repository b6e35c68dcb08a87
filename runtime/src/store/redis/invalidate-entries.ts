import { EVERYTHING } from '../../stamp/dependency.ts';
import type { ReadRequest } from '../port.ts';
import { Batch } from './batch.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { type EntryText, parseEntry, parseList } from './entry-text.ts';
import { inChunks } from './in-chunks.ts';
import type { EntryReader } from './read-entries.ts';
import type { RedisConnection, Session } from './redis-connection.ts';
import type { RedisCounter } from './redis-counter.ts';
import type { RedisNames } from './redis-names.ts';
import { INVALIDATE, INVALIDATE_KEYS } from './scripts.ts';

/** What is invalidated with. */
export interface InvalidatorOptions {
  readonly connection: RedisConnection;
  readonly counter: RedisCounter;
  readonly names: RedisNames;
  readonly bounded: BoundedFunctions;
  /** Knows what entries depend on that were read lately. */
  readonly reader: Pick<EntryReader, 'listOf'>;
}

/** So many keys are expected to be ended soon. */
const MOST_EXPECTED = 1000;

export class Invalidator {
  readonly #options: InvalidatorOptions;
  readonly #expected = new Map<string, readonly string[]>();

  constructor(options: InvalidatorOptions) {
    this.#options = options;
  }

  /** The key is ended next, and this is what its entry depends on, as far as its arguments tell. */
  expectEnd({ key, dependencies }: ReadRequest): void {
    if (this.#expected.size >= MOST_EXPECTED) this.#expected.clear();
    this.#expected.set(key, dependencies);
  }

  /** Writes the next stamp to each dependency, all in one trip. */
  async invalidate(dependencies: readonly string[]): Promise<void> {
    const { connection, counter, names } = this.#options;
    const session = connection.session();
    const runs = inChunks(dependencies).map((some) => {
      const keys = some.flatMap((name) => [names.dependency(name), names.floor(name)]);
      return counter.run(session, { script: INVALIDATE, keys, args: [] });
    });
    await Promise.all(runs);
  }

  /**
   * Ends entries. The stamps that tell whether they could have been served are asked for in the same trip, as far as it is
   * known what the entries depend on; the others in a second one.
   */
  async invalidateKeys(keys: readonly string[]): Promise<readonly boolean[]> {
    const { connection, names } = this.#options;
    const session = connection.session();
    const batch = new Batch(names, (wanted) => connection.mget(session, wanted));
    for (const key of keys) for (const name of this.#dependenciesOf(key)) batch.wantDependency(name);
    const ending = Promise.all(inChunks(keys).map((some) => this.#end(session, some)));
    const [ended, asked] = await Promise.allSettled([ending, batch.fetch()]);
    if (ended.status === 'rejected') throw ended.reason;
    const entries = ended.value.flat();
    // The entries have ended, and that is what was asked for: there was something, though perhaps nothing good.
    if (asked.status === 'rejected') return entries.map((entry) => entry !== undefined);
    return this.#judge(batch, entries);
  }

  #dependenciesOf(key: string): readonly string[] {
    const expected = this.#expected.get(key);
    this.#expected.delete(key);
    return this.#options.reader.listOf(key) ?? expected ?? [];
  }

  /** What stood under each of the keys in the present epoch. */
  async #end(session: Session, keys: readonly string[]): Promise<readonly (EntryText | undefined)[]> {
    const { counter, names, bounded } = this.#options;
    const pairs = keys.flatMap((key) => [names.entry(key), names.keyFloor(key)]);
    const answer = await counter.run(session, { script: INVALIDATE_KEYS, keys: pairs, args: [] });
    // The script answers a list, or nothing, and where it answered nothing it has run again.
    const [epoch, ...heads] = answer as readonly unknown[];
    return keys.map((key, at) => {
      const entry = parseEntry(String(heads[at]));
      if (entry?.owner !== undefined) bounded.forget(session, entry.owner, key);
      return entry?.stamp.epoch === epoch ? entry : undefined;
    });
  }

  async #judge(batch: Batch, entries: readonly (EntryText | undefined)[]): Promise<readonly boolean[]> {
    const judged = entries.map((entry) => ({ entry, list: entry === undefined ? [] : parseList(entry.list) }));
    for (const { list } of judged) for (const name of list) batch.wantDependency(name);
    try {
      await batch.fetch();
    } catch {
      // As above.
      return entries.map((entry) => entry !== undefined);
    }
    return judged.map(({ entry, list }) => {
      if (entry === undefined || !list.includes(EVERYTHING)) return false;
      const { epoch, count } = entry.stamp;
      return list.every((name) => {
        const stamp = batch.countOf(name, epoch);
        return typeof stamp === 'number' && stamp <= count;
      });
    });
  }
}
