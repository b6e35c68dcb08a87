import { bucketOf } from '../../stamp/bucket.ts';
import { makeEpoch } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import { FirstUses } from './first-uses.ts';
import type { TextRow } from './keyv-client.ts';
import { type Mark, renderMark } from './mark.ts';
import type { Fetched, TextRows } from './text-rows.ts';

/** The clocks of a process. */
export interface Clocks {
  /** Monotonic. */
  readonly now: () => Milliseconds;
  /** The machine's, which other machines have too. */
  readonly wallNow: () => Milliseconds;
}

/** What marks are made with. */
export interface MarkOptions {
  readonly rows: TextRows;
  readonly clocks: Clocks;
  /** Clocks differ by at most half of it. */
  readonly clockSkew: Milliseconds;
  /** First part of all names. */
  readonly prefix: string;
}

const DAY: Milliseconds = 86_400_000;

/** Of names that come and go: tags, entities, keys. */
const LIFE: Milliseconds = 60 * DAY;

/** Of names that are few: everything, functions, collections. */
const LONG_LIFE: Milliseconds = 3650 * DAY;

/** Writes marks, and tells whether they are old enough. */
export class Marks {
  readonly #options: MarkOptions;
  readonly #firstUses: FirstUses;
  /** Newest time of an own invalidation, by bucket: another process's late write may overwrite it. */
  readonly #own = new Map<number, Milliseconds>();

  constructor(options: MarkOptions) {
    this.#options = options;
    this.#firstUses = new FirstUses((places) => this.#write(places));
  }

  /** Where a dependency's marker stands: written by its first use, and anew by each invalidation. */
  readonly markerOf = (name: string): string => `${this.#options.prefix}:u:${name}`;

  /** Where a dependency's stamp stands, which only invalidations write. */
  readonly stampOf = (name: string): string => `${this.#options.prefix}:d:${name}`;

  /** Where the mark of a key stands. */
  readonly keyMarkOf = (key: string): string => this.stampOf(`k:${key}`);

  /** Place of a read that is about to be sent, in the order of all. */
  beginRead(): number {
    return this.#firstUses.beginRead();
  }

  /**
   * The tokens that stand at these places; where a read found none, or one that will soon end, another is written.
   * When this resolves, each has been in the store.
   */
  async settle(places: readonly string[], found: Fetched, since: number): Promise<ReadonlyMap<string, string>> {
    const renewed = this.#options.clocks.wallNow() - LIFE / 2;
    const tokens = new Map<string, string>();
    const absent: string[] = [];
    for (const place of new Set(places)) {
      const mark = found.mark(place);
      if (mark === undefined || (mark.at < renewed && this.#lifeOf(place) === LIFE)) absent.push(place);
      else tokens.set(place, mark.token);
    }
    for (const [place, mark] of await this.#firstUses.write(absent, since)) tokens.set(place, mark.token);
    return tokens;
  }

  /**
   * Ends what depends on the names. The stamps are there before the markers are: who overwrites a marker by a first use,
   * and looks for the stamp after that, sees it.
   */
  async invalidate(names: readonly string[]): Promise<void> {
    const marks = await this.#write(names.map(this.stampOf));
    for (const name of names) this.#remember(this.stampOf(name), marks);
    await this.#write(names.map(this.markerOf));
  }

  /** Ends what was stored under the keys, and all that is under way for them; answers the new tokens by key. */
  async invalidateKeys(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const marks = await this.#write(keys.map(this.keyMarkOf));
    for (const key of keys) this.#remember(this.keyMarkOf(key), marks);
    return new Map(keys.map((key) => [key, marks.get(this.keyMarkOf(key))?.token ?? '']));
  }

  /**
   * Whether the mark, and the newest that this process itself wrote there, is certainly older than what began at this
   * time.
   */
  isOlder(place: string, mark: Mark | undefined, at: Milliseconds): boolean {
    return (mark === undefined || mark.at <= at - this.#options.clockSkew) && this.isOwnOlder(place, at);
  }

  /** The same for what this process itself wrote, whatever stands there. */
  isOwnOlder(place: string, at: Milliseconds): boolean {
    const own = this.#own.get(bucketOf(place));
    return own === undefined || own <= at - this.#options.clockSkew;
  }

  /**
   * Writes a mark to each place. A write that takes long may overwrite a newer one when it comes, under a time that is
   * older: it is written again, with a time that is ahead by what such a write may take.
   */
  async #write(places: readonly string[]): Promise<ReadonlyMap<string, Mark>> {
    const { rows, clocks, clockSkew } = this.#options;
    for (let ahead = 0; ; ) {
      const began = clocks.now();
      const wallBegan = clocks.wallNow();
      const marks = new Map(places.map((place) => [place, { token: makeEpoch(), at: wallBegan + ahead }]));
      await rows.set(Array.from(marks, ([place, mark]) => this.#rowOf(place, mark)));
      // The monotonic clock stands still while a machine sleeps, the other one may be set back.
      const took = Math.max(clocks.now() - began, clocks.wallNow() - wallBegan);
      if (took <= ahead + clockSkew / 2) return marks;
      ahead = 2 * took;
    }
  }

  #remember(place: string, marks: ReadonlyMap<string, Mark>): void {
    const bucket = bucketOf(place);
    this.#own.set(bucket, Math.max(marks.get(place)?.at ?? 0, this.#own.get(bucket) ?? 0));
  }

  #rowOf(place: string, mark: Mark): TextRow {
    return { name: place, text: renderMark(place, mark), ttl: this.#lifeOf(place) };
  }

  #lifeOf(place: string): Milliseconds {
    const marker = this.markerOf('');
    return place.startsWith(marker) && /^(\*$|[fc]:)/.test(place.slice(marker.length)) ? LONG_LIFE : LIFE;
  }
}
