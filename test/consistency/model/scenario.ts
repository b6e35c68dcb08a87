import type { KeyPlan } from './plan.ts';

/** What a configured store can do, and over how many servers and buckets it is spread. */
export interface StoreShape {
  /** `script`: every command is atomic. `steps`: one slot at a time. `keyv`: get, set and a clock. */
  readonly kind: 'script' | 'steps' | 'keyv';
  readonly nodes: number;
  readonly buckets: number;
  /** Keyv: it is known to throw out any row at any time. */
  readonly evicts?: true;
}

/** How a writer invalidates what it changed. */
export type WriteKind = 'entity' | 'all' | 'functions' | 'keys' | 'refresh';

/**
 * What may vanish. `bucket`: a floor and everything under it, the pair that decides most often. Of a Keyv: `mark`, one row,
 * and `marks`, both of one name.
 */
export type Eviction =
  | 'mark'
  | 'marks'
  | 'entry'
  | 'dependency'
  | 'floor'
  | 'bucket'
  | 'keyFloor'
  | 'keyBucket'
  | 'counter'
  | 'log';

/** How often which actor starts; 0 or absent: never. */
export interface Weights {
  readonly read: number;
  readonly batch?: number;
  readonly write: number;
  readonly refresh?: number;
  readonly transaction?: number;
  readonly evict?: number;
  readonly flush?: number;
  readonly sync?: number;
  readonly failover?: number;
  readonly crash?: number;
  readonly outage?: number;
  readonly retry?: number;
  readonly poll?: number;
  readonly push?: number;
  readonly timer?: number;
  readonly freeze?: number;
}

/** A small world, and what may happen in it. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly processes: number;
  readonly rows: number;
  readonly stores: readonly StoreShape[];
  readonly plans: readonly KeyPlan[];
  readonly writes: readonly WriteKind[];
  readonly weights: Weights;
  readonly evictions: readonly Eviction[];
  /** Scheduling steps of one run before it is left to end. */
  readonly steps: number;
  /** Most actors at a time. */
  readonly actors: number;
  /** Memory in front: in steps of the run's clock. */
  readonly maxStaleness?: number;
  /** Keyv: in units of the run's clock. */
  readonly clockSkew?: number;
  /** Keyv: by how much clocks may differ; absent: by half of `clockSkew`, as they may where they decide. */
  readonly clocksApart?: number;
  /** Keyv: the store does not know what computations saw before their bodies ran. */
  readonly unseen?: true;
  /** Keyv: the rows of a read may come in any order, also while all are lost. */
  readonly torn?: true;
  /** Keyv: nothing is excused by the bound, which is for others as long as a late write has not been repeated. */
  readonly strict?: true;
  /** Some commands are given up by their caller and run all the same, later. */
  readonly timeouts: boolean;
  /** A body's result may turn out not to be storable. */
  readonly unstorable: boolean;
  /** Faults that the design names as limits. */
  readonly limit?: 'split';
}
