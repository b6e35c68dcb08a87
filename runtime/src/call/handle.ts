/**
 * What compiled code holds of one function: `hit` is asked first, `run` when it answers `MISS`.
 *
 * `run` is a field, not a method: `capture` puts another in its place for the moment of one call.
 */
import type { CacheOf } from '../api/cache-of.ts';
import { type Cache, storeOf } from '../cache.ts';
import { compileTags, type TagsOf } from '../key/compile-tags.ts';
import type { CompiledFile, FunctionSpec } from '../spec.ts';
import { EVERYTHING, functionDependency, tagDependency } from '../stamp/dependency.ts';
import type { RawIndex } from '../store/memory/raw-index.ts';
import type { Entry, Store } from '../store/port.ts';
import type { Copier } from '../value/copy-value.ts';
import type { HeldValue } from '../value/memory-sealing.ts';
import type { SealOptions } from '../value/sealing.ts';
import { type Applied, applySettings } from './apply-settings.ts';
import type { AtHand } from './at-hand.ts';
import type { Call } from './call.ts';
import type { Target } from './capture.ts';
import { hasOtherShape, readValue } from './look.ts';
import { MISS } from './miss.ts';
import { recordHit } from './record.ts';
import { serve } from './serve.ts';
import { driveAsync, driveSync, type Steps } from './steps.ts';

/** Passed on where V8 shall make no part of the caller of what is called: it does so where the arguments are no list. */
const NOTHING: readonly [] = [];

/** Any function of the user's. */
export type AnyFunction = (...args: never[]) => unknown;

export class Handle {
  declare readonly cache: Cache;
  declare readonly spec: FunctionSpec;
  declare readonly file: string;
  declare readonly namespace: string;
  /** The function's own dependency; its entries are counted under it. */
  declare readonly owner: string;
  hits = 0;
  misses = 0;
  /** The function that was attached last; a class evaluated twice attaches twice. */
  attached: AnyFunction | undefined;
  /** The classes and prototypes whose method it is, where a decorator may put another function in its place. */
  homes: WeakSet<object> | undefined;
  /** What a call with these values depends on, as far as they tell. `tracked` adds what it depends on besides. */
  declare dependenciesOf: (values: readonly unknown[]) => readonly string[];
  /** No dependency names a value that is not in the key. While `capture` takes down a call nothing is served: `false`. */
  declare followsKey: boolean;
  /** All calls have the same dependencies. */
  declare isFixed: boolean;
  /** Of its results, and of what it looks for in them: an entry of another shape is a miss. */
  declare shape: string | undefined;
  /** Keeps its entries at hand; absent: there was no hit in memory yet. */
  atHand: AtHand | undefined;
  /** They themselves, by the raw values of the key. */
  index: RawIndex | undefined;
  /** The build's copy of an object with the fields that the result's type names, and no others; absent: it wrote none. */
  copyRow: Copier | undefined;
  /** What `cacheOf` gives for the function; absent: what it gives for all. */
  operations: ((target: Target) => CacheOf<AnyFunction>) | undefined;
  /** The value of the call, computed by `body` where it is not served. A promise where the function is asynchronous. */
  declare run: (body: () => unknown, ...values: unknown[]) => unknown;

  readonly #fixed: readonly string[];
  readonly #tagsOf: TagsOf;
  /** The list that was last found to hold them; a store gives one list to all entries that have the same. */
  #covering: readonly string[] | undefined;
  #applied: Applied | undefined;

  constructor(cache: Cache, file: CompiledFile, spec: FunctionSpec) {
    this.cache = cache;
    this.spec = spec;
    this.file = file.file;
    this.namespace = file.namespace;
    this.owner = functionDependency(file.namespace, spec.id);
    this.#fixed = Object.freeze([EVERYTHING, this.owner]);
    this.#tagsOf = compileTags(spec);
    this.shape = spec.shape;
    this.dependenciesOf = (values) => this.#listTags(values);
    const pieces = (spec.tags ?? []).flat();
    this.followsKey = pieces.every((piece) => typeof piece === 'string' || piece < spec.key.holes);
    this.isFixed = pieces.every((piece) => typeof piece === 'string');
    // `hit` has parameters for as many values.
    if (spec.key.holes > 3) this.hit = this.ask;
    this.run = (body, ...values) => this.compute(body, values, ...NOTHING);
  }

  /** `run`, where nothing has taken its place. */
  compute(body: () => unknown, values: readonly unknown[]): unknown {
    const { cache } = this;
    return cache.serveSoon?.(this, values, body) ?? this.drive(serve(cache, this.callWith(values, body)));
  }

  /** Remembers the function for `cacheOf(fn)` and answers it. */
  attach<F extends AnyFunction>(fn: F, home?: object): F {
    this.cache.byFunction.set(fn, this);
    this.attached = fn;
    if (home !== undefined) {
      this.homes ??= new WeakSet();
      this.homes.add(home);
    }
    return fn;
  }

  /** Remembers an object literal's method and answers the object. */
  attachIn<O extends object>(object: O, method: string): O {
    // The build names methods only.
    this.attach(Reflect.get(object, method) as AnyFunction);
    return object;
  }

  /** The printed key of a call with these values. @throws UnkeyableArgumentError (HF3001) */
  keyOf(values: readonly unknown[]): string {
    return this.#apply().keyOf(values);
  }

  /** How results of the function are held. */
  get options(): SealOptions {
    return this.#apply().options;
  }

  /** A call with the values of all its holes. @param key where it is known already @throws UnkeyableArgumentError (HF3001) */
  callWith(values: readonly unknown[], body: () => unknown, key = this.keyOf(values)): Call {
    const { spec } = this;
    // The build passes a function in this hole (behind the last one is none, and to look before the first takes long),
    const keeps = values[spec.if ?? values.length] as Call['keeps'];
    // and in this one.
    const finds = values[spec.finds ?? values.length] as Call['finds'];
    return {
      handle: this,
      key,
      values,
      dependencies: this.dependenciesOf(values),
      body,
      keeps,
      finds,
      asked: undefined,
    };
  }

  /** Something of this function failed without failing a call. */
  report(operation: string, error: unknown): void {
    this.cache.events.emit('error', { operation, error, id: this.spec.id });
  }

  /** What the settings decide, made anew when they were replaced. */
  #apply(): Applied {
    const { settings } = this.cache;
    if (this.#applied?.settings !== settings) this.#applied = applySettings(settings, this);
    return this.#applied;
  }

  #listTags(values: readonly unknown[]): readonly string[] {
    const tags = this.#tagsOf(values);
    if (tags.length === 0) return this.#fixed;
    return [...this.#fixed, ...new Set(tags.map((tag) => tagDependency(tag, this.owner)))];
  }

  /**
   * The value of the call with these values of the key's holes, or `MISS`. A method with parameters that is never
   * replaced: so V8 makes it part of the function that calls it.
   */
  hit(...keyValues: readonly unknown[]): unknown;
  hit(first?: unknown, second?: unknown, third?: unknown): unknown {
    const value = this.index?.find(first, second, third)?.serve(this);
    if (value !== undefined) return value;
    // Who captures a call must not ask for the store, which may be missing yet.
    if (this.followsKey && !storeOf(this.cache, this.spec).hit) return MISS;
    // A list of what is not known: so V8 leaves what is seldom out of the function that calls.
    return this.ask(...[first, second, third].slice(0, this.spec.key.holes));
  }

  /** The same where nothing is served without a closer look. */
  ask(...keyValues: readonly unknown[]): unknown {
    const entry = this.index?.find(...keyValues);
    return entry ? entry.ask(this, keyValues) : this.hitAt(keyValues);
  }

  /** The value that is served at once for these values of the key's holes, or `MISS`. */
  hitAt(keyValues: readonly unknown[], knownKey?: string): unknown {
    const { cache } = this;
    // What only `serve` decides: whether an entry may be served at all.
    if (!this.followsKey || !cache.settings.enabled || cache.outbox?.isEmpty === false || cache.scopes.isDirty())
      return MISS;
    const store = storeOf(cache, this.spec);
    if (!store.hit || (cache.stores.several && cache.currentFlight.mixes(store))) return MISS;
    const key = knownKey ?? this.keyOf(keyValues);
    const value = this.#hitIn(store, key, keyValues);
    if (value !== MISS) recordHit(cache, this, key);
    return value;
  }

  /** The value where it can be had at once. */
  #hitIn(store: Store, key: string, keyValues: readonly unknown[]): unknown {
    try {
      const entry = store.hit?.(key);
      if (entry === undefined) return MISS;
      const { options } = this;
      // What this very declaration stored in memory has its options, and only what memory holds has any.
      const isOwn = (entry.value as Partial<HeldValue>).options === options;
      if (isOwn) this.cache.keepAtHand(this, { keyValues, entry, store });
      else if (!this.#fits(entry, keyValues)) return MISS;
      return readValue(store, entry, options);
    } catch {
      // `run` asks the store again, and what fails there is an event.
      return MISS;
    }
  }

  /**
   * Whether the entry says itself that it depends on all that this call depends on, and has its shape. Otherwise `serve`
   * looks closer.
   */
  #fits(entry: Entry, keyValues: readonly unknown[]): boolean {
    const { dependencies } = entry;
    if (hasOtherShape(entry, this.options)) return false;
    if (dependencies === this.#covering) return true;
    const fits = this.dependenciesOf(keyValues).every((name) => dependencies.includes(name));
    if (fits && this.isFixed) this.#covering = dependencies;
    return fits;
  }

  /** Goes through the steps of a call: to its value, or to a promise of it where the function is asynchronous. */
  drive(steps: Steps<unknown>): unknown {
    return this.spec.calls === 'sync' ? driveSync(steps) : driveAsync(steps, this.cache.surroundings.pause);
  }
}
