/**
 * Reading entries with the stamps that decide over them. Which dependencies an entry has is mostly known before it is
 * read: the asker's own, or the list that this process saw last under the key. Their stamps come with the entry in one
 * MGET; where the entry turns out to have others, those are asked for afterwards, which is as good, since a stamp that is
 * read after its entry can only be newer.
 */
import { EVERYTHING } from '../../stamp/dependency.ts';
import type { Stamp } from '../../stamp/stamp.ts';
import type { Entry, MissReason, Reading, ReadRequest } from '../port.ts';
import { Batch } from './batch.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { type EntryText, isList, parseEntry, parseList } from './entry-text.ts';
import type { RedisConnection, Session } from './redis-connection.ts';
import type { RedisCounter } from './redis-counter.ts';
import type { RedisNames } from './redis-names.ts';
import { RememberedLists } from './remembered-lists.ts';

/** What entries are read with. */
export interface ReaderOptions {
  readonly connection: RedisConnection;
  readonly counter: RedisCounter;
  readonly names: RedisNames;
  readonly bounded: BoundedFunctions;
}

/** An entry that was found, and who asks for it. */
interface Found {
  readonly request: ReadRequest;
  readonly entry: EntryText;
  readonly dependencies: readonly string[];
  /** What the asker depends on, and the entry does not. */
  readonly others: readonly string[];
}

const NONE: readonly string[] = [];

export class EntryReader {
  readonly #options: ReaderOptions;
  readonly #lists = new RememberedLists();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** One reading for each request. */
  async read(requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
    if (requests.length === 0) return [];
    const { connection, names } = this.#options;
    const session = connection.session();
    const batch = new Batch(names, (wanted) => connection.mget(session, wanted));
    const counterPlace = batch.want(names.counter);
    let wanted = NONE;
    const asked = requests.map((request) => {
      const { key, dependencies } = request;
      const list = this.#lists.get(key) ?? dependencies;
      // Calls of one function without tags have one list.
      if (list !== wanted) for (const name of list) batch.wantDependency(name);
      wanted = list;
      return { request, place: batch.want(names.entry(key)) };
    });
    await batch.fetch();
    const text = batch.textAt(counterPlace);
    const counter = this.#options.counter.accept(session, text);
    if (counter === undefined) return this.#begin(session, requests, text);
    const stamp: Stamp = { epoch: counter.epoch, count: counter.count };
    const found = asked.map(({ request, place }) => this.#find(batch, request, place));
    await batch.fetch();
    return found.map((one): Reading => {
      const judged = typeof one === 'string' ? one : this.#judge({ session, batch, stamp }, one);
      return typeof judged === 'string' ? { reason: judged, stamp } : { entry: judged, stamp };
    });
  }

  /** Begins an epoch: all are misses, with its first stamp. */
  async #begin(session: Session, requests: readonly ReadRequest[], text: string | null): Promise<readonly Reading[]> {
    const { epoch, count } = await this.#options.counter.begin(session);
    // A counter that is none is told as what it is.
    const reason = isNoCounter(text) ? 'malformed' : 'absent';
    return requests.map(() => ({ reason, stamp: { epoch, count } }));
  }

  /** What stands under the key. Wants the stamps that were not expected, and floors where the asker depends on more. */
  #find(batch: Batch, request: ReadRequest, place: number): Found | MissReason {
    const text = batch.textAt(place);
    if (text === null) return 'absent';
    const entry = parseEntry(text);
    if (entry === undefined) return 'malformed';
    const { key, dependencies: expected } = request;
    if (isList(entry.list, expected)) {
      if (this.#lists.delete(key)) for (const name of expected) batch.wantDependency(name);
      return { request, entry, dependencies: expected, others: NONE };
    }
    const dependencies = parseList(entry.list);
    this.#lists.set(key, dependencies);
    for (const name of dependencies) batch.wantDependency(name);
    const others = expected.filter((name) => !dependencies.includes(name));
    for (const name of others) {
      batch.wantDependency(name);
      batch.wantFloor(name);
    }
    return { request, entry, dependencies, others };
  }

  /** An entry was written with this list, which its next reader may not know from the arguments. */
  expect(key: string, list: readonly string[]): void {
    if (list.some((name) => /^[ec]:/.test(name))) this.#lists.set(key, list);
  }

  #judge(
    { session, batch, stamp: present }: Judge,
    { request, entry, dependencies, others }: Found,
  ): Entry | MissReason {
    const { stamp, sealed, owner } = entry;
    if (!dependencies.includes(EVERYTHING)) return 'malformed';
    if (stamp.epoch !== present.epoch) return 'invalidated';
    for (const name of dependencies) {
      const count = batch.countOf(name, stamp.epoch);
      if (typeof count === 'string') return count === 'garbage' ? 'malformed' : 'invalidated';
      if (count > stamp.count) return 'invalidated';
    }
    for (const name of others) {
      // A dependency that no entry has used yet stands at its floor, the most it can have missed, and a floor that was
      // lost at the present.
      const known = batch.countOf(name, stamp.epoch);
      const floor = typeof known === 'number' ? known : batch.floorOf(name, stamp.epoch);
      if ((typeof floor === 'number' ? floor : present.count) > stamp.count) return 'invalidated';
    }
    if (owner !== undefined) this.#options.bounded.use(session, owner, request.key);
    // Redis ends entries itself.
    return { value: sealed, stamp, dependencies, expiresAt: Number.POSITIVE_INFINITY };
  }
}

/** What entries are judged by. */
interface Judge {
  readonly session: Session;
  readonly batch: Batch;
  /** As the counter says. */
  readonly stamp: Stamp;
}

function isNoCounter(text: string | null): boolean {
  return text !== null && !/^[\da-f]+:\d{1,15}:/.test(text);
}
