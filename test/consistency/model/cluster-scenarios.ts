import { cluster, FLAT, NESTED, script, TINIEST } from './base-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** A Redis Cluster. */
export const CLUSTER_SCENARIOS: readonly Scenario[] = [
  cluster,
  {
    ...cluster,
    name: 'clusterFloors',
    about: 'one row, one key, one dependency: floors and tokens only',
    plans: TINIEST,
    writes: ['entity'],
    evictions: ['dependency', 'floor', 'bucket', 'bucket', 'counter'],
    weights: { read: 10, write: 5, evict: 4 },
  },
  {
    ...cluster,
    name: 'clusterWide',
    about: 'the same with several rows, nodes and everything at once',
    rows: 3,
    plans: FLAT,
    writes: script.writes,
    weights: { ...script.weights, evict: 3 },
  },
  {
    ...cluster,
    name: 'clusterKeys',
    about: 'tombstones, key floors and refresh in steps',
    plans: TINIEST,
    writes: ['keys', 'keys', 'refresh'],
    evictions: ['entry', 'keyFloor', 'keyBucket', 'keyBucket', 'counter'],
    weights: { ...cluster.weights, evict: 4, refresh: 1 },
  },
  {
    ...cluster,
    name: 'clusterNested',
    about: 'cached functions that call cached functions, in steps',
    rows: 3,
    plans: NESTED,
    writes: ['entity', 'entity', 'all', 'functions', 'keys', 'refresh'],
    weights: { ...script.weights, evict: 1 },
  },
  {
    ...cluster,
    name: 'clusterFailover',
    timeouts: true,
    about: 'a cluster whose nodes fail over one by one',
    rows: 2,
    plans: FLAT.slice(0, 2),
    writes: script.writes,
    weights: { read: 12, write: 5, refresh: 1, sync: 3, failover: 2, evict: 1 },
  },
  {
    ...cluster,
    name: 'clusterOutbox',
    timeouts: true,
    about: 'the same in steps',
    writes: ['entity', 'entity', 'all', 'keys'],
    weights: { read: 12, write: 4, outage: 3, retry: 4, evict: 1 },
  },
];
