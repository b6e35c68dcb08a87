/**
 * What calls with the same values of the key have in common, so that who asks a store again need not make key, names and
 * dependencies again: as for hits in memory one `Map` for each value of the key, which keeps 1 and "1" apart by itself.
 *
 * Of two halves each takes so many; when the younger one is full the older one is forgotten, and what is used of it is
 * in the younger one by then.
 */
import type { Cache, Stores } from '../cache.ts';
import type { Settings } from '../settings.ts';
import type { ReadRequest, Store } from '../store/port.ts';
import type { Call } from './call.ts';
import type { Handle } from './handle.ts';

/** So many calls a half remembers, of all functions together: some megabytes. */
const MOST = 8192;

/** What a call asks its store. */
export interface KnownCall {
  readonly handle: Handle;
  readonly key: string;
  readonly request: ReadRequest;
  /** The same as the store has prepared it; absent: it has not. */
  readonly prepared: ReadRequest | undefined;
  /** A parameter that names an entity holds no id: nothing is served. */
  readonly isUncached?: boolean | undefined;
  /** `remember` has nothing more to do. */
  isRemembered: boolean;
  /** What calls have in common that came under the same settings and stores; absent: it is not to be remembered. */
  readonly era?: object | undefined;
}

type Level = Map<unknown, Level | KnownCall>;

export class KnownCalls {
  readonly #cache: Cache;
  #settings: Settings;
  #stores: Stores;
  #younger = new Map<Handle, Level>();
  #older = new Map<Handle, Level>();
  #size = 0;
  /** The function that was asked for last, for the next call is mostly of the same, */
  #latest: Handle | undefined;
  /** and what the younger half knows of it. */
  #level: Level | undefined;
  #era: object = {};

  constructor(cache: Cache) {
    this.#cache = cache;
    this.#settings = cache.settings;
    this.#stores = cache.stores;
  }

  /** What a call with these values asks its store; `undefined`: that is not known. */
  find(handle: Handle, values: readonly unknown[]): KnownCall | undefined {
    const { settings, stores } = this.#cache;
    if (!this.#canRemember(handle)) return undefined;
    if (settings !== this.#settings || stores !== this.#stores) this.#beginAnew(settings, stores);
    const younger = findIn(this.#levelOf(handle), handle, values);
    if (younger !== undefined) return younger;
    const older = findIn(this.#older.get(handle), handle, values);
    if (older !== undefined) this.#put(older, values);
    return older;
  }

  /** What the call asks its store, where it was not known. */
  prepare(call: Call, store: Store): KnownCall {
    const { handle, key, values, dependencies, isUncached } = call;
    const request = { key, dependencies };
    const prepared = store.prepare?.(request);
    call.asked = prepared;
    const isRemembered = !this.#canRemember(handle) || !hasOnlyPrimitives(values, handle.spec.key.holes);
    return { handle, key, request: prepared ?? request, prepared, isUncached, isRemembered, era: this.#era };
  }

  /** Something is stored for the call, so it is worth it. @param values those that it was found by */
  remember(known: KnownCall, values: readonly unknown[]): void {
    // What came before the settings or stores were replaced has another key, or asks another store.
    if (known.isRemembered || known.era !== this.#era) return;
    known.isRemembered = true;
    this.#put(known, values);
  }

  /** What a key prints and a call depends on must come from the key's values alone. */
  #canRemember(handle: Handle): boolean {
    return handle.followsKey && this.#cache.settings.vary === undefined;
  }

  #levelOf(handle: Handle): Level | undefined {
    if (this.#latest !== handle) {
      this.#latest = handle;
      this.#level = this.#younger.get(handle);
    }
    return this.#level;
  }

  #beginAnew(settings: Settings, stores: Stores): void {
    this.#settings = settings;
    this.#stores = stores;
    this.#younger = new Map();
    this.#older = new Map();
    this.#size = 0;
    this.#latest = undefined;
    this.#level = undefined;
    this.#era = {};
  }

  #put(known: KnownCall, values: readonly unknown[]): void {
    const { handle } = known;
    const { holes } = handle.spec.key;
    if (this.#size >= MOST) {
      this.#older = this.#younger;
      this.#younger = new Map();
      this.#size = 0;
    }
    this.#size++;
    let level = below(this.#younger, handle);
    this.#latest = handle;
    this.#level = level;
    for (let at = 0; at < holes - 1; at++) level = below(level, values[at]);
    level.set(lastOf(values, holes), known);
  }
}

/** What stands there. */
function findIn(root: Level | undefined, { spec }: Handle, values: readonly unknown[]): KnownCall | undefined {
  const { holes } = spec.key;
  let level = root;
  for (let at = 0; at < holes - 1; at++) {
    // All calls of a function have as many values: above the last one stand maps,
    level = level?.get(values[at]) as Level | undefined;
  }
  // and under it is what was remembered.
  return level?.get(lastOf(values, holes)) as KnownCall | undefined;
}

/** What a function without any value knows stands under `undefined`. */
function lastOf(values: readonly unknown[], holes: number): unknown {
  return holes === 0 ? undefined : values[holes - 1];
}

/** The map under this place, made where there is none. */
function below<Key>(level: Map<Key, Level | KnownCall> | Map<Key, Level>, place: Key): Level {
  // As above.
  let next = level.get(place) as Level | undefined;
  if (next === undefined) {
    next = new Map();
    level.set(place, next);
  }
  return next;
}

function hasOnlyPrimitives(values: readonly unknown[], holes: number): boolean {
  for (let at = 0; at < holes; at++) if (typeof values[at] === 'object' && values[at] !== null) return false;
  return true;
}

/** What a call asks its store that is not asked again. */
export function knownOf(call: Call): KnownCall {
  const { handle, key, isUncached } = call;
  return { handle, key, request: call, prepared: undefined, isUncached, isRemembered: true };
}
