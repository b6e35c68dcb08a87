import { parseDigits } from './parse-digits.ts';
import type { RedisNames } from './redis-names.ts';

/** Names in one command; longer ones would hold up others on the server. */
const CHUNK = 1000;

/** The list that it answers is the batch's from then on. */
type Fetch = (names: string[]) => Promise<(string | null)[]>;

/** What a stamp says of an epoch: its count, or why there is none. */
export type CountAt = number | 'absent' | 'garbage';

const STAMP = /^[\da-f]+:\d{1,15}$/;
const COLON = 58;

/**
 * What one batch of reads asks for and is told. Each dependency is asked for once, whoever depends on it.
 */
export class Batch {
  /** Tells it from all others, those of other stores too, and may be kept longer than what was read. */
  readonly token: object = {};
  readonly #names: RedisNames;
  readonly #fetch: Fetch;
  #texts: (string | null)[] = [];
  /** Places of dependencies, and of floors with a mark before the name. */
  readonly #places = new Map<string, number>();
  /** What was looked at last: stamps that nothing has touched yet stand at the same floor. */
  #lastText: string | null = null;
  #lastEpoch = '';
  #lastCount: CountAt = 'absent';
  #wanted: string[] = [];

  constructor(names: RedisNames, fetch: Fetch) {
    this.#names = names;
    this.#fetch = fetch;
  }

  /** Wants what stands under a stored name; answers its place. */
  want(name: string): number {
    return this.#texts.length + this.#wanted.push(name) - 1;
  }

  /** Wants its stamp; answers the place. */
  wantDependency(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.want(this.#names.dependency(name));
    this.#places.set(name, place);
    return place;
  }

  wantFloor(dependency: string): void {
    const mark = `floor ${dependency}`;
    if (!this.#places.has(mark)) this.#places.set(mark, this.want(this.#names.floor(dependency)));
  }

  /** Asks for what is wanted, all at once. */
  async fetch(): Promise<void> {
    const wanted = this.#wanted;
    if (wanted.length === 0) return;
    this.#wanted = [];
    const replies = await this.#fetchAll(wanted);
    if (this.#texts.length === 0) this.#texts = replies;
    else for (const text of replies) this.#texts.push(text);
  }

  /** `null`: nothing stands there. */
  textAt(place: number): string | null {
    return this.#texts[place] ?? null;
  }

  /** The dependency's stamp. */
  countOf(dependency: string, epoch: string): CountAt {
    return this.countAt(this.#places.get(dependency), epoch);
  }

  floorOf(dependency: string, epoch: string): CountAt {
    return this.countAt(this.#places.get(`floor ${dependency}`), epoch);
  }

  /** The stamp at a place. */
  countAt(place: number | undefined, epoch: string): CountAt {
    if (place === undefined) return 'absent';
    const text = this.textAt(place);
    if (this.#lastText !== text || this.#lastEpoch !== epoch) {
      this.#lastText = text;
      this.#lastEpoch = epoch;
      this.#lastCount = parseCount(text, epoch);
    }
    return this.#lastCount;
  }

  #fetchAll(wanted: string[]): Promise<(string | null)[]> {
    if (wanted.length <= CHUNK) return this.#fetch(wanted);
    const chunks: Promise<(string | null)[]>[] = [];
    for (let start = 0; start < wanted.length; start += CHUNK)
      chunks.push(this.#fetch(wanted.slice(start, start + CHUNK)));
    return Promise.all(chunks).then((texts) => texts.flat());
  }
}

function parseCount(text: string | null, epoch: string): CountAt {
  if (text === null) return 'absent';
  const start = epoch.length + 1;
  const isOfEpoch = text.startsWith(epoch) && text.charCodeAt(epoch.length) === COLON;
  const count = isOfEpoch ? parseDigits(text, start, text.length) : undefined;
  return count ?? (STAMP.test(text) ? 'absent' : 'garbage');
}
