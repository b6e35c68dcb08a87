import type { KeyPlan } from './plan.ts';
import type { Scenario } from './scenario.ts';

const SCRIPT = { kind: 'script', nodes: 1, buckets: 3 } as const;
const STEPS = { kind: 'steps', nodes: 3, buckets: 3 } as const;

/** Without nested calls: one row, two of which the second depends on the first, and a look-up. */
const FLAT: readonly KeyPlan[] = [
  { key: 'a', store: 0, parts: [{ row: 0 }] },
  { key: 'b', store: 0, parts: [{ row: 0 }, { row: 1, ifOdd: 0 }] },
  { key: 'c', store: 0, parts: [{ row: 2, lookup: true }] },
];

const NESTED: readonly KeyPlan[] = [
  { key: 'inner', store: 0, parts: [{ row: 0 }] },
  { key: 'middle', store: 0, parts: [{ call: 'inner' }, { row: 1 }] },
  { key: 'outer', store: 0, parts: [{ row: 2 }, { call: 'middle' }] },
];

const TINY: readonly KeyPlan[] = [{ key: 'a', store: 0, parts: [{ row: 0 }] }];

const TINIEST: readonly KeyPlan[] = [{ key: 'a', store: 0, parts: [{ row: 0 }], rowsOnly: true }];

const RECURSIVE: readonly KeyPlan[] = [
  { key: 'a', store: 0, parts: [{ row: 0 }, { call: 'b' }] },
  { key: 'b', store: 0, parts: [{ call: 'a' }, { row: 1 }] },
  { key: 'c', store: 0, parts: [{ call: 'b' }, { call: 'a' }] },
];

const EVERYTHING = ['entry', 'dependency', 'dependency', 'floor', 'bucket', 'bucket', 'keyFloor', 'keyBucket', 'counter', 'log'] as const;

const base = { steps: 400, actors: 6, evictions: EVERYTHING, unstorable: false, timeouts: false };

const script: Scenario = {
  ...base,
  name: 'script', about: 'one atomic store, everything may be evicted',
  processes: 2, rows: 3, stores: [SCRIPT], plans: FLAT, unstorable: true,
  writes: ['entity', 'entity', 'all', 'functions', 'keys', 'refresh'],
  weights: { read: 12, batch: 2, write: 5, refresh: 2, evict: 2, flush: 1, crash: 1 },
};

const cluster: Scenario = {
  ...base,
  name: 'cluster', about: 'counter, buckets and keys on different nodes, in steps',
  processes: 2, rows: 1, stores: [STEPS], plans: TINY,
  writes: ['entity', 'entity', 'all'],
  weights: { read: 10, write: 5, evict: 3, crash: 1 },
};

export const SCENARIOS: readonly Scenario[] = [
  script,
  { ...script, name: 'calm', about: 'the same, and nothing is ever lost', weights: { read: 12, batch: 2, write: 5, refresh: 2 } },
  cluster,
  { ...cluster, name: 'clusterFloors', about: 'one row, one key, one dependency: floors and tokens only', plans: TINIEST, writes: ['entity'],
    evictions: ['dependency', 'floor', 'bucket', 'bucket', 'counter'], weights: { read: 10, write: 5, evict: 4 } },
  { ...cluster, name: 'clusterWide', about: 'the same with several rows, nodes and everything at once',
    rows: 3, plans: FLAT, writes: script.writes, weights: { ...script.weights, evict: 3 } },
  { ...cluster, name: 'clusterKeys', about: 'tombstones, key floors and refresh in steps',
    plans: TINIEST, writes: ['keys', 'keys', 'refresh'], evictions: ['entry', 'keyFloor', 'keyBucket', 'keyBucket', 'counter'],
    weights: { ...cluster.weights, evict: 4, refresh: 1 } },
  { ...cluster, name: 'clusterNested', about: 'cached functions that call cached functions, in steps',
    rows: 3, plans: NESTED, writes: ['entity', 'entity', 'all', 'functions', 'keys', 'refresh'], weights: { ...script.weights, evict: 1 } },
  { ...script, name: 'nested', about: 'cached functions that call cached functions, one script', plans: NESTED, weights: { ...script.weights, evict: 1 } },
  { ...script, name: 'stores', about: 'a function of one store calls a function of another', rows: 2, stores: [SCRIPT, SCRIPT],
    plans: [
      { key: 'inner', store: 1, parts: [{ row: 0 }] },
      { key: 'beside', store: 1, parts: [{ call: 'inner' }] },
      { key: 'outer', store: 0, parts: [{ row: 1 }, { call: 'beside' }] },
    ],
    writes: ['entity', 'entity', 'all', 'functions'], weights: { read: 12, write: 5, evict: 1 } },
  { ...script, name: 'flights', about: 'many callers of few keys in one process, another one invalidates', actors: 9,
    plans: FLAT.slice(0, 2), rows: 2, writes: ['entity', 'all', 'keys'], weights: { read: 20, batch: 3, write: 5, evict: 1 } },
  { ...script, name: 'recursion', about: 'mutual recursion and crossing batches', actors: 5, rows: 2, plans: RECURSIVE,
    writes: ['entity', 'all'], weights: { read: 10, batch: 4, write: 2, evict: 1 } },
  { ...script, name: 'failover', about: 'one server: replicas take over, restarts from older snapshots',
    weights: { read: 12, write: 5, refresh: 1, sync: 3, failover: 2 } },
  { ...cluster, name: 'clusterFailover', timeouts: true, about: 'a cluster whose nodes fail over one by one',
    rows: 2, plans: FLAT.slice(0, 2), writes: script.writes, weights: { read: 12, write: 5, refresh: 1, sync: 3, failover: 2, evict: 1 } },
  { ...script, name: 'front', about: 'memory in front, one script', maxStaleness: 60,
    weights: { read: 14, write: 4, refresh: 1, poll: 6, push: 3, timer: 4, freeze: 1, evict: 1, sync: 1, failover: 1 } },
  { ...cluster, name: 'clusterFront', about: 'memory in front of a cluster', maxStaleness: 60, rows: 2, plans: FLAT.slice(0, 2),
    writes: script.writes, weights: { read: 14, write: 4, refresh: 1, poll: 6, push: 3, timer: 4, freeze: 1, evict: 1, sync: 1, failover: 1 } },
  { ...script, name: 'frontNested', about: 'nested calls that memory in front answers', maxStaleness: 60, plans: NESTED,
    weights: { read: 14, write: 4, refresh: 1, poll: 6, push: 2, evict: 1 } },
  { ...script, name: 'scope', about: 'transactions that collect their invalidations', rows: 2,
    plans: NESTED.slice(0, 2), weights: { read: 10, write: 3, transaction: 4, evict: 1 } },
  { ...script, name: 'outbox', timeouts: true, about: 'a process that cannot reach its store for a while', plans: TINY, rows: 1,
    writes: ['entity', 'entity', 'all', 'keys'], weights: { read: 12, write: 4, outage: 3, retry: 4, evict: 1 } },
  { ...script, name: 'outboxTiny', about: 'the same with one dependency', plans: TINIEST, rows: 1, actors: 6,
    writes: ['entity'], weights: { read: 10, write: 4, outage: 3, retry: 6 } },
  { ...cluster, name: 'clusterOutbox', timeouts: true, about: 'the same in steps', writes: ['entity', 'entity', 'all', 'keys'],
    weights: { read: 12, write: 4, outage: 3, retry: 4, evict: 1 } },
  { ...cluster, name: 'everything', timeouts: true, about: 'a cluster, nested calls, memory in front, failovers, outages, crashes', rows: 3, maxStaleness: 80,
    plans: [...NESTED, { key: 'list', store: 0, parts: [{ row: 0 }, { row: 1, ifOdd: 0 }] }], unstorable: true, actors: 7, steps: 600,
    writes: ['entity', 'entity', 'all', 'functions', 'keys', 'refresh'],
    weights: { read: 14, batch: 2, write: 4, refresh: 1, evict: 1, flush: 1, sync: 2, failover: 1, crash: 1, poll: 5, push: 2, timer: 1, freeze: 1 } },
  { ...script, name: 'everythingScript', about: 'one server, nested calls, memory in front, failovers, transactions', rows: 3, maxStaleness: 80,
    plans: [...NESTED, { key: 'list', store: 0, parts: [{ row: 0 }, { row: 1, ifOdd: 0 }] }], actors: 7, steps: 600,
    weights: { read: 14, batch: 2, write: 4, refresh: 1, transaction: 1, evict: 1, flush: 1, sync: 2, failover: 1, poll: 5, push: 2, timer: 1, freeze: 1 } },
  { ...script, name: 'frontOutbox', timeouts: true, about: 'memory in front and a store that cannot be reached for a while', rows: 2, maxStaleness: 80, plans: FLAT.slice(0, 2),
    writes: ['entity', 'entity', 'all', 'keys'], weights: { read: 14, write: 4, outage: 2, retry: 4, evict: 1, poll: 5, push: 2, freeze: 1 } },
  { ...script, name: 'keyv', about: 'a store with get, set and clocks that differ', rows: 1, plans: TINIEST, clockSkew: 8, actors: 4,
    stores: [{ kind: 'keyv', nodes: 1, buckets: 4 }], writes: ['entity', 'entity', 'entity', 'keys'], evictions: ['entry'],
    weights: { read: 8, write: 2, evict: 1, flush: 1 } },
  { ...script, name: 'keyvWide', about: 'the same with more rows and keys', rows: 2, plans: FLAT.slice(0, 2), clockSkew: 16, actors: 4,
    stores: [{ kind: 'keyv', nodes: 1, buckets: 4 }], writes: ['entity', 'entity', 'all', 'functions', 'keys'], evictions: ['entry'],
    weights: { read: 12, write: 2, evict: 1, flush: 1 } },
];

export function scenarioOf(name: string): Scenario {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`no scenario ${name}; there are ${SCENARIOS.map((one) => one.name).join(', ')}`);
  return scenario;
}
