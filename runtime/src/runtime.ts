import { type CacheOf, operationsOn } from './api/cache-of.ts';
import type { Configured } from './api/configure.ts';
import type { ConfigureOptions } from './api/configure-options.ts';
import { disposeCache } from './api/put-stores.ts';
import { resolveTarget } from './api/resolve-target.ts';
import { readStats, type Stats } from './api/stats.ts';
import { whileInvalidationsWait } from './api/while-invalidations-wait.ts';
import type { Cache } from './cache.ts';
import { endAtHand } from './call/end-at-hand.ts';
import type { AnyFunction, Handle } from './call/handle.ts';
import { compileFile } from './compile-file.ts';
import { ConfigurationError } from './errors.ts';
import { EVENT_NAMES, type EventName, isEventName, type Listener } from './events.ts';
import { invalidateAfter, invalidateDependencies, invalidateKey } from './invalidation/invalidate.ts';
import type { PendingInvalidation } from './invalidation/outbox.ts';
import type { CompiledFile } from './spec.ts';
import {
  collectionDependency,
  type EntityId,
  EVERYTHING,
  entityDependency,
  tagDependency,
} from './stamp/dependency.ts';

/**
 * The verbs of one runtime over its state. They hang on `globalThis` beside it, so that several copies of the
 * package in one process (ESM beside CommonJS, two installations) are one cache.
 */
export interface Runtime {
  compile(file: CompiledFile): Handle[];
  configure(options: ConfigureOptions): Promise<Configured>;
  dispose(): Promise<void>;
  cacheOf(subject: unknown, method?: PropertyKey | AnyFunction): CacheOf<AnyFunction>;
  invalidateTag(tag: string): Promise<void>;
  invalidateEntity(entity: string, id?: EntityId): Promise<void>;
  invalidateKey(key: string): Promise<boolean>;
  invalidateAll(): Promise<void>;
  invalidateAfter<T>(callback: () => PromiseLike<T> | T): Promise<T>;
  pendingInvalidations(): readonly PendingInvalidation[];
  stats(): Stats;
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
}

/** The verbs over a cache. */
export function createRuntime(cache: Cache): Runtime {
  return {
    compile: (file) => compileFile(cache, file),
    configure: (options) => whileInvalidationsWait(cache, () => configureLoaded(cache, options)),
    dispose: () => disposeCache(cache),
    cacheOf: (subject, method) => operationsOn(cache, resolveTarget(cache, { subject, method })),
    invalidateTag: async (tag) => invalidateDependencies(cache, [globalTag(tag)]),
    invalidateEntity: async (entity, id) => invalidateDependencies(cache, [entityTarget(entity, id)]),
    invalidateKey: async (key) => invalidateKey(cache, checkText('invalidateKey', key)),
    invalidateAll: () => invalidateDependencies(cache, [EVERYTHING]),
    invalidateAfter: (callback) => invalidateAfter(cache, callback),
    pendingInvalidations: () => cache.outbox?.list() ?? [],
    stats: () => readStats(cache),
    on: (name, listener) => listen(cache, name, listener),
  };
}

/** What sets up the cache is a file of its own, loaded by its first use: a process that goes by the defaults does without. */
async function configureLoaded(cache: Cache, options: ConfigureOptions): Promise<Configured> {
  // What calls do while it is loaded is not too late.
  const { used } = cache;
  const { configureCache } = await import('./api/configure.ts');
  return configureCache(cache, options, used);
}

function entityTarget(entity: string, id: EntityId | undefined): string {
  checkText('invalidateEntity', entity);
  return id === undefined ? collectionDependency(entity) : entityDependency(entity, id);
}

function globalTag(tag: string): string {
  checkText('invalidateTag', tag);
  if (!tag.startsWith('./')) return tagDependency(tag, '');
  throw new ConfigurationError(
    `invalidateTag was given ${JSON.stringify(tag)}, but tags that begin with ./ are private to their function. Write cacheOf(fn).invalidateTag(${JSON.stringify(tag.slice(2))}) with that function.`,
  );
}

function checkText(verb: string, text: string): string {
  if (typeof text === 'string' && text !== '') return text;
  throw new ConfigurationError(
    `${verb} takes a text that is not empty, not ${typeof text === 'string' ? 'an empty one' : `a ${typeof text}`}.`,
  );
}

function listen<Name extends EventName>(cache: Cache, name: Name, listener: Listener<Name>): () => void {
  if (!isEventName(name)) {
    throw new ConfigurationError(`there is no event ${String(name)}. Events: ${EVENT_NAMES.join(', ')}.`);
  }
  if (name === 'hit') endAtHand(cache);
  return cache.events.on(name, listener);
}
