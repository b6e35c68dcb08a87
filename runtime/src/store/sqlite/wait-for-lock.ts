import type { Milliseconds } from '../../units.ts';
import { codeOf } from './explain.ts';

/** How long SQLite itself waits for a lock, asking after 1, 2 and 5 ms. */
export const FIRST_WAIT: Milliseconds = 8;

const SQLITE_BUSY = 5;
const PAUSE: Milliseconds = 1;

/**
 * Does the work, which takes a lock that another process may have, again and again until it has it or the time is up.
 * SQLite's own waiting comes to ask only every 100 ms: where another process writes all the time, it meets no gap for
 * seconds.
 * @throws what the last attempt threw
 */
export function waitForLock<T>(timeout: Milliseconds, work: () => T): T {
  for (const until = performance.now() + timeout; ; ) {
    try {
      return work();
    } catch (error) {
      if (codeOf(error) !== SQLITE_BUSY || performance.now() >= until) throw error;
      // Some errors come without any waiting.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
