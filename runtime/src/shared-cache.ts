import { type Cache, createCache } from './cache.ts';
import { TwoRuntimesError } from './errors.ts';
import type { Runtime } from './runtime.ts';

const MAJOR = 1;
// A symbol of the global registry is the same in every copy of the package.
const PLACE = Symbol.for(`holdfast/${MAJOR}`);
const VERSION = '0.1.0';

/** What stands on `globalThis`, for all copies of the package in this process. */
export interface SharedCache {
  readonly version: string;
  /** Where the copy that made it was loaded from. */
  readonly path: string;
  readonly cache: Cache;
  /** Made by the first copy that needs them. */
  verbs?: Runtime;
}

/**
 * The one cache of this process. The first copy of the package that is used makes it; other copies of the same
 * major version join it.
 *
 * @throws TwoRuntimesError (HF3007) where a copy of another major version is there already.
 */
export function sharedCache(): SharedCache {
  // Whatever stands in this place was put there by this function, in this or another copy of the package.
  const shared = globalThis as { [PLACE]?: SharedCache };
  shared[PLACE] ??= create();
  return shared[PLACE];
}

function create(): SharedCache {
  for (const place of Object.getOwnPropertySymbols(globalThis)) {
    const name = place.description;
    // Nothing of this version is there yet.
    if (name?.startsWith('holdfast/')) {
      const other: unknown = Reflect.get(Object(Reflect.get(globalThis, place)), 'path');
      throw new TwoRuntimesError(
        `${name} (${String(other)}) and holdfast/${MAJOR} (${import.meta.url}) are loaded in one process. Install one version for all packages; npm ls holdfast shows who brings which.`,
      );
    }
  }
  return {
    version: VERSION,
    path: import.meta.url,
    cache: createCache({ now: monotonicNow, isFine: false, wallNow: Date.now, startTimer }),
  };
}

/** Milliseconds since 1970 as of the process's start, and from there by the monotonic clock: clock changes do not matter. */
function monotonicNow(): number {
  const clock = performance;
  return clock.timeOrigin + clock.now();
}

/** A timer that no caller awaits does not keep the process alive. */
function startTimer(run: () => void, milliseconds: number, isAwaited = false): void {
  const timer = setTimeout(run, milliseconds);
  if (!isAwaited) timer.unref();
}
