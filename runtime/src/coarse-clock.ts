import type { Milliseconds } from './units.ts';

/** Readings that are nearer to each other than this are not worth their price: about 40 ns each. */
const DENSE: Milliseconds = 0.05;
const HITS_A_READING = 64;

/**
 * A clock for what is asked many times in a row: where readings come within 0.05 ms of each other, one stands for the
 * next 63, and at most until the event loop has turned. So it lags by no more than the work of one turn, however rarely
 * it is asked, and also where the process was stopped in between.
 */
export function coarseClock(now: () => Milliseconds): () => Milliseconds {
  let read = 0;
  let left = 0;
  let planned = false;
  const turn = (): void => {
    left = 0;
    planned = false;
  };
  return () => {
    if (left > 0) {
      left--;
      return read;
    }
    const present = now();
    if (present - read < DENSE) {
      left = HITS_A_READING - 1;
      if (!planned) {
        planned = true;
        setImmediate(turn);
      }
    }
    read = present;
    return present;
  };
}
