import { SMALL_BATCH_SCENARIOS } from './batch-scenarios.ts';
import { checkBodies } from './burst.ts';
import { SMALL_ENTITY_SCENARIOS } from './entity-scenarios.ts';
import { LOSS_SCENARIOS } from './loss-scenarios.ts';
import { PLANS } from './plan.ts';
import type { Scenario } from './scenario.ts';
import {
  after,
  changes,
  doomed,
  loses,
  overtaking,
  prepared,
  reads,
  SHARED,
  SINGLE,
  transaction,
} from './small-actors.ts';

const ROW = { plan: PLANS.row, r: 0 };

const FLIGHT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'overtaken by another process',
    about: 'a load that began before an invalidation ends after it',
    options: SHARED,
    start: overtaking('p2', 'tag'),
  },
  {
    name: 'overtaken in its own process',
    about: 'the same, with the invalidation in the process of the load',
    options: SHARED,
    start: overtaking('p1', 'key'),
  },
  {
    name: 'overtaken by a key',
    about: "the same, with the invalidation of the load's key",
    options: SHARED,
    start: prepared(overtaking('p2', 'key')),
  },
  {
    name: 'overtaken by a refresh',
    about: 'a load that began before a refresh ends after it',
    options: SHARED,
    start: prepared(overtaking('p2', 'refresh')),
  },
  {
    name: 'refreshed to nothing',
    about: 'a refresh finds that the row is gone, and that is not stored',
    options: { ...SHARED, plans: ['rare'] },
    start: (world) => {
      // Every third version is none.
      const refresh = changes(world, 'p2', { by: 'refresh' });
      world.start('writer', async () => {
        for (let i = 0; i < 3; i++) await refresh();
        await reads(world, 'p2', { plan: 'rare' })();
      });
      world.start('reader', reads(world, 'p1', { plan: 'rare', times: 2 }));
    },
  },
  {
    name: 'crosswise',
    about: 'two functions that call each other are called at the same time',
    options: { ...SINGLE, plans: ['left', 'right'] },
    start: (world) => {
      world.start('left', reads(world, 'p1', { plan: 'left' }));
      world.start('right', reads(world, 'p1', { plan: 'right' }));
    },
  },
  {
    name: 'three callers',
    about: 'three callers of one key come while its row changes: at most two bodies',
    options: SHARED,
    start: (world) => {
      for (const name of ['first', 'second', 'third']) world.start(name, reads(world, 'p1'));
      world.start('writer', changes(world, 'p2', { by: 'tag' }));
    },
    finally: checkBodies,
  },
  {
    name: 'doomed',
    about: 'a caller after an invalidation does not wait for a body that began before it and never ends; nor do others',
    options: { ...SINGLE, plans: ['row', 'lookup'] },
    start: doomed((world) => [reads(world, 'p1', { plan: 'lookup' }), changes(world, 'p1', { by: 'tag' })]),
  },
  {
    name: 'doomed by a key',
    about: "the same after an invalidation of the call's key",
    options: SINGLE,
    start: doomed((world) => [changes(world, 'p1', { by: 'key' })]),
  },
  {
    name: 'doomed by a refresh',
    about: 'a caller after a refresh, whose entry is lost again, does not wait for a body that began before it',
    options: SINGLE,
    start: doomed((world) => [changes(world, 'p1', { by: 'refresh' }), loses(world, [{ kind: 'entry' }])]),
  },
  {
    name: 'joined under a shared key',
    about: 'a call meets a flight of another function with the same key, which does not depend on all it depends on',
    options: { ...SHARED, plans: ['item', 'other'] },
    start: after(
      (world) => [reads(world, 'p1', { plan: 'other' }), changes(world, 'p2', { by: 'key' })],
      (world) => {
        world.start('early reader', reads(world, 'p1', { plan: 'item' }));
        world.start('writer', changes(world, 'p2', { by: 'other tag' }));
        world.start('late reader', reads(world, 'p1', { plan: 'other', times: 2 }));
      },
    ),
  },
  {
    name: 'joined across stores',
    about: 'a computation of one store meets a flight of another one, which an invalidation reaches later',
    options: { ...SHARED, plans: ['row', 'away'] },
    start: (world) => {
      world.start('early reader', reads(world, 'p1'));
      world.start('writer', changes(world, 'p2', { by: 'tag' }));
      world.start('late reader', reads(world, 'p1', { plan: 'away', times: 2 }));
    },
  },
  {
    name: 'served across stores',
    about: 'a computation of one store calls one of another store, which calls one of the same',
    options: { ...SHARED, plans: ['row', 'outer', 'far'] },
    start: after(
      (world) => [reads(world, 'p1')],
      (world) => {
        world.start('writer', changes(world, 'p2', { by: 'tag' }));
        world.start('late reader', reads(world, 'p1', { plan: 'far', times: 2 }));
      },
    ),
  },
];

const INVALIDATION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'failed invalidation',
    about: 'an invalidation fails and is sent later from the outbox',
    options: { ...SINGLE, faultRate: 2, faults: 1, faulty: ['invalidate'] },
    start: overtaking('p1', 'tag'),
  },
  {
    name: 'failed invalidation of a key',
    about: 'the same with a key',
    options: { ...SINGLE, faultRate: 2, faults: 1, faulty: ['invalidateKeys'] },
    start: after((world) => [reads(world, 'p1')], overtaking('p1', 'key')),
  },
  {
    name: 'failed under a body',
    about: 'an invalidation fails while a body runs that was served, on its way, what it was to end',
    options: { ...SINGLE, plans: ['row', 'outer'], faulty: ['invalidate'], fates: ['before'] },
    start: after(
      (world) => [reads(world, 'p1')],
      (world) => {
        world.start('writer', changes(world, 'p1', { by: 'tag' }));
        world.start('early reader', reads(world, 'p1', { plan: 'outer' }));
        world.start('late reader', reads(world, 'p1', { plan: 'outer' }));
      },
    ),
  },
  {
    name: 'failed twice',
    about: 'an invalidation fails while the outbox sends an earlier one of the same name',
    options: { ...SHARED, faulty: ['invalidate'], fates: ['before', 'none', 'before'] },
    start: (world) => {
      world.start('writer', changes(world, 'p1', { by: 'tag' }));
      world.start('other process', reads(world, 'p2'));
      world.start('other writer', changes(world, 'p1', { by: 'tag' }));
      world.start('late reader', reads(world, 'p1'));
    },
  },
  {
    name: 'rolled back',
    about: 'a load that began in a transaction ends after the rollback',
    options: SINGLE,
    start: transaction({ by: 'tag', ends: 'rolled back', before: ROW }),
  },
  {
    name: 'committed',
    about: 'calls in a transaction after it has invalidated',
    options: SINGLE,
    start: transaction({ by: 'tag', ends: 'committed', after: ROW }),
  },
  {
    name: 'refreshed in a transaction',
    about: 'a refresh in a transaction of a function that calls another one',
    options: { ...SINGLE, plans: ['both', 'row'] },
    start: after((world) => [reads(world, 'p1')], transaction({ by: 'refresh', ends: 'rolled back' })),
  },
];

/** Worlds whose few actors do one thing each, so that all orders of what they do can be run. */
export const SMALL_SCENARIOS: readonly Scenario[] = [
  ...FLIGHT_SCENARIOS,
  ...INVALIDATION_SCENARIOS,
  ...LOSS_SCENARIOS,
  ...SMALL_BATCH_SCENARIOS,
  ...SMALL_ENTITY_SCENARIOS,
];
