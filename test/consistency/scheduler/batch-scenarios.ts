import { ALL_WAYS } from './invalidate.ts';
import type { Scenario } from './scenario.ts';
import { after, changes, doomed, loses, reads, readsMany, SHARED, SINGLE } from './small-actors.ts';
import { startCrowd } from './start-crowd.ts';

/** Random worlds with batches. */
export const BATCH_SCENARIOS: readonly Scenario[] = [
  {
    name: 'batches',
    about: 'batches that overlap, and call each other, in two processes on a store that loses rows',
    options: { rows: 3, plans: ['many', 'pairs', 'row'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 3,
      reads: 8,
      writers: 1,
      writes: 4,
      ways: ALL_WAYS,
      disturbances: ['entry', 'dependency', 'floor', 'counter', 'clock'],
      disturbed: 4,
    }),
  },
  {
    name: 'batches in memory',
    about: 'batches in one process on the memory store, small enough that entries are thrown out',
    options: { rows: 3, plans: ['many', 'pairs', 'shelf', 'item'], processes: 1, store: 'memory', maxEntries: 5 },
    start: startCrowd({
      readers: 4,
      reads: 10,
      writers: 2,
      writes: 4,
      ways: ['tag', 'all', 'key', 'refresh', 'prime'],
    }),
  },
  {
    name: 'windows',
    about: 'batches that wait for more callers, beside single calls with the same keys',
    options: { rows: 3, plans: ['shelf', 'patient', 'item'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 3,
      reads: 8,
      writers: 1,
      writes: 4,
      ways: ['tag', 'tag', 'all', 'key', 'refresh'],
      disturbances: ['entry', 'dependency', 'floor'],
      disturbed: 3,
    }),
  },
  {
    name: 'failing batches',
    about: 'items fail, or whole bodies, and requests before or after the store did its step; with transactions',
    options: {
      rows: 3,
      plans: ['many', 'brittle', 'pairs'],
      processes: 2,
      store: 'map',
      faultRate: 8,
      faults: 6,
    },
    start: startCrowd({ readers: 3, reads: 8, writers: 1, writes: 4, ways: ALL_WAYS, transactions: 2, switches: 1 }),
  },
  {
    name: 'batches on a Keyv',
    about: 'batches on rows that can only be got and set',
    options: { rows: 2, plans: ['many', 'shelf', 'item'], processes: 2, store: 'keyv' },
    start: startCrowd({ readers: 2, reads: 5, writers: 1, writes: 3, ways: ['tag', 'tag', 'all', 'key'] }),
  },
  {
    name: 'batches crosswise at random',
    about: 'batches that call each other crosswise, and themselves',
    options: { rows: 2, plans: ['east', 'west'], processes: 1, store: 'map' },
    start: startCrowd({ readers: 4, reads: 4, writers: 1, writes: 2, ways: ['tag'] }),
  },
];

/** Worlds whose few actors do one thing each. */
export const SMALL_BATCH_SCENARIOS: readonly Scenario[] = [
  {
    name: 'overlapping batches',
    about: 'two batches overlap while another process invalidates what both ask for',
    options: { ...SHARED, rows: 2, plans: ['many'] },
    start: (world) => {
      world.start('early reader', readsMany(world, 'p1', { plan: 'many', rows: [0, 1] }));
      world.start('writer', changes(world, 'p2', { by: 'tag' }));
      world.start('late reader', readsMany(world, 'p1', { plan: 'many', rows: [1, 0] }));
    },
  },
  {
    name: 'batch crosswise',
    about: 'two batches that call each other are called at the same time',
    options: { ...SINGLE, plans: ['east', 'west'] },
    start: (world) => {
      world.start('east', readsMany(world, 'p1', { plan: 'east', rows: [0] }));
      world.start('west', readsMany(world, 'p1', { plan: 'west', rows: [0] }));
    },
  },
  {
    name: 'collected',
    about: 'a batch waits for more callers while its row changes, and single calls join it',
    options: { ...SINGLE, plans: ['patient', 'item'] },
    start: (world) => {
      world.start('batch', readsMany(world, 'p1', { plan: 'patient', rows: [0] }));
      world.start('writer', changes(world, 'p1', { by: 'tag' }));
      world.start('single', reads(world, 'p1', { plan: 'item', times: 2 }));
    },
  },
  {
    name: 'doomed by a refresh of items',
    about:
      'a caller after a refresh of an item, whose entry is lost again, does not wait for a body that began before it',
    options: { ...SINGLE, plans: ['many'] },
    start: doomed((world) => [changes(world, 'p1', { by: 'refresh' }), loses(world, [{ kind: 'entry' }])], 'many'),
  },
  {
    name: 'lost refresh of items',
    about: 'the entries of a refresh of items are lost before a late write',
    options: { ...SHARED, plans: ['many'] },
    start: after(
      (world) => [reads(world, 'p1', { plan: 'many' }), changes(world, 'p2', { by: 'tag' })],
      (world) => {
        world.start('early reader', readsMany(world, 'p1', { plan: 'many', rows: [0] }));
        world.start('writer', changes(world, 'p2', { by: 'refresh' }));
        world.start('late reader', readsMany(world, 'p1', { plan: 'many', rows: [0], times: 2 }));
        world.start('loser', loses(world, [{ kind: 'entry' }]));
      },
    ),
  },
];
