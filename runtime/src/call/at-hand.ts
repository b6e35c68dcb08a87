/**
 * Hits in the process's own memory, without a key string: the function keeps its entries by the raw values of their
 * keys. An entry is served if nothing at all was invalidated since it was last found good (one comparison), and neither
 * the settings nor the stores are others than those it was put here under. In every other case the answer is `MISS`, and
 * the store is asked by key.
 */
import type { Cache, Stores } from '../cache.ts';
import { coarseClock } from '../coarse-clock.ts';
import type { Settings } from '../settings.ts';
import type { IndexedEntry } from '../store/memory/indexed-entry.ts';
import { addToIndex, Branch } from '../store/memory/raw-index.ts';
import { type Recency, recencyOf } from '../store/memory/recency.ts';
import type { Entry, Resident, Store } from '../store/port.ts';
import type { Milliseconds } from '../units.ts';
import { share } from '../value/copy-value.ts';
import type { HeldValue } from '../value/memory-sealing.ts';
import type { Handle } from './handle.ts';
import { MISS } from './miss.ts';

/** What of a cache an index belongs to. */
interface Ground {
  readonly index: Branch;
  readonly settings: Settings;
  readonly stores: Stores;
  readonly resident: Resident;
  readonly recency: Recency;
  readonly now: () => Milliseconds;
}

export class AtHand {
  readonly #cache: Cache;
  readonly #handle: Handle;
  /** The emitted function makes a promise of what it is given, so it may be given one. */
  readonly #givesPromises: boolean;
  #ground: Ground | undefined;

  constructor(handle: Handle) {
    this.#cache = handle.cache;
    this.#handle = handle;
    this.#givesPromises = handle.spec.types?.dropsAsync === true;
  }

  /** `hit` for so many values; others for one and two, since a list of them would have to be made for every hit. */
  hitFor(count: number, ask: (keyValues: readonly unknown[]) => unknown): (...keyValues: unknown[]) => unknown {
    if (count === 1) {
      return (value) => {
        const served = this.#serve(this.#ground?.index.get(value));
        return served === MISS ? ask([value]) : served;
      };
    }
    if (count === 2) {
      return (first, second) => {
        const served = this.#serve(below(this.#ground?.index.get(first))?.get(second));
        return served === MISS ? ask([first, second]) : served;
      };
    }
    return (...values) => {
      let found: Branch | IndexedEntry | undefined = this.#ground?.index;
      for (const value of values) found = below(found)?.get(value);
      const served = this.#serve(found);
      return served === MISS ? ask(values) : served;
    };
  }

  #serve(found: Branch | IndexedEntry | undefined): unknown {
    const ground = this.#ground;
    if (found === undefined || ground === undefined) return MISS;
    // What stands under the last value is an entry.
    const entry = found as IndexedEntry;
    if (entry.provenAt !== ground.resident.version()) return MISS;
    const { settings, stores, scopes, outbox, events } = this.#cache;
    if (ground.settings !== settings || ground.stores !== stores) return MISS;
    if (scopes.open > 0 || outbox?.isEmpty === false || events.hearsHits) return MISS;
    if (entry.expiresAt <= ground.now()) return MISS;
    ground.recency.note(entry);
    this.#handle.hits++;
    // Memory holds what its sealing made.
    const { kept, copier } = entry.value as HeldValue;
    if (copier !== share) return copier(kept);
    if (!this.#givesPromises) return kept;
    entry.promise ??= Promise.resolve(kept);
    return entry.promise;
  }

  /** Keeps an entry that the store gave for these values of the key, where nothing but these tells which one it is. */
  keep(values: readonly unknown[], given: Entry, { resident }: Store): void {
    const { settings, stores, surroundings } = this.#cache;
    if (resident === undefined || settings.vary !== undefined || stores.several) return;
    if (this.#ground?.settings !== settings || this.#ground.stores !== stores) {
      // Whoever replaces the surroundings replaces the stores.
      const now = surroundings.isFine === false ? coarseClock(surroundings.now) : surroundings.now;
      this.#ground = { index: new Branch(), settings, stores, resident, recency: recencyOf(resident), now };
    }
    // A store that has `resident` gives entries of this kind.
    const entry = given as IndexedEntry;
    if (entry.branch === undefined) addToIndex(this.#ground.index, values, entry);
  }
}

/** What stands above the last value. */
function below(found: Branch | IndexedEntry | undefined): Branch | undefined {
  // All calls of a function have as many values, so it is a map.
  return found as Branch | undefined;
}
