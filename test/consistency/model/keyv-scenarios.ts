import { FLAT, script, TINIEST } from './base-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** Stores with get, set and clocks. */
export const KEYV_SCENARIOS: readonly Scenario[] = [
  {
    ...script,
    name: 'keyv',
    about: 'a store with get, set and clocks that differ',
    rows: 1,
    plans: TINIEST,
    clockSkew: 8,
    actors: 4,
    stores: [{ kind: 'keyv', nodes: 1, buckets: 4 }],
    writes: ['entity', 'entity', 'entity', 'keys'],
    evictions: ['entry'],
    weights: { read: 8, write: 2, evict: 1, flush: 1 },
  },
  {
    ...script,
    name: 'keyvWide',
    about: 'the same with more rows and keys',
    rows: 2,
    plans: FLAT.slice(0, 2),
    clockSkew: 16,
    actors: 4,
    stores: [{ kind: 'keyv', nodes: 1, buckets: 4 }],
    writes: ['entity', 'entity', 'all', 'functions', 'keys'],
    evictions: ['entry'],
    weights: { read: 12, write: 2, evict: 1, flush: 1 },
  },
  {
    ...script,
    name: 'keyvNested',
    about: 'cached functions that call cached functions on such a store',
    rows: 2,
    plans: [
      { key: 'inner', store: 0, parts: [{ row: 0 }], rowsOnly: true },
      { key: 'outer', store: 0, parts: [{ row: 1 }, { call: 'inner' }], rowsOnly: true },
    ],
    clockSkew: 8,
    actors: 4,
    stores: [{ kind: 'keyv', nodes: 1, buckets: 4 }],
    writes: ['entity'],
    evictions: ['entry'],
    weights: { read: 8, write: 2, evict: 1 },
  },
];
