import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { SealOptions } from '../../value/sealing.ts';
import type { EntryAtHand } from '../memory/entry-at-hand.ts';
import type { IndexedEntry, KeptAtHand } from '../memory/indexed-entry.ts';
import type { Head } from './head.ts';
import type { OwnSealedValue } from './seal-with-options.ts';
import { originalText } from './stored-text.ts';

/** How far ahead of ours the clock of an entry's writer may have been. */
const CLOCKS_DIFFER: Milliseconds = 60_000;

/** An entry as it was read. */
export class SqliteEntry implements IndexedEntry {
  declare readonly stamp: Stamp;
  declare readonly expiresAt: Milliseconds;
  declare readonly value: OwnSealedValue;
  readonly #head: Head;

  constructor(head: Head, stored: string | Uint8Array, now: Milliseconds) {
    this.#head = head;
    this.stamp = head.stamp;
    // Written in the future: the machine's clock was set back since, and the entry could live for years.
    this.expiresAt = head.written > now + CLOCKS_DIFFER ? Number.NEGATIVE_INFINITY : head.expiresAt;
    this.value = sealedOf(head, stored);
  }

  get id(): number {
    return this.#head.id;
  }

  get dependencies(): readonly string[] {
    return this.#head.dependencies;
  }

  get provenAt(): number {
    return this.#head.provenAt;
  }

  set provenAt(version: number) {
    this.#head.provenAt = version;
  }

  get atHand(): EntryAtHand | undefined {
    return this.#head.atHand;
  }

  set atHand(entry: EntryAtHand | undefined) {
    this.#head.atHand = entry;
  }

  /** Its row, and what reads it; `undefined` where it may have changed meanwhile. */
  hand(options: SealOptions): KeptAtHand | undefined {
    const head = this.#head;
    const { read } = head;
    if (read === undefined || head.isEnded) return undefined;
    return { row: head, kept: head, copier: () => read(head, options) };
  }
}

/** What the sealing made. */
export function sealedOf({ about }: Head, stored: string | Uint8Array): OwnSealedValue {
  const { codec, shape, options } = about;
  const payload = typeof stored === 'string' ? originalText(stored) : stored;
  if (options !== undefined) return { codec, ...(shape !== undefined && { shape }), payload, options };
  return shape === undefined ? { codec, payload } : { codec, shape, payload };
}
