import type { Milliseconds } from './units.ts';

/** Readings that are nearer to each other than this are not worth their price: about 40 ns each. */
const DENSE: Milliseconds = 0.05;
const HITS_A_READING = 64;

/**
 * A clock for what is asked many times in a row, in whole milliseconds since `zero`: where readings come within 0.05 ms
 * of each other, one stands for the next 63, and at most until the event loop has turned. So besides the fraction of a
 * millisecond it lags by no more than the work of one turn, however rarely it is asked, and also where the process was
 * stopped in between.
 */
export function coarseClock(now: () => Milliseconds, zero: Milliseconds): () => Milliseconds {
  let last = 0;
  let age = 0;
  let left = 0;
  let planned = false;
  const turn = (): void => {
    left = 0;
    planned = false;
  };
  return () => {
    if (left > 0) {
      left--;
      return age;
    }
    const present = now();
    if (present - last < DENSE) {
      left = HITS_A_READING - 1;
      if (!planned) {
        planned = true;
        setImmediate(turn);
      }
    }
    last = present;
    age = Math.floor(present - zero);
    return age;
  };
}
