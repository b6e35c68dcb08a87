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
import type { Handle } from './handle.ts';

/** So many calls a half remembers, of all functions together: some megabytes. */
const MOST = 8192;

/** What a call asks its store. */
export interface KnownCall {
  readonly handle: Handle;
  readonly key: string;
  /** As the store has prepared it. */
  readonly request: ReadRequest;
}

type Level = Map<unknown, Level | KnownCall>;

export class KnownCalls {
  readonly #cache: Cache;
  #settings: Settings;
  #stores: Stores;
  #younger = new Map<Handle, Level>();
  #older = new Map<Handle, Level>();
  #size = 0;

  constructor(cache: Cache) {
    this.#cache = cache;
    this.#settings = cache.settings;
    this.#stores = cache.stores;
  }

  /**
   * What the call asks its store; `undefined` where none is to be asked: a parameter that names an entity holds no id.
   * @throws UnkeyableArgumentError (HF3001)
   */
  find(handle: Handle, store: Store, values: readonly unknown[]): KnownCall | undefined {
    const { settings, stores } = this.#cache;
    // What a key prints and a call depends on must come from the key's values alone.
    if (!handle.followsKey || settings.vary !== undefined) return ask(handle, store, values);
    if (settings !== this.#settings || stores !== this.#stores) this.#beginAnew(settings, stores);
    const known = findIn(this.#younger.get(handle), handle, values);
    if (known !== undefined) return known;
    const made = findIn(this.#older.get(handle), handle, values) ?? ask(handle, store, values);
    if (made !== undefined) this.#remember(made, values);
    return made;
  }

  #beginAnew(settings: Settings, stores: Stores): void {
    this.#settings = settings;
    this.#stores = stores;
    this.#younger = new Map();
    this.#older = new Map();
    this.#size = 0;
  }

  #remember(known: KnownCall, values: readonly unknown[]): void {
    const { handle } = known;
    const { holes } = handle.spec.key;
    for (let at = 0; at < holes; at++) if (!isPrimitive(values[at])) return;
    if (this.#size >= MOST) {
      this.#older = this.#younger;
      this.#younger = new Map();
      this.#size = 0;
    }
    this.#size++;
    let level = below(this.#younger, handle);
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

function isPrimitive(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function ask(handle: Handle, store: Store, values: readonly unknown[]): KnownCall | undefined {
  const call = handle.callWith(values, noBody);
  if (call.isUncached) return undefined;
  const { key, dependencies } = call;
  const request = { key, dependencies };
  return { handle, key, request: store.prepare?.(request) ?? request };
}

/** Nobody runs it. */
function noBody(): void {}
