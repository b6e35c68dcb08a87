import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { SealOptions } from '../../value/sealing.ts';
import type { EntryAtHand } from '../memory/entry-at-hand.ts';
import type { EntryRow } from '../rows.ts';
import type { About } from './about.ts';

/** The value of an entry, for one caller. @throws Error where it cannot be read */
export type ReadHead = (head: Head, options: SealOptions) => unknown;

/** What a head is made of. */
export interface HeadFields {
  readonly id: number;
  /** Another one where the row was written again. */
  readonly nonce: number;
  readonly key: string;
  readonly stamp: Stamp;
  readonly written: Milliseconds;
  readonly expires: Milliseconds;
  readonly about: About;
  /** Absent: a function does not keep it at hand. */
  readonly read: ReadHead | undefined;
}

/**
 * An entry without its payload. What was found good for its list of dependencies is remembered beside the list, for the
 * entries that have the same one: all that are no older are good as well.
 */
export class Head implements EntryRow {
  declare readonly id: number;
  declare readonly nonce: number;
  declare readonly key: string;
  declare readonly stamp: Stamp;
  declare readonly written: Milliseconds;
  declare readonly expiresAt: Milliseconds;
  declare readonly about: About;
  declare readonly read: ReadHead | undefined;
  /** Stands in its row. */
  declare readonly value: undefined;
  declare atHand: EntryAtHand | undefined;
  /** Its row may have changed. */
  declare isEnded: boolean;

  constructor({ id, nonce, key, stamp, written, expires, about, read }: HeadFields) {
    this.id = id;
    this.nonce = nonce;
    this.key = key;
    this.stamp = stamp;
    this.written = written;
    this.expiresAt = expires;
    this.about = about;
    this.read = read;
    this.value = undefined;
    this.atHand = undefined;
    this.isEnded = false;
  }

  get dependencies(): readonly string[] {
    return this.about.dependencies;
  }

  get provenAt(): number {
    return this.stamp.count >= this.about.provenFrom ? this.about.provenAt : -1;
  }

  set provenAt(version: number) {
    const { about, stamp } = this;
    about.provenFrom = about.provenAt === version ? Math.min(about.provenFrom, stamp.count) : stamp.count;
    about.provenAt = version;
  }

  end(): void {
    this.isEnded = true;
    this.atHand?.remove();
  }
}
