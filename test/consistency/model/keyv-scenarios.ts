import { script } from './base-scenarios.ts';
import type { KeyPlan } from './plan.ts';
import type { Scenario } from './scenario.ts';

const KEYV = [{ kind: 'keyv', nodes: 1, buckets: 4 }] as const;
const EVICTING = [{ kind: 'keyv', nodes: 1, buckets: 4, evicts: true }] as const;

/** What it depends on is known from its arguments: no clock is asked. */
const KNOWN: readonly KeyPlan[] = [{ key: 'a', store: 0, parts: [{ row: 0 }], known: ['*', 'e:0'] }];

/** Its result shows what it depends on. */
const LATE: readonly KeyPlan[] = [{ key: 'a', store: 0, parts: [{ row: 0 }], known: ['*'] }];

/** Functions with one key: all read both rows, each says that it depends on one, or on none. */
const SHARED: readonly KeyPlan[] = [
  { key: 'a', store: 0, parts: [{ row: 0 }, { row: 1, untracked: true }], known: ['*', 'e:0'], sharedKey: 's' },
  { key: 'b', store: 0, parts: [{ row: 0, untracked: true }, { row: 1 }], known: ['*', 'e:1'], sharedKey: 's' },
  {
    key: 'c',
    store: 0,
    parts: [
      { row: 0, untracked: true },
      { row: 1, untracked: true },
    ],
    known: ['*'],
    sharedKey: 's',
  },
];

const keyv: Scenario = {
  ...script,
  name: 'keyv',
  about: 'a store with get and set, where all is known before bodies run; clocks are anywhere',
  rows: 1,
  plans: KNOWN,
  clockSkew: 40,
  clocksApart: 2000,
  actors: 4,
  stores: KEYV,
  timeouts: true,
  writes: ['entity', 'entity', 'all', 'keys', 'refresh'],
  evictions: ['entry'],
  weights: { read: 10, write: 3, refresh: 1, evict: 1, flush: 1, outage: 1, retry: 2, crash: 1 },
};

const late: Scenario = {
  ...keyv,
  name: 'keyvLate',
  about: 'dependencies that only results show, by clocks that differ',
  plans: LATE,
  clockSkew: 24,
  clocksApart: 12,
  timeouts: false,
  writes: ['entity', 'entity', 'entity', 'keys'],
  weights: { read: 8, write: 3, evict: 1, flush: 1 },
};

/** Stores that can only get and set. */
export const KEYV_SCENARIOS: readonly Scenario[] = [
  keyv,
  {
    ...keyv,
    name: 'keyvKeys',
    about: 'single keys, refresh and prime on such a store',
    timeouts: false,
    writes: ['keys', 'keys', 'refresh', 'entity'],
    weights: { read: 10, write: 3, refresh: 2, evict: 1, flush: 1 },
  },
  {
    ...keyv,
    name: 'keyvFirstUses',
    about: 'first uses of names, again and again',
    clockSkew: 100,
    timeouts: false,
    actors: 5,
    steps: 200,
    writes: ['entity'],
    weights: { read: 5, write: 1, flush: 1 },
  },
  {
    ...keyv,
    name: 'keyvEvicts',
    about: 'the same where the store throws out any row at any time',
    stores: EVICTING,
    evictions: ['entry', 'mark', 'mark', 'marks'],
    weights: { read: 10, write: 3, refresh: 1, evict: 3, outage: 1, retry: 2 },
  },
  {
    ...keyv,
    name: 'keyvWide',
    about: 'more rows and keys, batches, what results show beside what is known',
    rows: 3,
    plans: [
      { key: 'a', store: 0, parts: [{ row: 0 }], known: ['*', 'f:a', 'e:0'] },
      { key: 'b', store: 0, parts: [{ row: 0 }, { row: 1, ifOdd: 0 }], known: ['*', 'f:b', 'e:0'] },
      { key: 'c', store: 0, parts: [{ row: 2, lookup: true }] },
    ],
    clockSkew: 16,
    clocksApart: 8,
    timeouts: false,
    unstorable: true,
    writes: ['entity', 'entity', 'all', 'functions', 'keys', 'refresh'],
    weights: { read: 12, batch: 2, write: 3, refresh: 1, evict: 1, flush: 1 },
  },
  late,
  {
    ...late,
    name: 'keyvLateTiny',
    about: 'the same in short runs, where every write takes long',
    processes: 3,
    clockSkew: 4,
    clocksApart: 2,
    actors: 5,
    steps: 100,
    writes: ['entity'],
    weights: { read: 4, write: 1 },
  },
  {
    ...late,
    name: 'keyvLateEvicts',
    about: 'the same where the store throws out any row at any time',
    stores: EVICTING,
    evictions: ['entry', 'mark', 'mark', 'marks'],
    weights: { read: 8, write: 3, evict: 3, flush: 1 },
  },
  {
    ...late,
    name: 'keyvNested',
    about: 'cached functions that call cached functions on such a store',
    rows: 2,
    plans: [
      { key: 'inner', store: 0, parts: [{ row: 0 }], known: ['*'] },
      { key: 'tagged', store: 0, parts: [{ call: 'inner' }], known: ['*', 'e:0'] },
      { key: 'outer', store: 0, parts: [{ row: 1 }, { call: 'inner' }], known: ['*'] },
    ],
    writes: ['entity'],
    weights: { read: 8, write: 2, evict: 1, flush: 1 },
  },
  {
    ...late,
    name: 'keyvShared',
    about: 'functions with one key, each with a dependency of its own',
    rows: 2,
    plans: SHARED,
    writes: ['entity'],
    weights: { read: 10, write: 3, evict: 1, flush: 2 },
  },
  {
    ...late,
    name: 'keyvUnseen',
    about: 'results whose begin the store does not know',
    plans: KNOWN,
    unseen: true,
    writes: ['entity', 'keys', 'refresh'],
    weights: { read: 10, write: 3, refresh: 1, evict: 1, flush: 1 },
  },
  {
    ...late,
    name: 'keyvUnseenTiny',
    about: 'the same in short runs with single keys, where every write takes long',
    plans: KNOWN,
    unseen: true,
    clockSkew: 4,
    clocksApart: 2,
    steps: 200,
    writes: ['keys'],
    weights: { read: 4, write: 2 },
  },
  {
    ...late,
    name: 'keyvUnseenLost',
    about: 'the same where everything is lost again and again',
    plans: KNOWN,
    unseen: true,
    clockSkew: 8,
    clocksApart: 4,
    steps: 200,
    writes: ['entity', 'keys'],
    weights: { read: 4, write: 1, flush: 1 },
  },
];
