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

/** What is asked for one request. */
interface Asked {
  readonly request: ReadRequest;
  /** Of the entry. */
  readonly place: number;
  /** The dependencies that it is expected to have. */
  readonly expected: Stamps;
}

/** Dependencies, and where the batch has their stamps. */
interface Stamps {
  readonly list: readonly string[];
  readonly places: readonly number[];
}

/** An entry that was found, and who asks for it. */
interface Found {
  readonly request: ReadRequest;
  readonly entry: EntryText;
  readonly stamps: Stamps;
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
    const asked = this.#askAll(batch, requests);
    await batch.fetch();
    const text = batch.textAt(counterPlace);
    const counter = this.#options.counter.accept(session, text);
    if (counter === undefined) return this.#begin(session, requests, text);
    const stamp: Stamp = { epoch: counter.epoch, count: counter.count };
    const found = asked.map((one) => this.#find(batch, one));
    await batch.fetch();
    const judge = { session, batch, stamp };
    return found.map((one): Reading => {
      const judged = typeof one === 'string' ? one : this.#judge(judge, one);
      return typeof judged === 'string' ? { reason: judged, stamp } : { entry: judged, stamp };
    });
  }

  #askAll(batch: Batch, requests: readonly ReadRequest[]): readonly Asked[] {
    const { names } = this.#options;
    let expected: Stamps = { list: NONE, places: [] };
    return requests.map((request) => {
      const list = this.#lists.get(request.key) ?? request.dependencies;
      // Calls of one function without tags have one list.
      if (list !== expected.list) expected = wantAll(batch, list);
      return { request, place: batch.want(names.entry(request.key)), expected };
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
  #find(batch: Batch, { request, place, expected: asked }: Asked): Found | MissReason {
    const text = batch.textAt(place);
    if (text === null) return 'absent';
    const entry = parseEntry(text);
    if (entry === undefined) return 'malformed';
    const { dependencies: expected } = request;
    const isAsExpected = isList(entry.list, asked.list);
    if (isAsExpected && asked.list === expected) return { request, entry, stamps: asked, others: NONE };
    const stamps = isAsExpected ? asked : this.#readList(batch, request, entry);
    const others = stamps.list === expected ? NONE : expected.filter((name) => !stamps.list.includes(name));
    for (const name of others) {
      batch.wantDependency(name);
      batch.wantFloor(name);
    }
    return { request, entry, stamps, others };
  }

  /** Another list than was expected; the next reader expects it. */
  #readList(batch: Batch, { key, dependencies: expected }: ReadRequest, entry: EntryText): Stamps {
    if (isList(entry.list, expected)) {
      this.#lists.delete(key);
      return wantAll(batch, expected);
    }
    const dependencies = parseList(entry.list);
    this.#lists.set(key, dependencies);
    return wantAll(batch, dependencies);
  }

  /** What the entry of the key depended on when it was last read or written here, where its arguments do not tell. */
  listOf(key: string): readonly string[] | undefined {
    return this.#lists.get(key);
  }

  /** An entry was written with this list, which its next reader may not know from the arguments. */
  expect(key: string, list: readonly string[]): void {
    if (list.some((name) => /^[ec]:/.test(name))) this.#lists.set(key, list);
  }

  #judge({ session, batch, stamp: present }: Judge, { request, entry, stamps, others }: Found): Entry | MissReason {
    const { stamp, sealed, owner } = entry;
    const { list: dependencies, places } = stamps;
    if (!dependencies.includes(EVERYTHING)) return 'malformed';
    if (stamp.epoch !== present.epoch) return 'invalidated';
    for (const place of places) {
      const count = batch.countAt(place, stamp.epoch);
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

function wantAll(batch: Batch, list: readonly string[]): Stamps {
  return { list, places: list.map((name) => batch.wantDependency(name)) };
}

function isNoCounter(text: string | null): boolean {
  return text !== null && !/^[\da-f]+:\d{1,15}:/.test(text);
}
