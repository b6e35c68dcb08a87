import type { WriteOutcome, WriteRequest } from '../port.ts';
import { WRITE_ALL } from './batch-scripts.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { renderEntry, renderList } from './entry-text.ts';
import { EntryTexts, ownerIn, sealedIn } from './entry-texts.ts';
import { groupWrites, type WriteGroup } from './group-writes.ts';
import { inChunks } from './in-chunks.ts';
import { PreparedRead } from './prepared-read.ts';
import type { RedisConnection, Session } from './redis-connection.ts';
import type { RedisNames } from './redis-names.ts';
import { ADOPT, WRITE } from './scripts.ts';
import { wholeMilliseconds } from './whole-milliseconds.ts';
import { WriteRuns } from './write-runs.ts';

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
    const runs = new WriteRuns(all);
    const texts = new EntryTexts();
    for (const { write } of writes) runs.add(write);
    const named = writes.map(({ write }) => PreparedRead.namesOf(write, names));
    const keys = [names.counter].concat(
      all.map((name) => names.dependency(name)),
      named.map(({ place }) => names.keyFloorAt(place)),
      all.map((name) => names.floor(name)),
      named.map(({ entry }) => entry),
    );
    const { stamp, owner, maxSize } = first.write;
    const args = [stamp.epoch, all.length, runs.describe()].concat(writes.map(({ write }) => texts.add(write)));
    if (maxSize !== undefined) {
      keys.push(...names.sets(owner));
      args[1] = `${all.length} ${maxSize}`;
      for (const { write } of writes) args.push(write.key);
    }
    const answer = this.#bound(session, first.write, await connection.run(session, { script: WRITE_ALL, keys, args }));
    const outcomeAt = (i: number): unknown => (Array.isArray(answer) ? answer[i] : answer);
    return writes.map((_, i) => (outcomeAt(i) === 1 ? 'stored' : 'refused'));
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
    const { connection, names } = this.#options;
    const { key, stamp, ttl, owner, maxSize, raisesFloor } = write;
    const { place, entry } = PreparedRead.namesOf(write, names);
    const keys = [names.counter, entry, names.keyFloorAt(place), ...this.#pairs(dependencies)];
    const text = textOf(write);
    const args = [stamp.epoch, stamp.count, wholeMilliseconds(ttl), raisesFloor === true ? 1 : 0, text];
    if (maxSize !== undefined) {
      keys.push(...names.sets(owner));
      args.push(maxSize, key);
    }
    const answer = await connection.run(session, { script: WRITE, keys, args });
    return this.#bound(session, write, answer) === 1 ? 'stored' : 'refused';
  }

  /** The outcome in a script's answer. Where the function has a bound, what is too many goes. */
  #bound(session: Session, { owner, maxSize }: WriteRequest, answer: unknown): unknown {
    if (maxSize === undefined || !Array.isArray(answer)) return answer;
    const [outcome, excess]: readonly unknown[] = answer;
    this.#options.bounded.remove(session, owner, Array.isArray(excess) ? excess.map(String) : []);
    return outcome;
  }

  #pairs(dependencies: readonly string[]): string[] {
    const { names } = this.#options;
    return dependencies.flatMap((name) => [names.dependency(name), names.floor(name)]);
  }
}

function textOf(write: WriteRequest): string {
  const { stamp, dependencies } = write;
  return renderEntry({ stamp, list: renderList(dependencies), sealed: sealedIn(write), owner: ownerIn(write) });
}

/** About the characters that the value takes. */
function textSizeOf(write: WriteRequest): number {
  return sealedIn(write).payload.length;
}
