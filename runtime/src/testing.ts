/** `holdfast/testing`: a cache of its own for each test, and a clock that moves only when told. */

import { useFreshCache } from './api/use-fresh-cache.ts';
import { parseDuration } from './duration.ts';
import { ConfigurationError } from './errors.ts';
import { sharedCache } from './shared-cache.ts';
import type { Milliseconds } from './units.ts';

/** A clock that stands still until it is advanced. */
export interface FakeClock {
  /** The present instant. */
  now(): Milliseconds;
  /** Moves on by `'10m'` or by milliseconds. @throws ConfigurationError (HF2001) for anything else. */
  advance(duration: string | Milliseconds): void;
}

/** A clock that starts at 1,000,000 ms and stands still. */
export function fakeClock(): FakeClock {
  let now = 1_000_000;
  return {
    now: () => now,
    advance: (duration) => {
      const milliseconds = typeof duration === 'string' ? parseDuration(duration) : duration;
      if (typeof milliseconds !== 'number' || !(milliseconds >= 0)) {
        throw new ConfigurationError(`advance takes '10m' or milliseconds, not ${JSON.stringify(duration)}.`);
      }
      now += milliseconds;
    },
  };
}

/**
 * Runs a test with an empty cache in memory, default settings and a fake clock; afterwards the cache is as it was.
 * Such tests share the process's cache, so they must not run at the same time in one process.
 *
 * Example: `await withFreshCache(async (clock) => { await findUser(1); clock.advance('1h'); await findUser(1); })`.
 */
export async function withFreshCache<T>(test: (clock: FakeClock) => PromiseLike<T> | T): Promise<T> {
  const clock = fakeClock();
  const restore = useFreshCache(sharedCache().cache, clock.now);
  try {
    return await test(clock);
  } finally {
    await restore();
  }
}

/** Empties a fresh cache now, and puts the old one back when the answer is called: for `beforeEach`/`afterEach`. */
export function startFreshCache(): { readonly clock: FakeClock; readonly end: () => Promise<void> } {
  const clock = fakeClock();
  return { clock, end: useFreshCache(sharedCache().cache, clock.now) };
}
