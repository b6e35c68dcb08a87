/**
 * Reading entries with the stamps that decide over them. Which dependencies an entry has is mostly known before it is
 * read: the asker's own, or the list that this process saw last under the key. Their stamps come with the entry in one
 * MGET; where the entry turns out to have others, those are asked for afterwards, which is as good, since a stamp that is
 * read after its entry can only be newer.
 */
import type { Stamp } from '../../stamp/stamp.ts';
import type { MissReason, Reading, ReadRequest, WriteRequest } from '../port.ts';
import { AskedStamps } from './asked-stamps.ts';
import { Batch, type CountAt } from './batch.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { copyText } from './copy-text.ts';
import { type EntryText, parseEntry, parseList } from './entry-text.ts';
import { PreparedRead } from './prepared-read.ts';
import type { RedisConnection, Session } from './redis-connection.ts';
import type { RedisCounter } from './redis-counter.ts';
import type { RedisNames } from './redis-names.ts';
import { RememberedLists } from './remembered-lists.ts';
import { StampList } from './stamp-list.ts';

/** What entries are read with. */
export interface ReaderOptions {
  readonly connection: RedisConnection;
  readonly counter: RedisCounter;
  readonly names: RedisNames;
  readonly bounded: BoundedFunctions;
}

/** What is asked for one request. */
interface Asked {
  readonly request: PreparedRead;
  /** Of the entry. */
  readonly place: number;
  /** The dependencies that it is expected to have, */
  readonly expected: StampList;
  /** and where their stamps are. */
  readonly start: number;
}

/** An entry that was found, and who asks for it. */
interface Found {
  readonly request: PreparedRead;
  readonly entry: EntryText;
  readonly list: StampList;
  readonly start: number;
}

/** One that is judged when further stamps have been read. */
interface FoundOther extends Found {
  /** Of its reading. */
  readonly at: number;
  /** What the asker depends on, and the entry does not. */
  readonly others: readonly string[];
}

/** What entries are judged by. */
interface Judge {
  readonly session: Session;
  readonly batch: Batch;
  readonly stamps: AskedStamps;
  /** As the counter says. */
  readonly stamp: Stamp;
  /** What is judged when further stamps have been read. */
  readonly others: FoundOther[];
}

/** Those of functions are few; those of calls with tags are asked for no more than once. */
const MOST_OWN_LISTS = 256;

export class EntryReader {
  readonly #options: ReaderOptions;
  readonly #lists = new RememberedLists();
  readonly #ownLists = new Map<readonly string[], StampList>();
  /** The last list that names no entities. */
  #plain: readonly string[] | undefined;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** The request with the names that it takes. */
  prepare(request: ReadRequest): PreparedRead {
    const { names } = this.#options;
    if (request instanceof PreparedRead && request.names === names) return request;
    return new PreparedRead(request, names, this.#ownListOf(request));
  }

  /** Calls of one function without tags have one list, by which their entries are judged together. */
  #ownListOf({ dependencies }: ReadRequest): StampList {
    const known = this.#ownLists.get(dependencies);
    if (known !== undefined) return known;
    const own = new StampList(dependencies);
    if (this.#ownLists.size >= MOST_OWN_LISTS) this.#ownLists.clear();
    this.#ownLists.set(dependencies, own);
    return own;
  }

  /** One reading for each request. */
  async read(requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
    if (requests.length === 0) return [];
    const { connection, names } = this.#options;
    const session = connection.session();
    const batch = new Batch(names, (wanted) => connection.mget(session, wanted));
    const stamps = new AskedStamps(batch, names);
    const counterPlace = batch.want(names.counter);
    const asked: Asked[] = [];
    for (const request of requests) asked.push(this.#ask(batch, stamps, this.prepare(request)));
    await batch.fetch();
    const text = batch.textAt(counterPlace);
    const counter = this.#options.counter.accept(session, text);
    if (counter === undefined) return this.#begin(session, requests, text);
    const { epoch, count } = counter;
    const judge: Judge = { session, batch, stamps, stamp: { epoch, count }, others: [] };
    const readings: Reading[] = [];
    for (const one of asked) readings.push(this.#find(judge, one, readings.length));
    if (judge.others.length === 0) return readings;
    await batch.fetch();
    for (const other of judge.others) readings[other.at] = this.#judgeOther(judge, other);
    return readings;
  }

  #ask(batch: Batch, stamps: AskedStamps, request: PreparedRead): Asked {
    const expected = this.#expectedOf(request);
    const start = stamps.want(expected);
    return { request, place: batch.want(request.entry), expected, start };
  }

  #expectedOf(request: PreparedRead): StampList {
    // Who asks again has found it already.
    if (request.remembered?.list === undefined) request.remembered = this.#lists.find(request.key);
    return request.remembered?.list ?? request.own;
  }

  /** Begins an epoch: all are misses, with its first stamp. */
  async #begin(session: Session, requests: readonly ReadRequest[], text: string | null): Promise<readonly Reading[]> {
    const { epoch, count } = await this.#options.counter.begin(session);
    // A counter that is none is told as what it is.
    const reason = isNoCounter(text) ? 'malformed' : 'absent';
    return requests.map(() => ({ reason, stamp: { epoch, count } }));
  }

  /** What stands under the key; a miss until more is read, where the entry or the asker depends on other than was expected. */
  #find(judge: Judge, { request, place, expected, start }: Asked, at: number): Reading {
    const { batch, stamps, stamp } = judge;
    const text = batch.textAt(place);
    if (text === null) return { reason: 'absent', stamp };
    const entry = parseEntry(text, expected);
    if (entry === undefined) return { reason: 'malformed', stamp };
    const isExpected = entry.list === expected.text;
    if (isExpected && expected.holds(request.own)) return this.#judge(judge, { request, entry, list: expected, start });
    const list = isExpected ? expected : this.#listOf(request, entry);
    const others = request.dependencies.filter((name) => !list.list.includes(name));
    for (const name of others) {
      batch.wantDependency(name);
      batch.wantFloor(name);
    }
    judge.others.push({ at, request, entry, list, start: isExpected ? start : stamps.want(list), others });
    return { reason: 'absent', stamp };
  }

  /** Another list than was expected; the next reader expects it. */
  #listOf({ key, own }: PreparedRead, { list: text }: EntryText): StampList {
    if (text === own.text) {
      this.#lists.delete(key);
      return own;
    }
    const list = new StampList(parseList(text), { own, text: copyText(text) });
    this.#lists.set(key, list);
    return list;
  }

  /** What the entry of the key depended on when it was last read or written here, where its arguments do not tell. */
  listOf(key: string): readonly string[] | undefined {
    return this.#lists.find(key)?.list?.list;
  }

  /** An entry was written; its next reader may not know its list from the arguments. */
  expect({ key, dependencies: list, asked }: WriteRequest): void {
    // Results of one function without entities have one list.
    if (list === this.#plain) return;
    // What another store was asked is known by its names.
    const isOurs = asked instanceof PreparedRead && asked.names === this.#options.names;
    const own = isOurs ? asked.own : undefined;
    if (list.some((name) => /^[ec]:/.test(name))) this.#lists.set(key, new StampList(list, { own }));
    else this.#plain = list;
  }

  #judge({ session, stamps, stamp: present }: Judge, { request, entry, list, start }: Found): Reading {
    const { stamp, sealed, owner } = entry;
    const reason = whyNotGood(stamps.newest(list, start, present.epoch), stamp, present);
    if (reason !== undefined) return { reason, stamp: present };
    if (owner !== undefined) this.#options.bounded.use(session, owner, request.key);
    // Redis ends entries itself.
    const expiresAt = Number.POSITIVE_INFINITY;
    return { entry: { value: sealed, stamp, dependencies: list.list, expiresAt }, stamp: present };
  }

  #judgeOther(judge: Judge, found: FoundOther): Reading {
    const { batch, stamp: present } = judge;
    const { stamp } = found.entry;
    for (const name of found.others) {
      // A dependency that no entry has used yet stands at its floor, the most it can have missed, and a floor that was
      // lost at the present.
      const known = batch.countOf(name, present.epoch);
      const floor = typeof known === 'number' ? known : batch.floorOf(name, present.epoch);
      if ((typeof floor === 'number' ? floor : present.count) > stamp.count)
        return { reason: 'invalidated', stamp: present };
    }
    return this.#judge(judge, found);
  }
}

/** Why an entry with this stamp may not be served. @param newest of the stamps of what it depends on */
function whyNotGood(newest: CountAt, { epoch, count }: Stamp, present: Stamp): MissReason | undefined {
  if (newest === 'garbage') return 'malformed';
  return epoch === present.epoch && newest !== 'absent' && newest <= count ? undefined : 'invalidated';
}

function isNoCounter(text: string | null): boolean {
  return text !== null && !/^[\da-f]+:\d{1,15}:/.test(text);
}
