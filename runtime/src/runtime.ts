import { type CacheOf, operationsOn, resolveTarget } from './api/cache-of.ts';
import { type Configured, type ConfigureOptions, configureCache, disposeCache } from './api/configure.ts';
import { invalidateDependencies } from './api/invalidate.ts';
import { type Cache, createCache } from './cache.ts';
import { type AnyFunction, Handle } from './call/handle.ts';
import { ConfigurationError, DuplicateIdError } from './errors.ts';
import { type EventName, isEventName, type Listener, listEventNames } from './events.ts';
import type { CompiledFile } from './spec.ts';
import { EVERYTHING, tagDependency } from './stamp/dependency.ts';
import type { Milliseconds } from './units.ts';

/**
 * The verbs of one runtime over its state. This is what hangs on `globalThis`, so that several copies of the
 * package in one process (ESM beside CommonJS, two installations) are one cache.
 */
export interface Runtime {
  readonly version: string;
  compile(file: CompiledFile): Handle[];
  configure(options: ConfigureOptions): Promise<Configured>;
  dispose(): Promise<void>;
  cacheOf(subject: unknown, method?: PropertyKey): CacheOf<AnyFunction>;
  invalidateTag(tag: string): Promise<void>;
  invalidateAll(): Promise<void>;
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
}

/** A runtime on the memory store. `now` is a monotonic clock in milliseconds. */
export function createRuntime(version: string, now: () => Milliseconds): Runtime {
  const cache = createCache(now);
  return {
    version,
    compile: (file) => compile(cache, file),
    configure: (options) => configureCache(cache, options),
    dispose: () => disposeCache(cache),
    cacheOf: (subject, method) => operationsOn(cache, resolveTarget(cache, subject, method)),
    invalidateTag: async (tag) => invalidateDependencies(cache, [tagDependency(checkTag(tag))]),
    invalidateAll: () => invalidateDependencies(cache, [EVERYTHING]),
    on: (name, listener) => listen(cache, name, listener),
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
  const name = `${handle.namespace}:${handle.spec.id}`;
  const known = cache.handles.get(name);
  if (known !== undefined && known.file !== handle.file) {
    throw new DuplicateIdError(
      `two functions have the id ${handle.spec.id} in the namespace ${handle.namespace}: in ${known.file} and in ${handle.file}. They would serve each other's values; give one of them id=… in its @cache line.`,
    );
  }
  cache.handles.set(name, handle);
}

function checkTag(tag: string): string {
  if (typeof tag === 'string' && tag !== '') return tag;
  throw new ConfigurationError(`invalidateTag takes the tag's text, such as 'team:1', not ${JSON.stringify(tag)}.`);
}

function listen<Name extends EventName>(cache: Cache, name: Name, listener: Listener<Name>): () => void {
  if (!isEventName(name)) {
    throw new ConfigurationError(`there is no event ${String(name)}. Events: ${listEventNames().join(', ')}.`);
  }
  return cache.events.on(name, listener);
}
