/**
 * Reading entries of a cluster with the stamps that decide over them, in one trip where an entry has the dependencies that
 * the asker has, or those that this process saw last under the key, and in two otherwise.
 *
 * The nodes answer at different instants, in any order, and that is as good as one instant. A stamp never falls, so
 * whenever it is read during the call, it is no older than any invalidation that was acknowledged before the call; and the
 * entry's own stamp says when its computation began, whenever the entry is read. Each dependency decides by itself.
 */
import { EVERYTHING } from '../../../stamp/dependency.ts';
import { isNotNewer, type Stamp } from '../../../stamp/stamp.ts';
import type { Entry, MissReason, Reading, ReadRequest } from '../../port.ts';
import { type EntryText, parseList, renderList } from '../entry-text.ts';
import type { RedisNames } from '../redis-names.ts';
import { entryIn, isForeign, stampIn } from './cells.ts';
import type { ClusterBounds } from './cluster-bounds.ts';
import type { ClusterCounter } from './cluster-counter.ts';
import type { SlotAnswer, SlotRunner } from './slot-step.ts';

/** Lists of other dependencies than the asker's, by key: so many are remembered. */
const REMEMBERED = 10_000;

/** What entries are read with. */
export interface ReaderOptions {
  readonly runner: SlotRunner;
  readonly counter: ClusterCounter;
  readonly names: RedisNames;
  readonly bounds: ClusterBounds;
}

/** An entry, and who asks for it. */
interface Judged {
  readonly entry: EntryText;
  readonly request: ReadRequest;
  /** As the entry has them. */
  readonly list: readonly string[];
  readonly counter: Promise<SlotAnswer>;
}

/** What was read under a key: an entry that may be served, or why not. */
export type Found = {
  /** The function of what stands there, where it has a bound. */
  readonly owner?: string | undefined;
} & ({ readonly entry: Entry } | { readonly entry?: undefined; readonly reason: MissReason });

export class ClusterReader {
  readonly #options: ReaderOptions;
  readonly #lists = new Map<string, readonly string[]>();

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** One reading for each request. @throws the error of a node that one of them needs */
  async read(requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
    return Promise.all(requests.map((request) => this.#readOne(request)));
  }

  /** The entry that may be served, or why there is none. */
  async find(request: ReadRequest, counter: Promise<SlotAnswer>): Promise<Found> {
    const { key, dependencies } = request;
    const { runner, names } = this.#options;
    const expected = this.#lists.get(key) ?? dependencies;
    const stamps = expected.map((name) => runner.get(names.dependency(name)));
    const others = expected === dependencies ? [] : missingIn(expected, dependencies);
    for (const name of others) stamps.push(runner.get(names.dependency(name)), runner.get(names.floor(name)));
    const [answer] = await Promise.all([runner.get(names.entry(key)), ...stamps]);
    const entry = entryIn(answer);
    if (typeof entry === 'string') return { reason: entry };
    const asked = new Map(expected.map((name, at) => [name, stamps[at]]));
    const list = this.#listOf(request, entry);
    const reason = await this.#whyNot({ entry, request, list, counter }, asked);
    if (reason !== undefined) return { reason, owner: entry.owner };
    const { stamp, sealed, owner } = entry;
    // Redis ends entries itself.
    const expiresAt = Number.POSITIVE_INFINITY;
    return { entry: { value: sealed, stamp, dependencies: list, expiresAt }, owner };
  }

  async #readOne(request: ReadRequest): Promise<Reading> {
    const { counter, bounds } = this.#options;
    const count = counter.ask();
    count.catch(() => {
      // A miss awaits the counter, and is told; a hit does not need it.
    });
    const found = await this.find(request, count);
    if (found.entry === undefined) return { reason: found.reason, stamp: await counter.take(await count) };
    if (found.owner !== undefined) bounds.use(found.owner, request.key);
    return { entry: found.entry, stamp: found.entry.stamp };
  }

  /** The entry's dependencies, which are remembered where they are not the asker's. */
  #listOf({ key, dependencies }: ReadRequest, { list }: EntryText): readonly string[] {
    if (list === renderList(dependencies)) {
      this.#lists.delete(key);
      return dependencies;
    }
    const known = this.#lists.get(key);
    if (known !== undefined && renderList(known) === list) return known;
    if (this.#lists.size >= REMEMBERED) this.#lists.clear();
    const parsed = parseList(list);
    this.#lists.set(key, parsed);
    return parsed;
  }

  /** Why the entry may not be served. @param asked what is being read already */
  async #whyNot(
    judged: Judged,
    asked: ReadonlyMap<string, Promise<SlotAnswer> | undefined>,
  ): Promise<MissReason | undefined> {
    const { entry, list, request } = judged;
    if (!list.includes(EVERYTHING)) return 'malformed';
    const { runner, names } = this.#options;
    const others = missingIn(list, request.dependencies);
    const stamps = list.map((name) => asked.get(name) ?? runner.get(names.dependency(name)));
    const [answers, areGood] = await Promise.all([
      Promise.all(stamps),
      Promise.all(others.map((name) => this.#isGoodFor(name, judged))),
    ]);
    const bad = answers.find((answer) => !isNotNewer(stampIn(answer), entry.stamp));
    if (bad !== undefined) return isForeign(bad) ? 'malformed' : 'invalidated';
    return areGood.includes(false) ? 'invalidated' : undefined;
  }

  /**
   * Whether something that the asker depends on, and the entry does not, was not invalidated since the entry's stamp. A
   * dependency that no entry has used yet stands at its floor, the most it can have missed, and a floor that was lost at the
   * present.
   */
  async #isGoodFor(name: string, { entry, counter }: Judged): Promise<boolean> {
    const { runner, names } = this.#options;
    const [own, floor] = await Promise.all([runner.get(names.dependency(name)), runner.get(names.floor(name))]);
    const known = ofEpoch(stampIn(own), entry.stamp) ?? ofEpoch(stampIn(floor), entry.stamp);
    return isNotNewer(known ?? stampIn(await counter), entry.stamp);
  }
}

function missingIn(list: readonly string[], names: readonly string[]): readonly string[] {
  return names === list ? [] : names.filter((name) => !list.includes(name));
}

function ofEpoch(stamp: Stamp | undefined, than: Stamp): Stamp | undefined {
  return stamp?.epoch === than.epoch ? stamp : undefined;
}
