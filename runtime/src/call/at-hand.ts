/**
 * Hits in the process's own memory, without a key string: the function keeps its entries by the raw values of their
 * keys. An entry is served if nothing at all has changed since it was last found good, which is one comparison: what it
 * goes by takes the mark of all entries when it changes (endAtHand). Then an entry is served if nothing was invalidated
 * since the store found it good, and neither the settings nor the stores are others than those it was put here under.
 * In every other case the answer is `MISS`, and the store is asked by key.
 */
import type { Cache, Stores } from '../cache.ts';
import type { Settings } from '../settings.ts';
import { EntryAtHand } from '../store/memory/entry-at-hand.ts';
import type { IndexedEntry, KeptAtHand } from '../store/memory/indexed-entry.ts';
import { type Branch, type Found, placeOf, type RawIndex, rawIndex, underLast } from '../store/memory/raw-index.ts';
import { type Recency, recencyOf } from '../store/memory/recency.ts';
import type { Resident } from '../store/port.ts';
import { share } from '../value/copy-value.ts';
import type { HeldValue } from '../value/memory-sealing.ts';
import { quickCopier } from '../value/quick-copier.ts';
import { type RowCopier, rowCopier } from '../value/row-copier.ts';
import type { Handle } from './handle.ts';
import type { Given, KeepAtHand } from './load-at-hand.ts';
import { MISS } from './miss.ts';

/** What of a cache an index belongs to. */
interface Ground {
  readonly index: RawIndex;
  readonly settings: Settings;
  readonly stores: Stores;
  readonly resident: Resident;
  readonly recency: Recency;
}

export class AtHand {
  readonly #cache: Cache;
  readonly #handle: Handle;
  /** The emitted function makes a promise of what it is given, so it may be given one. */
  readonly #givesPromises: boolean;
  /** Of its results, where the build wrote one. */
  #rows: RowCopier | undefined;
  #ground: Ground | undefined;

  constructor(handle: Handle) {
    this.#cache = handle.cache;
    this.#handle = handle;
    // What is at hand of a batch goes into a list.
    this.#givesPromises = handle.spec.types?.dropsAsync === true && handle.spec.batch === undefined;
  }

  /** Whether the settings and the stores are those that the entries were kept under. */
  #stands({ settings, stores }: Ground): boolean {
    return settings === this.#cache.settings && stores === this.#cache.stores;
  }

  /** Nothing forbids to serve what is at hand. What was at hand of a store that is no longer in use is given up. */
  #mayServe(ground: Ground): boolean {
    const { scopes, outbox, events } = this.#cache;
    if (!this.#stands(ground)) this.#lay(undefined);
    return this.#stands(ground) && scopes.open === 0 && outbox?.isEmpty !== false && !events.listens('hit');
  }

  /** Whether an entry may be served that was found here. */
  isGood(entry: EntryAtHand): boolean {
    const ground = this.#ground;
    if (ground === undefined || entry.row.provenAt !== ground.resident.version()) return false;
    return this.#mayServe(ground) && entry.freshUntil > ground.recency.readAge();
  }

  /**
   * For calls that differ in one value of the key only, the items of a batch: the value of each, or `MISS`; `undefined`
   * where none can be at hand.
   */
  serveEach(keyValues: readonly unknown[], hole: number, items: readonly unknown[]): unknown[] | undefined {
    const ground = this.#ground;
    if (ground === undefined || !this.#mayServe(ground)) return undefined;
    const version = ground.resident.version();
    const { index, recency } = ground;
    const age = recency.readAge();
    const last = keyValues.length - 1;
    // What stands under the values before the item's, which all items have.
    let shared: Found | undefined = index;
    for (let at = 0; at < hole; at++) shared = below(shared)?.get(keyValues[at]);
    // As long as it will be: a list that grows is copied on the way.
    const served = new Array<unknown>(items.length);
    let place = 0;
    for (const item of items) {
      let found = hole < last ? below(shared)?.get(item) : shared;
      for (let at = hole + 1; at < last; at++) found = below(found)?.get(keyValues[at]);
      const entry = underLast(found, hole < last ? keyValues[last] : item);
      const isNoted = entry?.mark === recency.mark;
      if (entry === undefined || entry.freshUntil <= age || !(isNoted || entry.row.provenAt === version)) {
        served[place++] = MISS;
        continue;
      }
      if (isNoted) entry.usedAt = ++recency.uses;
      else recency.note(entry);
      served[place++] = entry.give(this.#handle);
    }
    return served;
  }

  /** Keeps an entry that the store gave for these values of the key, where nothing but these tells which one it is. */
  keep({ keyValues, entry: given, store: { resident } }: Given): void {
    const { settings, stores } = this.#cache;
    if (resident === undefined || settings.vary !== undefined || stores.several) return;
    if (this.#ground === undefined || !this.#stands(this.#ground)) this.#lay(this.#groundOn(resident));
    // A store that has `resident` gives entries of this kind.
    const entry = given as IndexedEntry;
    if (entry.atHand === undefined && this.#ground !== undefined) this.#add(this.#ground, keyValues, entry);
  }

  /** What is at hand belongs to a store that goes out of use, and must not be held in memory. */
  giveUp(): void {
    this.#lay(undefined);
  }

  /** Emitted code gives it to the handle when it has it, which may be after this was made. */
  #readRows(): RowCopier | undefined {
    const { copyRow } = this.#handle;
    this.#rows ??= copyRow && rowCopier(copyRow);
    return this.#rows;
  }

  #groundOn(resident: Resident): Ground {
    const { settings, stores, surroundings } = this.#cache;
    // Whoever replaces the surroundings replaces the stores.
    const recency = recencyOf(resident, surroundings);
    return { index: rawIndex(this.#handle.spec.key.holes), settings, stores, resident, recency };
  }

  #lay(ground: Ground | undefined): void {
    this.#ground = ground;
    this.#handle.index = ground?.index;
  }

  #add({ index, recency }: Ground, keyValues: readonly unknown[], entry: IndexedEntry): void {
    const given = entry.hand?.(this.#handle.options);
    if (entry.hand !== undefined && given === undefined) return;
    const place = placeOf(index, keyValues);
    if (place === undefined) return;
    const { row, kept: held, copier } = given ?? handOf(entry, this.#readRows());
    const kept = this.#givesPromises && copier === undefined ? Promise.resolve(held) : held;
    entry.atHand = new EntryAtHand(row, { ...place, raw: keyValues.at(-1), kept, copier, recency });
  }
}

/** Keeps what a store gave to the function, as `AtHand#keep` does. */
export const keepAtHand: KeepAtHand = (handle, given) => {
  handle.atHand ??= new AtHand(handle);
  if (given !== undefined) handle.atHand.keep(given);
};

/** What is kept of an entry that holds its value. */
function handOf(entry: IndexedEntry, rows: RowCopier | undefined): KeptAtHand {
  // Memory holds what its sealing made.
  const { kept, copier } = entry.value as HeldValue;
  return { row: entry, kept, copier: copier === share ? undefined : (quickCopier(kept, rows) ?? copier) };
}

/** What stands above the last two values. */
function below(found: Found | undefined): Branch | undefined {
  // All calls of a function have as many values, so it is a map.
  return found as Branch | undefined;
}
