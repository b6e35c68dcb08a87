import type { KeyPlan } from './plan.ts';
import type { Scenario } from './scenario.ts';

/** One server, whose commands are atomic. */
export const SCRIPT = { kind: 'script', nodes: 1, buckets: 3 } as const;
/** A cluster of three. */
export const STEPS = { kind: 'steps', nodes: 3, buckets: 3 } as const;

/** Without nested calls: one row, two of which the second depends on the first, and a look-up. */
export const FLAT: readonly KeyPlan[] = [
  { key: 'a', store: 0, parts: [{ row: 0 }] },
  { key: 'b', store: 0, parts: [{ row: 0 }, { row: 1, ifOdd: 0 }] },
  { key: 'c', store: 0, parts: [{ row: 2, lookup: true }] },
];

/** Cached functions that call cached functions. */
export const NESTED: readonly KeyPlan[] = [
  { key: 'inner', store: 0, parts: [{ row: 0 }] },
  { key: 'middle', store: 0, parts: [{ call: 'inner' }, { row: 1 }] },
  { key: 'outer', store: 0, parts: [{ row: 2 }, { call: 'middle' }] },
];

/** One key of one row. */
export const TINY: readonly KeyPlan[] = [{ key: 'a', store: 0, parts: [{ row: 0 }] }];

/** The same with one dependency, so that rare orders come up often. */
export const TINIEST: readonly KeyPlan[] = [{ key: 'a', store: 0, parts: [{ row: 0 }], rowsOnly: true }];

/** Functions that call each other. */
export const RECURSIVE: readonly KeyPlan[] = [
  { key: 'a', store: 0, parts: [{ row: 0 }, { call: 'b' }] },
  { key: 'b', store: 0, parts: [{ call: 'a' }, { row: 1 }] },
  { key: 'c', store: 0, parts: [{ call: 'b' }, { call: 'a' }] },
];

const EVERYTHING = [
  'entry',
  'dependency',
  'dependency',
  'floor',
  'bucket',
  'bucket',
  'keyFloor',
  'keyBucket',
  'counter',
  'log',
] as const;

const base = { steps: 400, actors: 6, evictions: EVERYTHING, unstorable: false, timeouts: false };

/** One atomic store. */
export const script: Scenario = {
  ...base,
  name: 'script',
  about: 'one atomic store, everything may be evicted',
  processes: 2,
  rows: 3,
  stores: [SCRIPT],
  plans: FLAT,
  unstorable: true,
  writes: ['entity', 'entity', 'all', 'functions', 'keys', 'refresh'],
  weights: { read: 12, batch: 2, write: 5, refresh: 2, evict: 2, flush: 1, crash: 1 },
};

/** A cluster, in steps. */
export const cluster: Scenario = {
  ...base,
  name: 'cluster',
  about: 'counter, buckets and keys on different nodes, in steps',
  processes: 2,
  rows: 1,
  stores: [STEPS],
  plans: TINY,
  writes: ['entity', 'entity', 'all'],
  weights: { read: 10, write: 5, evict: 3, crash: 1 },
};
