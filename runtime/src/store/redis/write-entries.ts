import type { SealedValue } from '../../value/sealing.ts';
import type { WriteOutcome, WriteRequest } from '../port.ts';
import { WRITE_ALL } from './batch-scripts.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { renderEntry, renderList } from './entry-text.ts';
import { groupWrites, type WriteGroup } from './group-writes.ts';
import { inChunks } from './in-chunks.ts';
import type { RedisConnection, Session } from './redis-connection.ts';
import type { RedisNames } from './redis-names.ts';
import { ADOPT, WRITE } from './scripts.ts';

/** What entries are written with. */
export interface WriterOptions {
  readonly connection: RedisConnection;
  readonly names: RedisNames;
  readonly bounded: BoundedFunctions;
}

export class EntryWriter {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** One outcome for each write, in order; as many as the server answers soon are sent at once. */
  async write(writes: readonly WriteRequest[]): Promise<readonly WriteOutcome[]> {
    const session = this.#options.connection.session();
    const outcomes: WriteOutcome[] = [];
    for (const some of inChunks(groupWrites(writes, textSizeOf))) {
      const answers = await Promise.all(some.map((group) => this.#writeGroup(session, group)));
      for (const [i, { writes: sent }] of some.entries()) {
        let at = 0;
        for (const { place } of sent) outcomes[place] = answers[i]?.[at++] ?? 'refused';
      }
    }
    return outcomes;
  }

  async #writeGroup(session: Session, { writes, dependencies }: WriteGroup): Promise<readonly WriteOutcome[]> {
    const [first] = writes;
    if (first === undefined || writes.length === 1) {
      return first === undefined ? [] : [await this.#writeOne(session, first.write)];
    }
    const { connection, names } = this.#options;
    const all = [...dependencies];
    const places = new Map(all.map((name, at) => [name, at + 1]));
    const keys = [names.counter, ...this.#pairs(all)];
    const runs: { text: string; times: number }[] = [];
    const texts: string[] = [];
    let before: WriteRequest | undefined;
    let list = '';
    for (const { write } of writes) {
      const hasSameList = write.dependencies === before?.dependencies;
      if (!hasSameList) list = renderList(write.dependencies);
      const text = hasSameList && isLike(write, before) ? undefined : describe(write, places);
      before = write;
      const last = runs.at(-1);
      if (last !== undefined && (text === undefined || text === last.text)) last.times++;
      else if (text !== undefined) runs.push({ text, times: 1 });
      const entry = names.entry(write.key);
      keys.push(entry, names.keyFloorBeside(entry));
      texts.push(textOf(write, list));
    }
    const args = [
      first.write.stamp.epoch,
      all.length,
      runs.map(({ times, text }) => `${times} ${text}`).join('\n'),
      ...texts,
    ];
    const answer = await connection.run(session, { script: WRITE_ALL, keys, args });
    return writes.map((_, i) => (Array.isArray(answer) && answer[i] === 1 ? 'stored' : 'refused'));
  }

  async #writeOne(session: Session, write: WriteRequest): Promise<WriteOutcome> {
    const { dependencies } = write;
    // The last ones are checked with the entry. An invalidation between the others and it cannot make it served: it is
    // served only if none of its dependencies is newer, whenever it was stored.
    const chunks = inChunks(dependencies);
    for (const some of chunks.slice(0, -1)) {
      if (!(await this.#adopt(session, write, some))) return 'refused';
    }
    return this.#store(session, write, chunks.at(-1) ?? []);
  }

  async #adopt(session: Session, { stamp, ttl }: WriteRequest, dependencies: readonly string[]): Promise<boolean> {
    const args = [stamp.epoch, stamp.count, wholeMilliseconds(ttl)];
    const { counter } = this.#options.names;
    const keys = [counter, ...this.#pairs(dependencies)];
    return (await this.#options.connection.run(session, { script: ADOPT, keys, args })) === 1;
  }

  async #store(session: Session, write: WriteRequest, dependencies: readonly string[]): Promise<WriteOutcome> {
    const { connection, names, bounded } = this.#options;
    const { key, stamp, ttl, owner, maxSize, raisesFloor } = write;
    const isBounded = maxSize !== undefined;
    const keys = [names.counter, names.entry(key), names.keyFloor(key), ...this.#pairs(dependencies)];
    const text = textOf(write, renderList(write.dependencies));
    const args = [stamp.epoch, stamp.count, wholeMilliseconds(ttl), raisesFloor === true ? 1 : 0, text];
    if (isBounded) {
      keys.push(...names.sets(owner));
      args.push(maxSize, key);
    }
    const answer = await connection.run(session, { script: WRITE, keys, args });
    if (!Array.isArray(answer)) return answer === 1 ? 'stored' : 'refused';
    const [outcome, ...excess]: readonly unknown[] = answer;
    bounded.remove(session, owner, excess.map(String));
    return outcome === 1 ? 'stored' : 'refused';
  }

  #pairs(dependencies: readonly string[]): string[] {
    const { names } = this.#options;
    return dependencies.flatMap((name) => [names.dependency(name), names.floor(name)]);
  }
}

/** Whether the script is told the same of both, which have one list. */
function isLike(write: WriteRequest, other: WriteRequest | undefined): boolean {
  return write.stamp.count === other?.stamp.count && write.ttl === other.ttl && write.raisesFloor === other.raisesFloor;
}

/** What the script is told of a write. @param places of all dependencies of the group */
function describe(
  { stamp, ttl, raisesFloor, dependencies }: WriteRequest,
  places: ReadonlyMap<string, number>,
): string {
  const list = dependencies.length === places.size ? '' : dependencies.map((name) => places.get(name)).join();
  return `${stamp.count} ${wholeMilliseconds(ttl)} ${raisesFloor === true ? 1 : 0} ${list}`;
}

function textOf({ stamp, value, owner, maxSize }: WriteRequest, list: string): string {
  return renderEntry({
    stamp,
    list,
    // What is written to a store with a sealing is what it sealed.
    sealed: value as SealedValue,
    owner: maxSize === undefined ? undefined : owner,
  });
}

/** About the characters that the value takes. */
function textSizeOf({ value }: WriteRequest): number {
  // As above.
  return (value as SealedValue).payload.length;
}

function wholeMilliseconds(ttl: number): number {
  return Math.max(1, Math.floor(ttl));
}
