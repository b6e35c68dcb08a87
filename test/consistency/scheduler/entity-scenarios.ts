import type { InvalidateBy } from './invalidate.ts';
import { CLOCK_SKEW } from './keyv-rows.ts';
import type { Scenario } from './scenario.ts';
import { after, changes, reads } from './small-actors.ts';
import { startCrowd } from './start-crowd.ts';

const WAYS: readonly InvalidateBy[] = [
  'writer',
  'writer',
  'sync writer',
  'named writer',
  'failing writer',
  'nameless writer',
  'entity',
  'entity',
  'key',
  'function',
  'refresh',
  'all',
];

/** Functions that depend on what their results hold, and functions that say what they have changed. */
export const ENTITY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'entities',
    about: 'two processes whose results hold entities; lists gain and lose rows; the store loses anything',
    options: { rows: 2, plans: ['named', 'shown', 'sought', 'nameless', 'list', 'page'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 3,
      reads: 10,
      writers: 1,
      writes: 5,
      ways: WAYS,
      disturbances: ['entry', 'dependency', 'floor', 'counter'],
      disturbed: 3,
    }),
  },
  {
    name: 'entities in memory',
    about: 'one process on the memory store, which throws entries out',
    options: { rows: 2, plans: ['shown', 'list', 'pick', 'sought'], processes: 1, store: 'memory', maxEntries: 5 },
    start: startCrowd({ readers: 4, reads: 15, writers: 2, writes: 5, ways: WAYS }),
  },
  {
    name: 'entities and failures',
    about: 'requests fail, transactions end in both ways, writers leave their invalidations in the outbox',
    options: { rows: 2, plans: ['shown', 'list', 'named'], processes: 2, store: 'map', faultRate: 8, faults: 6 },
    start: startCrowd({ readers: 3, reads: 10, writers: 1, writes: 4, ways: WAYS, transactions: 3, switches: 1 }),
  },
  {
    name: 'synchronous writers',
    about: 'writers that do not wait for a store which answers late and in any order',
    options: { rows: 2, plans: ['shown', 'list', 'page'], processes: 2, store: 'map' },
    start: startCrowd({ readers: 3, reads: 12, writers: 2, writes: 4, ways: ['sync writer'] }),
  },
  {
    name: 'batches of entities',
    about:
      'batches whose items hold entities, are lists of them, or name them, in two processes; the store loses anything',
    options: { rows: 3, plans: ['looked', 'lists', 'counted'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 3,
      reads: 8,
      writers: 1,
      writes: 4,
      ways: WAYS,
      disturbances: ['entry', 'dependency', 'floor', 'counter'],
      disturbed: 3,
    }),
  },
  {
    name: 'shared keys that track',
    about: 'two functions with one key, of which one has tags and the other finds entities',
    options: { rows: 1, plans: ['item', 'book'], processes: 2, store: 'map' },
    start: startCrowd({
      readers: 3,
      reads: 10,
      writers: 1,
      writes: 4,
      ways: ['tag', 'entity', 'writer', 'function', 'key', 'refresh'],
      disturbances: ['dependency', 'floor', 'entry'],
      disturbed: 4,
    }),
  },
  {
    name: 'keyv with entities',
    about: 'entities on a Keyv that loses entries, and everything at once; the clocks are near each other',
    options: {
      rows: 2,
      plans: ['shown', 'list', 'named'],
      processes: 2,
      store: 'keyv',
      keyv: { promise: 'bounded', clocks: CLOCK_SKEW / 2, hides: true },
    },
    start: startCrowd({
      readers: 3,
      reads: 15,
      writers: 1,
      writes: 3,
      ways: ['writer', 'entity', 'key', 'refresh'],
      disturbances: ['everything', 'entry', 'clock'],
      disturbed: 3,
    }),
  },
];

const ONE = { rows: 1, plans: ['shown'], processes: 2, store: 'map' } as const;

/** Small ones, of which all orders are taken. */
export const SMALL_ENTITY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'overtaken by an entity',
    about: 'a load that began before an invalidation of what its result holds ends after it',
    options: ONE,
    start: (world) => {
      world.start('early reader', reads(world, 'p1', { plan: 'shown' }));
      world.start('writer', changes(world, 'p2', { by: 'entity' }));
      world.start('late reader', reads(world, 'p1', { plan: 'shown', times: 2 }));
    },
  },
  {
    name: 'joined beside an entity',
    about: 'the same where the invalidation comes to the process of the load, so that others may join it',
    options: { ...ONE, processes: 1 },
    start: (world) => {
      world.start('early reader', reads(world, 'p1', { plan: 'shown' }));
      world.start('writer', changes(world, 'p1', { by: 'entity' }));
      world.start('late reader', reads(world, 'p1', { plan: 'shown', times: 2 }));
    },
  },
  {
    name: 'failed beside a joiner',
    about: 'the same where the store does not take the invalidation',
    options: { ...ONE, processes: 1, faulty: ['invalidate'], fates: ['before'] },
    start: (world) => {
      world.start('early reader', reads(world, 'p1', { plan: 'shown' }));
      world.start('writer', async () => {
        await changes(world, 'p1', { by: 'entity' })();
        await reads(world, 'p1', { plan: 'shown' })();
      });
    },
  },
  {
    name: 'a row comes to a list',
    about: 'a list without the row is loaded while a writer adds it',
    options: { ...ONE, plans: ['list'] },
    start: after(
      (world) => [reads(world, 'p1', { plan: 'list' })],
      (world) => {
        world.start('writer', changes(world, 'p2', { by: 'writer' }));
        world.start('reader', reads(world, 'p1', { plan: 'list', times: 2 }));
        world.start('other reader', reads(world, 'p2', { plan: 'list' }));
      },
    ),
  },
  {
    name: 'a writer that does not wait',
    about: 'its process reads on while the invalidation is on its way',
    options: { ...ONE, processes: 1 },
    start: after(
      (world) => [reads(world, 'p1', { plan: 'shown' })],
      (world) => {
        world.start('writer', async () => {
          await changes(world, 'p1', { by: 'sync writer' })();
          await reads(world, 'p1', { plan: 'shown' })();
        });
      },
    ),
  },
  {
    name: 'overtaken by an entity on a Keyv',
    about: 'an entity is invalidated while a result that shows it for the first time is being stored',
    options: {
      ...ONE,
      plans: ['book'],
      store: 'keyv',
      keyv: { promise: 'bounded', clocks: 1, together: true },
    },
    start: (world) => {
      world.start('reader', reads(world, 'p1', { plan: 'book' }));
      world.start('writer', async () => {
        await changes(world, 'p2', { by: 'entity' })();
        await reads(world, 'p1', { plan: 'book' })();
      });
    },
  },
];
