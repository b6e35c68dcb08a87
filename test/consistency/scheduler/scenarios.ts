import { BATCH_SCENARIOS } from './batch-scenarios.ts';
import { checkBodies, startBurst } from './burst.ts';
import { ENTITY_SCENARIOS } from './entity-scenarios.ts';
import { ALL_WAYS } from './invalidate.ts';
import { KEYV_SCENARIOS } from './keyv-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { SMALL_SCENARIOS } from './small-scenarios.ts';
import { startCrowd } from './start-crowd.ts';

const ALL_LOSSES = ['garbage', 'entry', 'dependency', 'floor', 'counter', 'everything', 'restart', 'clock'] as const;

/** Random worlds: each run is another one. */
export const RANDOM_SCENARIOS: readonly Scenario[] = [
  {
    name: 'memory',
    about: 'one process on the memory store, small enough that entries are thrown out',
    options: {
      rows: 2,
      plans: ['row', 'pair', 'lookup', 'instant', 'mixed'],
      processes: 1,
      store: 'memory',
      maxEntries: 5,
    },
    start: startCrowd({
      readers: 4,
      reads: 20,
      writers: 2,
      writes: 5,
      ways: ALL_WAYS,
      disturbances: ['clock'],
      disturbed: 3,
    }),
  },
  {
    name: 'memory failures',
    about: 'transactions and failing invalidations on the memory store',
    options: { rows: 2, plans: ['row', 'pair', 'outer'], processes: 1, store: 'memory', faultRate: 4, faults: 8 },
    start: startCrowd({
      readers: 4,
      reads: 15,
      writers: 2,
      writes: 5,
      ways: ['tag', 'key', 'function'],
      transactions: 4,
    }),
  },
  {
    name: 'slow memory',
    about: 'one process whose store answers late and in any order',
    options: { rows: 2, plans: ['row', 'pair', 'instant', 'mixed'], processes: 1, store: 'slow memory', maxEntries: 6 },
    start: startCrowd({ readers: 4, reads: 15, writers: 2, writes: 4, ways: ALL_WAYS }),
  },
  {
    name: 'shared',
    about: 'two processes on one store',
    options: { rows: 2, plans: ['row', 'pair'], processes: 2, store: 'map' },
    start: startCrowd({ readers: 3, reads: 12, writers: 1, writes: 4, ways: ALL_WAYS }),
  },
  {
    name: 'losses',
    about: 'two processes on one store that loses anything at any time, restarts, and whose clock moves',
    options: { rows: 2, plans: ['row', 'lookup', 'outer'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 3,
      reads: 12,
      writers: 1,
      writes: 4,
      ways: ALL_WAYS,
      disturbances: ALL_LOSSES,
      disturbed: 12,
    }),
  },
  {
    name: 'nested',
    about: 'functions that call functions, themselves, and each other crosswise',
    options: {
      rows: 2,
      plans: ['row', 'outer', 'both', 'deep', 'leaving', 'again', 'left', 'right'],
      processes: 2,
      store: 'map',
    },
    start: startCrowd({
      readers: 3,
      reads: 5,
      writers: 1,
      writes: 3,
      ways: ['tag', 'tag', 'all', 'function', 'key', 'refresh'],
      disturbances: ['entry', 'dependency', 'floor', 'counter'],
      disturbed: 3,
    }),
  },
  {
    name: 'failures',
    about: 'requests fail before or after the store did its step, bodies fail, the cache is switched off and on',
    options: {
      rows: 2,
      plans: ['row', 'fragile', 'rare', 'outer'],
      processes: 2,
      store: 'map',
      faultRate: 8,
      faults: 6,
    },
    start: startCrowd({
      readers: 3,
      reads: 10,
      writers: 1,
      writes: 4,
      ways: ALL_WAYS,
      transactions: 2,
      switches: 1,
    }),
  },
  {
    name: 'failures that throw',
    about: 'a failing store fails the call',
    options: {
      rows: 2,
      plans: ['row', 'pair', 'rare', 'outer'],
      processes: 1,
      store: 'map',
      faultRate: 10,
      faults: 6,
      onStoreError: 'throw',
    },
    start: startCrowd({ readers: 4, reads: 10, writers: 2, writes: 4, ways: ALL_WAYS }),
  },
  {
    name: 'transactions',
    about: 'transactions that commit or roll back beside readers and writers, on a store that loses rows',
    options: { rows: 2, plans: ['row', 'pair', 'outer'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 2,
      reads: 12,
      writers: 1,
      writes: 2,
      ways: ['tag', 'key'],
      transactions: 4,
      disturbances: ['entry', 'dependency', 'floor'],
      disturbed: 2,
    }),
  },
  {
    name: 'shared keys',
    about: 'two functions with one key and different tags, in two processes',
    options: { rows: 1, plans: ['item', 'other'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 3,
      reads: 10,
      writers: 1,
      writes: 4,
      ways: ['tag', 'other tag', 'function', 'key', 'refresh'],
      disturbances: ['dependency', 'floor', 'entry'],
      disturbed: 4,
    }),
  },
  {
    name: 'shared keys in memory',
    about: 'the same in one process on the memory store',
    options: { rows: 1, plans: ['item', 'other'], processes: 1, store: 'memory' },
    start: startCrowd({
      readers: 3,
      reads: 10,
      writers: 2,
      writes: 4,
      ways: ['tag', 'other tag', 'function', 'key', 'refresh'],
    }),
  },
  {
    name: 'two stores',
    about: 'functions of two stores that call each other',
    options: { rows: 2, plans: ['row', 'outer', 'far', 'farther'], processes: 2, store: 'map' },
    start: startCrowd({ readers: 3, reads: 8, writers: 1, writes: 4, ways: ALL_WAYS }),
  },
  {
    name: 'two failing stores',
    about: 'the same where requests fail',
    options: {
      rows: 2,
      plans: ['row', 'far', 'outer', 'farther'],
      processes: 1,
      store: 'map',
      faultRate: 8,
      faults: 6,
    },
    start: startCrowd({ readers: 4, reads: 8, writers: 2, writes: 4, ways: ['tag', 'tag', 'all', 'key', 'function'] }),
  },
  ...KEYV_SCENARIOS,
  ...BATCH_SCENARIOS,
  ...ENTITY_SCENARIOS,
  {
    name: 'burst',
    about: 'many callers of one key come while another process invalidates it: at most two bodies',
    options: { rows: 1, plans: ['row'], processes: 2, store: 'map' },
    start: (world, size) => startBurst(world, Math.ceil(8 * size)),
    finally: checkBodies,
  },
  {
    name: 'burst of two functions',
    about: 'the same with callers of two functions that share the key',
    options: { rows: 1, plans: ['item', 'other'], processes: 2, store: 'map' },
    start: (world, size) => startBurst(world, Math.ceil(8 * size)),
    finally: checkBodies,
  },
];

/** All of them by name. */
export function scenarioOf(name: string): Scenario {
  const found = [...RANDOM_SCENARIOS, ...SMALL_SCENARIOS].find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found;
}
