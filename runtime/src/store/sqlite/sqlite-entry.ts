import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { SealedValue } from '../../value/sealing.ts';
import type { EntryRow } from '../rows.ts';
import type { About } from './about.ts';
import type { Head } from './heads.ts';
import { originalText } from './stored-text.ts';

/** How far ahead of ours the clock of an entry's writer may have been. */
const CLOCKS_DIFFER: Milliseconds = 60_000;

/**
 * An entry as it was read. What was found good for its list of dependencies is remembered beside the list, for the
 * entries that have the same one: all that are no older are good as well.
 */
export class SqliteEntry implements EntryRow {
  readonly id: number;
  readonly stamp: Stamp;
  readonly expiresAt: Milliseconds;
  readonly value: SealedValue;
  readonly #about: About;

  constructor({ id, stamp, written, expires, about }: Head, stored: string | Uint8Array, now: Milliseconds) {
    this.id = id;
    this.stamp = stamp;
    // Written in the future: the machine's clock was set back since, and the entry could live for years.
    this.expiresAt = written > now + CLOCKS_DIFFER ? Number.NEGATIVE_INFINITY : expires;
    const { codec, shape } = about;
    const payload = typeof stored === 'string' ? originalText(stored) : stored;
    this.value = shape === undefined ? { codec, payload } : { codec, shape, payload };
    this.#about = about;
  }

  get dependencies(): readonly string[] {
    return this.#about.dependencies;
  }

  get provenAt(): number {
    return this.stamp.count >= this.#about.provenFrom ? this.#about.provenAt : -1;
  }

  set provenAt(version: number) {
    const about = this.#about;
    about.provenFrom = about.provenAt === version ? Math.min(about.provenFrom, this.stamp.count) : this.stamp.count;
    about.provenAt = version;
  }
}
