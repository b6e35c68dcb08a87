import { isNotNewer, type Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { Known } from './known.ts';
import type { Queries } from './queries.ts';
import type { Recency } from './recency.ts';

/** Uses that a write takes along. */
const USES = 8;
/** Uses that are written where an entry is to be thrown out, before the order is no longer waited for. */
const USES_AT_ONCE = 4096;
/** Entries of a function that was invalidated as a whole, removed by each write. */
const DROPPED = 4;
/** One write of so many looks through the tables, … */
const EVERY = 8;
/** … at so many rows of each. */
const ROWS = 16;
/** Entries that are looked at to make room for one, at most. */
const EVICTIONS = 1024;
/** Entries that are thrown out where the file was full. */
const FULL_STEP = 128;
/** Room that is kept free for what a write brings beside the entry: pages of indexes, dependencies, the log. */
const SPARE_PAGES = 16;

interface UpkeepOptions {
  readonly queries: Queries;
  readonly known: Known;
  readonly recency: Recency;
  readonly now: () => Milliseconds;
  readonly stampOf: (name: string) => Stamp | undefined;
  readonly pageSize: number;
  readonly maxPages: number;
}

/**
 * Keeps the file small, in steps that do not grow with it: each write takes a few rows along. Two hands go round, one
 * through the entries and one through the dependencies, and remove what has expired or was invalidated.
 */
export class Upkeep {
  readonly #options: UpkeepOptions;
  #writes = 0;
  #entryHand = 0;
  #dependencyHand = '';

  constructor(options: UpkeepOptions) {
    this.#options = options;
  }

  /** Part of every write of an entry, after it. */
  step(): void {
    this.#options.recency.writeSome(USES);
    this.#removeDropped();
    this.#writes++;
    if (this.#writes % EVERY !== 0) return;
    this.#sweepEntries();
    this.#sweepDependencies();
  }

  /** Throws out the entries of an owner that were not used for longest, until it has no more than `maxSize`. */
  keepBound(owner: number, maxSize: number): void {
    const { queries, recency } = this.#options;
    let uses = USES_AT_ONCE;
    for (let tooMany = (queries.entriesOf.get(owner)?.[0] ?? 0) - maxSize; tooMany > 0; ) {
      const oldest = queries.oldestOf.get(owner)?.[0];
      if (oldest === undefined) return;
      if (uses-- <= 0 || !recency.write(oldest)) tooMany -= this.#remove(oldest);
    }
  }

  /** Throws out some entries, without counting bytes: the file was full all the same. */
  throwOut(): void {
    const { queries, recency } = this.#options;
    for (let left = FULL_STEP; left > 0; ) {
      const oldest = queries.oldest.get()?.[0];
      if (oldest === undefined) {
        this.#dropDependencies();
        return;
      }
      if (!recency.write(oldest)) left -= this.#remove(oldest);
    }
  }

  /**
   * Throws out what was not used for longest until so many bytes more have room.
   * @throws Error where they never will
   */
  makeRoom(bytes: number): void {
    const { queries, recency, pageSize, maxPages } = this.#options;
    const needed = SPARE_PAGES * pageSize + 2 * bytes;
    if (needed > (maxPages * pageSize) / 2)
      throw new Error(`${bytes} bytes are too many for a file of ${maxPages * pageSize}.`);
    const pages = queries.pages.get()?.[0] ?? 0;
    if (maxPages - pages > needed / pageSize) return;
    const free = (maxPages - pages + (queries.freePages.get()?.[0] ?? 0)) * pageSize;
    for (let left = needed - free, steps = EVICTIONS; left > 0 && steps > 0; steps--) {
      const [oldest, size] = queries.oldest.get() ?? [];
      if (oldest === undefined || size === undefined) {
        this.#dropDependencies();
        return;
      }
      if (recency.write(oldest)) continue;
      this.#remove(oldest);
      left -= size;
    }
  }

  /** Answers how many rows went: one or none. */
  #remove(entry: number): number {
    const { queries, known } = this.#options;
    known.heads.endId(entry);
    return queries.remove.run(entry);
  }

  #removeDropped(): void {
    const { queries } = this.#options;
    const owner = queries.dropped.get()?.[0];
    if (owner === undefined) return;
    for (let left = DROPPED; left > 0; left--) {
      const entry = queries.oldestOf.get(owner)?.[0];
      if (entry === undefined) {
        queries.removeOwner.run(owner);
        return;
      }
      this.#remove(entry);
    }
  }

  #sweepEntries(): void {
    const { queries, known, now } = this.#options;
    const rows = queries.entriesBehind.all(this.#entryHand, ROWS);
    const epoch = known.present?.epoch ?? '';
    for (const [id, stamp, expires, about] of rows) {
      const isOver = expires <= now() || !this.#isGood(known.aboutOf(about).dependencies, { epoch, count: stamp });
      if (isOver) this.#remove(id);
    }
    this.#entryHand = rows.length < ROWS ? 0 : (rows.at(-1)?.[0] ?? 0);
  }

  #isGood(dependencies: readonly string[], stamp: Stamp): boolean {
    return dependencies.every((name) => isNotNewer(this.#options.stampOf(name), stamp));
  }

  #sweepDependencies(): void {
    const { queries, now } = this.#options;
    const rows = queries.dependenciesBehind.all(this.#dependencyHand, ROWS);
    for (const [name, until] of rows) if (until <= now()) queries.removeDependency.run(name);
    this.#dependencyHand = rows.length < ROWS ? '' : (rows.at(-1)?.[0] ?? '');
  }

  /** No entry is left, so nothing uses them. */
  #dropDependencies(): void {
    const { queries, known } = this.#options;
    for (const [name] of queries.dependenciesBehind.all('', EVICTIONS)) queries.removeDependency.run(name);
    known.stamps.clear();
  }
}
