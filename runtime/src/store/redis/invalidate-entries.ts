import { EVERYTHING } from '../../stamp/dependency.ts';
import { Batch } from './batch.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { type EntryText, parseEntry, parseList } from './entry-text.ts';
import { inChunks } from './in-chunks.ts';
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
}

export class Invalidator {
  readonly #options: InvalidatorOptions;

  constructor(options: InvalidatorOptions) {
    this.#options = options;
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

  /** Ends entries in one trip; where some stood there, another one tells whether they could have been served. */
  async invalidateKeys(keys: readonly string[]): Promise<readonly boolean[]> {
    const session = this.#options.connection.session();
    const ended = await Promise.all(inChunks(keys).map((some) => this.#end(session, some)));
    return this.#judge(session, ended.flat());
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

  async #judge(session: Session, entries: readonly (EntryText | undefined)[]): Promise<readonly boolean[]> {
    const { connection, names } = this.#options;
    const batch = new Batch(names, (wanted) => connection.mget(session, wanted));
    const judged = entries.map((entry) => ({ entry, list: entry === undefined ? [] : parseList(entry.list) }));
    for (const { list } of judged) for (const name of list) batch.wantDependency(name);
    try {
      await batch.fetch();
    } catch {
      // The entries have ended, and that is what was asked for: there was something, though perhaps nothing good.
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
