/**
 * Hits in the process's own memory, without a key string: the function keeps its entries by the raw values of their
 * keys. An entry is served if nothing at all was invalidated since it was last found good (one comparison), and neither
 * the settings nor the stores are others than those it was put here under. In every other case the answer is `MISS`, and
 * the store is asked by key.
 */
import type { Cache, Stores } from '../cache.ts';
import { coarseClock } from '../coarse-clock.ts';
import type { Settings } from '../settings.ts';
import { EntryAtHand } from '../store/memory/entry-at-hand.ts';
import type { IndexedEntry } from '../store/memory/indexed-entry.ts';
import { Branch, branchOf } from '../store/memory/raw-index.ts';
import { type Recency, recencyOf } from '../store/memory/recency.ts';
import type { Resident } from '../store/port.ts';
import type { Milliseconds } from '../units.ts';
import { share } from '../value/copy-value.ts';
import type { HeldValue } from '../value/memory-sealing.ts';
import { quickCopier } from '../value/quick-copier.ts';
import type { Handle } from './handle.ts';
import type { Given, KeepAtHand } from './load-at-hand.ts';
import { MISS } from './miss.ts';

/** What of a cache an index belongs to. */
interface Ground {
  readonly index: Branch;
  readonly settings: Settings;
  readonly stores: Stores;
  readonly resident: Resident;
  readonly recency: Recency;
  /** The instant that its time is counted from. */
  readonly zero: Milliseconds;
  /** Whole milliseconds since then. */
  readonly age: () => Milliseconds;
}

export class AtHand {
  readonly #cache: Cache;
  readonly #handle: Handle;
  /** The emitted function makes a promise of what it is given, so it may be given one. */
  readonly #givesPromises: boolean;
  #ground: Ground | undefined;

  /** From here on the function asks here first. */
  constructor(handle: Handle) {
    this.#cache = handle.cache;
    this.#handle = handle;
    this.#givesPromises = handle.spec.types?.dropsAsync === true;
    handle.hit = this.#hitFor(handle.spec.key.holes);
  }

  /** `hit` for so many values; others for up to three, since a list of them would have to be made for every hit. */
  #hitFor(count: number): Handle['hit'] {
    // What has no value at all stands under `undefined`.
    if (count === 0) return () => this.#serve(this.#ground?.index.get(undefined), []);
    if (count === 1) {
      return (value) => {
        const ground = this.#ground;
        const found = ground?.index.get(value);
        return ground !== undefined && this.#isGood(found, ground) ? this.#handOut(found, ground) : this.#ask([value]);
      };
    }
    if (count === 2) {
      return (first, second) => {
        const ground = this.#ground;
        const found = below(ground?.index.get(first))?.get(second);
        if (ground !== undefined && this.#isGood(found, ground)) return this.#handOut(found, ground);
        return this.#ask([first, second]);
      };
    }
    if (count === 3) {
      return (first, second, third) => {
        const ground = this.#ground;
        const found = below(below(ground?.index.get(first))?.get(second))?.get(third);
        if (ground !== undefined && this.#isGood(found, ground)) return this.#handOut(found, ground);
        return this.#ask([first, second, third]);
      };
    }
    return (...values) => {
      let found: Branch | EntryAtHand | undefined = this.#ground?.index;
      for (const value of values) found = below(found)?.get(value);
      return this.#serve(found, values);
    };
  }

  #serve(found: Branch | EntryAtHand | undefined, values: readonly unknown[]): unknown {
    const ground = this.#ground;
    return ground !== undefined && this.#isGood(found, ground) ? this.#handOut(found, ground) : this.#ask(values);
  }

  #ask(values: readonly unknown[]): unknown {
    // What was at hand of a store that is no longer in use must not be held in memory.
    if (this.#ground !== undefined && !this.#stands(this.#ground)) this.#ground = undefined;
    return this.#handle.hitAt(values);
  }

  /** Whether the settings and the stores are those that the entries were kept under. */
  #stands({ settings, stores }: Ground): boolean {
    return settings === this.#cache.settings && stores === this.#cache.stores;
  }

  #mayServe(ground: Ground): boolean {
    const { scopes, outbox, events } = this.#cache;
    return this.#stands(ground) && scopes.open === 0 && outbox?.isEmpty !== false && !events.hearsHits;
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
    const age = ground.age();
    const served: unknown[] = [];
    for (const item of items) {
      let found: Branch | EntryAtHand | undefined = index;
      for (let at = 0; at < keyValues.length; at++) found = below(found)?.get(at === hole ? item : keyValues[at]);
      // What stands under the last value is an entry.
      const entry = found as EntryAtHand | undefined;
      if (entry === undefined || entry.version !== version || entry.freshUntil <= age) {
        served.push(MISS);
        continue;
      }
      recency.note(entry);
      served.push(this.#copy(entry));
    }
    return served;
  }

  /** Whether what stands under all values may be served: an entry, for it stands under the last. */
  #isGood(found: Branch | EntryAtHand | undefined, ground: Ground): found is EntryAtHand {
    // All calls of a function have as many values.
    const entry = found as EntryAtHand | undefined;
    if (entry === undefined || entry.version !== ground.resident.version()) return false;
    return this.#mayServe(ground) && entry.freshUntil > ground.age();
  }

  #handOut(entry: EntryAtHand, { recency }: Ground): unknown {
    if (entry.usedAt > recency.toldAt) entry.usedAt = ++recency.uses;
    else recency.note(entry);
    const { kept, copier } = entry;
    if (copier !== share) return this.#copy(entry);
    this.#handle.hits++;
    if (!this.#givesPromises) return kept;
    entry.promise ??= Promise.resolve(kept);
    return entry.promise;
  }

  #copy({ kept, copier }: EntryAtHand): unknown {
    try {
      const copy = copier(kept);
      this.#handle.hits++;
      return copy;
    } catch {
      // The caller's stack has no room for a value that is nested deep. `run` asks the store again, and what fails there
      // is an event.
      return MISS;
    }
  }

  /** Keeps an entry that the store gave for these values of the key, where nothing but these tells which one it is. */
  keep({ keyValues, entry: given, store: { resident } }: Given): void {
    const { settings, stores } = this.#cache;
    if (resident === undefined || settings.vary !== undefined || stores.several) return;
    if (this.#ground === undefined || !this.#stands(this.#ground)) this.#ground = layGround(this.#cache, resident);
    // A store that has `resident` gives entries of this kind.
    const entry = given as IndexedEntry;
    if (entry.atHand === undefined) this.#add(this.#ground, keyValues, entry);
    else entry.atHand.version = entry.provenAt;
  }

  #add({ index, zero }: Ground, keyValues: readonly unknown[], entry: IndexedEntry): void {
    const branch = branchOf(index, keyValues);
    if (branch === undefined) return;
    // Memory holds what its sealing made.
    const { kept, copier: given } = entry.value as HeldValue;
    const copier = given === share ? share : (quickCopier(kept) ?? given);
    const raw = keyValues.at(-1);
    entry.atHand = new EntryAtHand(entry, { branch, raw, copier, zero });
    branch.set(raw, entry.atHand);
  }
}

/** Keeps what a store gave to the function, as `AtHand#keep` does. */
export const keepAtHand: KeepAtHand = (handle, given) => {
  handle.atHand ??= new AtHand(handle);
  if (given !== undefined) handle.atHand.keep(given);
};

function layGround({ settings, stores, surroundings }: Cache, resident: Resident): Ground {
  // Whoever replaces the surroundings replaces the stores.
  const { now, isFine = true } = surroundings;
  const zero = Math.floor(now());
  const count = (): Milliseconds => Math.floor(now() - zero);
  const age = isFine ? count : coarseClock(now, zero);
  return { index: new Branch(), settings, stores, resident, recency: recencyOf(resident), zero, age };
}

/** What stands above the last value. */
function below(found: Branch | EntryAtHand | undefined): Branch | undefined {
  // All calls of a function have as many values, so it is a map.
  return found as Branch | undefined;
}
