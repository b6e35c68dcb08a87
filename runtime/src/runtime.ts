import { type CacheOf, operationsOn, resolveTarget, resetCounts } from './api/cache-of.ts';
import { type Configured, configureCache, disposeCache, refuseLockedTtl } from './api/configure.ts';
import { printEvents } from './api/debug-print.ts';
import type { ConfigureOptions } from './api/read-settings.ts';
import { readStats, type Stats } from './api/stats.ts';
import { useFreshCache } from './api/use-fresh-cache.ts';
import { type Cache, createCache, type Surroundings } from './cache.ts';
import { type AnyFunction, Handle } from './call/handle.ts';
import { ConfigurationError, DuplicateIdError } from './errors.ts';
import { type EventName, isEventName, type Listener, listEventNames } from './events.ts';
import { invalidateAfter, invalidateDependencies, invalidateKey } from './invalidation/invalidate.ts';
import type { PendingInvalidation } from './invalidation/outbox.ts';
import type { CompiledFile } from './spec.ts';
import {
  collectionDependency,
  EVERYTHING,
  type EntityId,
  entityDependency,
  tagDependency,
} from './stamp/dependency.ts';
import type { Milliseconds } from './units.ts';

/**
 * The verbs of one runtime over its state. This is what hangs on `globalThis`, so that several copies of the
 * package in one process (ESM beside CommonJS, two installations) are one cache.
 */
export interface Runtime {
  readonly version: string;
  /** Where the copy that made this runtime was loaded from. */
  readonly path: string;
  compile(file: CompiledFile): Handle[];
  configure(options: ConfigureOptions): Promise<Configured>;
  dispose(): Promise<void>;
  cacheOf(subject: unknown, method?: PropertyKey): CacheOf<AnyFunction>;
  invalidateTag(tag: string): Promise<void>;
  invalidateEntity(entity: string, id?: EntityId): Promise<void>;
  invalidateKey(key: string): Promise<boolean>;
  invalidateAll(): Promise<void>;
  invalidateAfter<T>(callback: () => PromiseLike<T> | T): Promise<T>;
  pendingInvalidations(): readonly PendingInvalidation[];
  stats(): Stats;
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
  /** For `holdfast/testing`: an empty cache on a clock of its own; the answer puts the old one back. */
  useFreshCache(now: () => Milliseconds): () => Promise<void>;
}

/** A runtime on the memory store. */
export function createRuntime(version: string, path: string, surroundings: Surroundings): Runtime {
  const cache = createCache(surroundings);
  printEvents(cache);
  return {
    version,
    path,
    compile: (file) => compile(cache, file),
    configure: (options) => configureCache(cache, options),
    dispose: () => disposeCache(cache),
    cacheOf: (subject, method) => operationsOn(cache, resolveTarget(cache, subject, method)),
    invalidateTag: async (tag) => invalidateDependencies(cache, [tagDependency(checkText('invalidateTag', tag))]),
    invalidateEntity: async (entity, id) => invalidateDependencies(cache, [entityTarget(entity, id)]),
    invalidateKey: async (key) => invalidateKey(cache, checkText('invalidateKey', key)),
    invalidateAll: () => invalidateDependencies(cache, [EVERYTHING]),
    invalidateAfter: (callback) => invalidateAfter(cache, callback),
    pendingInvalidations: () => cache.outbox.list(),
    stats: () => readStats(cache),
    on: (name, listener) => listen(cache, name, listener),
    useFreshCache: (now) => useFreshCache(cache, now),
  };
}

function compile(cache: Cache, file: CompiledFile): Handle[] {
  if (file.abi !== 1) {
    throw new ConfigurationError(
      `${String(file.file)} was compiled for version ${String(file.abi)} of the runtime's contract, and this runtime knows version 1. Install versions of holdfast and @holdfast/transformer that belong together, and build again.`,
    );
  }
  const handles = file.specs.map((spec) => new Handle(cache, file, spec));
  for (const handle of handles) register(cache, handle);
  return handles;
}

/** The same declaration evaluated again (hot reload, tests) takes the place of the earlier one. */
function register(cache: Cache, handle: Handle): void {
  refuseLockedTtl(cache.settings, handle);
  const name = `${handle.namespace}:${handle.spec.id}`;
  const known = cache.handles.get(name);
  if (known !== undefined && known.file !== handle.file) {
    throw new DuplicateIdError(
      `two functions have the id ${handle.spec.id} in the namespace ${handle.namespace}: in ${known.file} and in ${handle.file}. They would serve each other's values; give one of them id=… in its @cache line.`,
    );
  }
  if (known !== undefined) resetCounts(cache, known);
  cache.handles.set(name, handle);
}

function entityTarget(entity: string, id: EntityId | undefined): string {
  checkText('invalidateEntity', entity);
  return id === undefined ? collectionDependency(entity) : entityDependency(entity, id);
}

function checkText(verb: string, text: string): string {
  if (typeof text === 'string' && text !== '') return text;
  throw new ConfigurationError(`${verb} takes a text that is not empty, not ${JSON.stringify(text) ?? typeof text}.`);
}

function listen<Name extends EventName>(cache: Cache, name: Name, listener: Listener<Name>): () => void {
  if (!isEventName(name)) {
    throw new ConfigurationError(`there is no event ${String(name)}. Events: ${listEventNames().join(', ')}.`);
  }
  return cache.events.on(name, listener);
}
