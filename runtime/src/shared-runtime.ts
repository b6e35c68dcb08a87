import { TwoRuntimesError } from './errors.ts';
import { createRuntime, type Runtime } from './runtime.ts';

const MAJOR = 1;
const PLACE: unique symbol = Symbol.for(`holdfast/${MAJOR}`) as never;
const VERSION = '0.1.0';

/**
 * The one runtime of this process. The first copy of the package that is used makes it; other copies of the same
 * major version join it.
 *
 * @throws TwoRuntimesError (HF3007) where a copy of another major version is there already.
 */
export function sharedRuntime(): Runtime {
  // Whatever stands in this place was put there by this function, in this or another copy of the package.
  const shared = globalThis as { [PLACE]?: Runtime };
  shared[PLACE] ??= create();
  return shared[PLACE];
}

function create(): Runtime {
  for (const place of Object.getOwnPropertySymbols(globalThis)) {
    const major = /^holdfast\/(\d+)$/.exec(place.description ?? '')?.[1];
    if (major !== undefined && Number(major) !== MAJOR) {
      const other: unknown = Reflect.get(Object(Reflect.get(globalThis, place)), 'path');
      throw new TwoRuntimesError(
        `holdfast ${major} (${String(other)}) and holdfast ${MAJOR} (${import.meta.url}) are loaded in one process; they cannot share a cache. Install one version for all packages; npm ls holdfast shows who brings which.`,
      );
    }
  }
  return createRuntime(VERSION, import.meta.url, { now: monotonicNow, startTimer });
}

/** Milliseconds since 1970 as of the process's start, and from there by the monotonic clock: clock changes do not matter. */
function monotonicNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Timers of the cache never keep the process alive. */
function startTimer(run: () => void, milliseconds: number): void {
  setTimeout(run, milliseconds).unref();
}
