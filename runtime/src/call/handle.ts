/**
 * What compiled code holds of one function: `hit` is asked first, `run` when it answers `MISS`.
 *
 * `hit` and `run` are fields, not methods: `capture` puts others in their place for the moment of one call.
 */
import { type Cache, storeOf } from '../cache.ts';
import { SyncStoreError } from '../errors.ts';
import type { Settings } from '../settings.ts';
import type { CompiledFile, FunctionSpec } from '../spec.ts';
import { EVERYTHING, functionDependency, tagDependency } from '../stamp/dependency.ts';
import type { Entry, Store } from '../store/port.ts';
import type { IsolatedValue } from '../value/isolate.ts';
import type { Call } from './call.ts';
import { compileCall, type KeyOf, type TagsOf } from './compile-call.ts';
import { valueOf } from './look.ts';
import { MISS } from './miss.ts';
import { recordHit } from './record.ts';
import { serve } from './serve.ts';
import { driveAsync, driveSync } from './steps.ts';

/** Any function of the user's. */
export type AnyFunction = (...args: never[]) => unknown;

export class Handle {
  readonly spec: FunctionSpec;
  readonly file: string;
  readonly namespace: string;
  /** The function's own dependency; its entries are counted under it. */
  readonly owner: string;
  hits = 0;
  misses = 0;
  /** The function that was attached last; a class evaluated twice attaches twice. */
  attached: AnyFunction | undefined;
  /** The value of the call with these values of the key's holes, or `MISS`. */
  hit: (...keyValues: unknown[]) => unknown;
  /** The value of the call, computed by `body` where it is not served. A promise where the function is asynchronous. */
  run: (body: () => unknown, ...values: unknown[]) => unknown;

  readonly #cache: Cache;
  readonly #fixed: readonly string[];
  readonly #tagsOf: TagsOf;
  /** No tag names a value that is not in the key. */
  readonly #tagsFollowKey: boolean;
  /** Compiled for these settings. */
  #settings: Settings | undefined;
  #keyOf: KeyOf = () => '';

  constructor(cache: Cache, file: CompiledFile, spec: FunctionSpec) {
    this.#cache = cache;
    this.spec = spec;
    this.file = file.file;
    this.namespace = file.namespace;
    this.owner = functionDependency(file.namespace, spec.id);
    this.#fixed = Object.freeze([EVERYTHING, this.owner]);
    this.#tagsOf = compileCall(spec).tagsOf;
    this.#tagsFollowKey = (spec.tags ?? [])
      .flat()
      .every((piece) => typeof piece === 'string' || piece < spec.key.holes);
    this.hit = (...keyValues) => this.#hit(keyValues);
    this.run = (body, ...values) => this.#run(body, values);
  }

  /** Remembers the function for `cacheOf(fn)` and answers it. */
  attach<F extends AnyFunction>(fn: F): F {
    this.#cache.byFunction.set(fn, this);
    this.attached = fn;
    return fn;
  }

  /** Remembers an object literal's method and answers the object. */
  attachIn<O extends object>(object: O, method: string): O {
    const fn: unknown = Reflect.get(object, method);
    // The build names methods only.
    this.attach(fn as AnyFunction);
    return object;
  }

  /** The printed key of a call with these values. @throws UnkeyableArgumentError (HF3001) */
  keyOf(values: readonly unknown[]): string {
    const { settings } = this.#cache;
    if (this.#settings !== settings) {
      this.#settings = settings;
      this.#keyOf = compileCall(this.spec).keyIn({ prefix: settings.prefix, namespace: this.namespace });
    }
    return this.#keyOf(values);
  }

  /** A call with the values of all its holes. @throws UnkeyableArgumentError (HF3001) */
  callWith(values: readonly unknown[], body: () => unknown): Call {
    const tags = this.#tagsOf(values);
    return {
      handle: this,
      key: this.keyOf(values),
      dependencies: tags.length === 0 ? this.#fixed : [...this.#fixed, ...new Set(tags.map(tagDependency))],
      body,
    };
  }

  /** Something of this function failed without failing a call. */
  report(operation: string, error: unknown): void {
    this.#cache.events.emit('error', { operation, error, id: this.spec.id });
  }

  #hit(keyValues: readonly unknown[]): unknown {
    const cache = this.#cache;
    const key = this.keyOf(keyValues);
    // What only `serve` decides: whether an entry may be served at all.
    if (!cache.settings.enabled || !cache.outbox.isEmpty || cache.scopes.isDirty()) return MISS;
    const store = storeOf(cache, this.spec);
    if (cache.stores.several && cache.currentFlight.mixes(store)) return MISS;
    const value = this.#hitIn(store, key);
    if (value !== MISS) recordHit(cache, this, key);
    return value;
  }

  /** The value where it can be had at once. */
  #hitIn(store: Store, key: string): unknown {
    try {
      const entry = store.hit?.(key);
      return entry === undefined || !this.#hasOwnDependencies(entry) ? MISS : valueOf(entry);
    } catch {
      // `run` asks the store again, and what fails there is an event.
      return MISS;
    }
  }

  /**
   * Whether the entry certainly depends on all that this call depends on: this very declaration stored it, and its tags
   * follow from the key. Otherwise `serve` compares, with all values of the call.
   */
  #hasOwnDependencies(entry: Entry): boolean {
    // Entries hold what `keep` made.
    return this.#tagsFollowKey && (entry.value as IsolatedValue).by === this;
  }

  #run(body: () => unknown, values: readonly unknown[]): unknown {
    this.#refuseSlowStore();
    const steps = serve(this.#cache, this.callWith(values, body));
    return this.spec.calls === 'sync' ? driveSync(steps) : driveAsync(steps, this.#cache.surroundings.pause);
  }

  #refuseSlowStore(): void {
    if (this.spec.calls === 'async') return;
    const store = storeOf(this.#cache, this.spec);
    if (store.synchronous) return;
    throw new SyncStoreError(
      `${this.spec.id} is synchronous, but its store (${store.kind}) answers with promises. Give it a synchronous one (configure({ syncStore })) or make the function async.`,
    );
  }
}
