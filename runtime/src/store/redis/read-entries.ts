/**
 * Reading entries with the stamps that decide over them. Which dependencies an entry has is mostly known before it is
 * read: the asker's own, or the list that this process saw last under the key. Their stamps come with the entry in one
 * MGET; where the entry turns out to have others, those are asked for afterwards, which is as good, since a stamp that is
 * read after its entry can only be newer.
 */
import { EVERYTHING } from '../../stamp/dependency.ts';
import type { Entry, MissReason, Reading, ReadRequest } from '../port.ts';
import type { BoundedFunctions } from './bounded-functions.ts';
import { type EntryText, parseEntry, parseList, renderList } from './entry-text.ts';
import type { RedisConnection, Session } from './redis-connection.ts';
import { type Counter, countOf, isNoStamp, type RedisCounter } from './redis-counter.ts';
import type { RedisNames } from './redis-names.ts';
import { Replies } from './replies.ts';

/** Lists of other dependencies than the asker's, by key: so many are remembered. */
const REMEMBERED = 10_000;

/** What entries are read with. */
export interface ReaderOptions {
  readonly connection: RedisConnection;
  readonly counter: RedisCounter;
  readonly names: RedisNames;
  readonly bounded: BoundedFunctions;
}

/** One entry, and who asks for it. */
interface Judged {
  readonly session: Session;
  readonly request: ReadRequest;
  readonly entry: EntryText;
  readonly counter: Counter;
}

export class EntryReader {
  readonly #options: ReaderOptions;
  readonly #names: RedisNames;
  readonly #lists = new Map<string, readonly string[]>();

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#names = options.names;
  }

  /** One reading for each request. */
  async read(requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
    if (requests.length === 0) return [];
    const { connection } = this.#options;
    const session = connection.session();
    const replies = new Replies((names) => connection.mget(session, names));
    replies.want(this.#names.counter);
    for (const { key, dependencies } of requests) {
      replies.want(this.#names.entry(key));
      for (const name of this.#lists.get(key) ?? dependencies) replies.want(this.#names.dependency(name));
    }
    await replies.fetch();
    const text = replies.textOf(this.#names.counter);
    const counter = this.#options.counter.accept(session, text);
    if (counter === undefined) return this.#begin(session, requests, text);
    const entries = requests.map(({ key }) => this.#entryAt(replies, key));
    await this.#fetchOthers(replies, requests, entries);
    return requests.map((request, index) => {
      const entry = entries[index];
      const found = typeof entry === 'object' ? this.#judge(replies, { session, request, entry, counter }) : (entry ?? 'absent');
      const stamp = { epoch: counter.epoch, count: counter.count };
      return typeof found === 'string' ? { reason: found, stamp } : { entry: found, stamp };
    });
  }

  /** Begins an epoch: all are misses, with its first stamp. */
  async #begin(session: Session, requests: readonly ReadRequest[], text: string | null): Promise<readonly Reading[]> {
    const { epoch, count } = await this.#options.counter.begin(session);
    // A counter that is none is told as what it is.
    const reason = isNoCounter(text) ? 'malformed' : 'absent';
    return requests.map(() => ({ reason, stamp: { epoch, count } }));
  }

  #entryAt(replies: Replies, key: string): EntryText | 'malformed' | undefined {
    const text = replies.textOf(this.#names.entry(key));
    return text === null ? undefined : (parseEntry(text) ?? 'malformed');
  }

  /** Asks for the stamps that were not expected, and for floors where the asker depends on more than the entry. */
  async #fetchOthers(
    replies: Replies,
    requests: readonly ReadRequest[],
    entries: readonly (EntryText | 'malformed' | undefined)[],
  ): Promise<void> {
    for (const [index, { key, dependencies }] of requests.entries()) {
      const entry = entries[index];
      if (typeof entry !== 'object') continue;
      if (entry.list === renderList(dependencies)) {
        this.#lists.delete(key);
        for (const name of dependencies) replies.want(this.#names.dependency(name));
        continue;
      }
      const list = parseList(entry.list);
      this.#remember(key, list);
      for (const name of list) replies.want(this.#names.dependency(name));
      for (const name of dependencies) {
        if (list.includes(name)) continue;
        replies.want(this.#names.dependency(name));
        replies.want(this.#names.floor(name));
      }
    }
    await replies.fetch();
  }

  #remember(key: string, list: readonly string[]): void {
    if (this.#lists.size >= REMEMBERED) this.#lists.clear();
    this.#lists.set(key, list);
  }

  #judge(replies: Replies, { session, request, entry, counter }: Judged): Entry | MissReason {
    const { stamp, list, sealed, owner } = entry;
    const isExpected = list === renderList(request.dependencies);
    const dependencies = isExpected ? request.dependencies : parseList(list);
    if (!dependencies.includes(EVERYTHING)) return 'malformed';
    if (stamp.epoch !== counter.epoch) return 'invalidated';
    const reason = whyNewer(replies, dependencies.map((name) => this.#names.dependency(name)), entry);
    if (reason !== undefined) return reason;
    if (!isExpected && !this.#isGoodFor(replies, { request, entry, counter }, dependencies)) return 'invalidated';
    if (owner !== undefined) this.#options.bounded.use(session, owner, request.key);
    // Redis ends entries itself.
    return { value: sealed, stamp, dependencies, expiresAt: Number.POSITIVE_INFINITY };
  }

  /** Whether nothing that the asker depends on, and the entry does not, was invalidated since the entry's stamp. */
  #isGoodFor(replies: Replies, { request, entry, counter }: Omit<Judged, 'session'>, dependencies: readonly string[]): boolean {
    const { epoch, count } = entry.stamp;
    return request.dependencies.every((name) => {
      if (dependencies.includes(name)) return true;
      // A dependency that no entry has used yet stands at its floor, the most it can have missed, and a floor that was
      // lost at the present.
      const known = countOf(replies.textOf(this.#names.dependency(name)), epoch);
      return (known ?? countOf(replies.textOf(this.#names.floor(name)), epoch) ?? counter.count) <= count;
    });
  }
}

/** Why one of these stamps does not prove the entry good; `undefined`: all do. */
function whyNewer(replies: Replies, names: readonly string[], { stamp }: EntryText): MissReason | undefined {
  for (const name of names) {
    const text = replies.textOf(name);
    const count = countOf(text, stamp.epoch);
    if (count === undefined || count > stamp.count) return isNoStamp(text) ? 'malformed' : 'invalidated';
  }
  return undefined;
}

function isNoCounter(text: string | null): boolean {
  return text !== null && !/^[\da-f]+:\d{1,15}:/.test(text);
}
