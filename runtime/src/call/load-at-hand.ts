import type { Entry, Store } from '../store/port.ts';
import type { Handle } from './handle.ts';

/** What a store gave. */
export interface Given {
  /** Those of the key. */
  readonly keyValues: readonly unknown[];
  readonly entry: Entry;
  readonly store: Store;
}

/** Lets the function keep at hand what was given; without anything, it only makes ready for it. */
export type KeepAtHand = (handle: Handle, given?: Given) => void;

/**
 * Loads what serves hits in memory without a key string: a file of its own, since a process that keeps nothing in memory
 * does without. Until it has come, hits are served by key.
 */
export const loadAtHand: KeepAtHand = ({ cache }) => {
  cache.keepAtHand = () => {};
  import('./at-hand.ts').then(
    ({ keepAtHand }) => {
      cache.keepAtHand = keepAtHand;
    },
    (error) => cache.events.emit('error', { operation: 'load', error }),
  );
};
