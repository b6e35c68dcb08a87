/**
 * Reading entries with the stamps that decide over them. Which dependencies an entry has is mostly known before it is
 * read: the asker's own, or the list that this process saw last under the key. Their stamps come with the entry in one
 * MGET; where the entry turns out to have others, those are asked for afterwards, which is as good, since a stamp that is
 * read after its entry can only be newer.
 */
import type { Stamp } from '../../stamp/stamp.ts';
import type { MissReason, Reading, ReadRequest } from '../port.ts';
import { Batch } from './batch.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { type EntryText, parseEntry, parseList, renderList } from './entry-text.ts';
import { ExpectedStamps } from './expected-stamps.ts';
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
  readonly expected: ExpectedStamps;
}

/** An entry that was found, and who asks for it. */
interface Found {
  readonly request: ReadRequest;
  readonly entry: EntryText;
  readonly stamps: ExpectedStamps;
}

/** One that is judged when further stamps have been read. */
interface FoundOther extends Found {
  /** What the asker depends on, and the entry does not. */
  readonly others: readonly string[];
}

/** What entries are judged by. */
interface Judge {
  readonly session: Session;
  readonly batch: Batch;
  /** As the counter says. */
  readonly stamp: Stamp;
}

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
    const judge = { session, batch, stamp: { epoch: counter.epoch, count: counter.count } };
    const found = asked.map((one) => this.#find(judge, one));
    await batch.fetch();
    return found.map((one) => ('others' in one ? this.#judgeOther(judge, one) : one));
  }

  #askAll(batch: Batch, requests: readonly ReadRequest[]): readonly Asked[] {
    const { names } = this.#options;
    let expected: ExpectedStamps | undefined;
    return requests.map((request) => {
      const list = this.#lists.get(request.key) ?? request.dependencies;
      // Calls of one function without tags have one list.
      if (list !== expected?.list) expected = new ExpectedStamps(batch, list);
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

  /** What stands under the key; wants the stamps that were not expected, and floors where the asker depends on more. */
  #find(judge: Judge, { request, place, expected }: Asked): Reading | FoundOther {
    const { batch, stamp } = judge;
    const text = batch.textAt(place);
    if (text === null) return { reason: 'absent', stamp };
    const entry = parseEntry(text, expected.text);
    if (entry === undefined) return { reason: 'malformed', stamp };
    if (entry.list === expected.text && expected.list === request.dependencies) {
      return this.#judge(judge, { request, entry, stamps: expected });
    }
    const stamps = entry.list === expected.text ? expected : this.#readList(batch, request, entry);
    const others = request.dependencies.filter((name) => !stamps.list.includes(name));
    for (const name of others) {
      batch.wantDependency(name);
      batch.wantFloor(name);
    }
    return { request, entry, stamps, others };
  }

  /** Another list than was expected; the next reader expects it. */
  #readList(batch: Batch, { key, dependencies: expected }: ReadRequest, { list }: EntryText): ExpectedStamps {
    if (list === renderList(expected)) {
      this.#lists.delete(key);
      return new ExpectedStamps(batch, expected, list);
    }
    const dependencies = parseList(list);
    this.#lists.set(key, dependencies);
    return new ExpectedStamps(batch, dependencies, list);
  }

  /** What the entry of the key depended on when it was last read or written here, where its arguments do not tell. */
  listOf(key: string): readonly string[] | undefined {
    return this.#lists.get(key);
  }

  /** An entry was written with this list, which its next reader may not know from the arguments. */
  expect(key: string, list: readonly string[]): void {
    if (list.some((name) => /^[ec]:/.test(name))) this.#lists.set(key, list);
  }

  #judge({ session, stamp: present }: Judge, { request, entry, stamps }: Found): Reading {
    const { stamp, sealed, owner } = entry;
    const reason = whyNotGood(stamps, stamp, present);
    if (reason !== undefined) return { reason, stamp: present };
    if (owner !== undefined) this.#options.bounded.use(session, owner, request.key);
    // Redis ends entries itself.
    const expiresAt = Number.POSITIVE_INFINITY;
    return { entry: { value: sealed, stamp, dependencies: stamps.list, expiresAt }, stamp: present };
  }

  #judgeOther(judge: Judge, found: FoundOther): Reading {
    const { batch, stamp: present } = judge;
    const { stamp } = found.entry;
    for (const name of found.others) {
      // A dependency that no entry has used yet stands at its floor, the most it can have missed, and a floor that was
      // lost at the present.
      const known = batch.countOf(name, stamp.epoch);
      const floor = typeof known === 'number' ? known : batch.floorOf(name, stamp.epoch);
      if ((typeof floor === 'number' ? floor : present.count) > stamp.count)
        return { reason: 'invalidated', stamp: present };
    }
    return this.#judge(judge, found);
  }
}

/** Why an entry with this stamp may not be served. */
function whyNotGood(stamps: ExpectedStamps, { epoch, count }: Stamp, present: Stamp): MissReason | undefined {
  const newest = stamps.newest(present.epoch);
  if (newest === 'garbage') return 'malformed';
  return epoch === present.epoch && newest !== 'absent' && newest <= count ? undefined : 'invalidated';
}

function isNoCounter(text: string | null): boolean {
  return text !== null && !/^[\da-f]+:\d{1,15}:/.test(text);
}
