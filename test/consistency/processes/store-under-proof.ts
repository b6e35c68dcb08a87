import type { FaultGroup } from './fault.ts';

/** The store that the processes share, and what may happen to it. */
export interface StoreUnderProof {
  readonly store: 'sqlite' | 'redis';
  /** Files or URLs of the default store and of the second one. */
  readonly targets: readonly [string, string];
  /** Each group goes on by itself, so that faults of different groups meet. */
  readonly faults: readonly FaultGroup[];
  readonly close: () => Promise<void> | void;
}
