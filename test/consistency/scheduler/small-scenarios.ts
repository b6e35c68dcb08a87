import { checkBodies } from './burst.ts';
import { type InvalidateBy, invalidateRow } from './invalidate.ts';
import type { RowKind } from './map-rows.ts';
import { PLANS, type PlanName } from './plan.ts';
import type { Process } from './process.ts';
import { ask } from './read.ts';
import type { Scenario } from './scenario.ts';
import { type TransactionPlan, transact } from './transact.ts';
import type { World } from './world.ts';

const ROW = PLANS.row;
const shared = { rows: 1, plans: ['row'], processes: 2, store: 'map' } as const;

function processOf(world: World, name: string): Process {
  const process = world.processes.find((one) => one.name === name);
  if (process === undefined) throw new Error(`there is no process ${name}`);
  return process;
}

/** An actor that calls a function with row 0, so many times. */
function reads(world: World, name: string, { plan = 'row', times = 1 }: { plan?: PlanName; times?: number } = {}): () => Promise<void> {
  return async () => {
    for (let i = 0; i < times; i++) await ask(world, processOf(world, name), { plan: PLANS[plan], r: 0, verb: 'call' });
  };
}

/** An actor that changes row 0 and invalidates it. */
function changes(world: World, name: string, by: InvalidateBy): () => Promise<void> {
  return async () => {
    const version = world.ledger.change(0);
    world.tell(() => `changes row 0 to version ${version.number}`);
    await invalidateRow(world, processOf(world, name), { row: 0, by });
  };
}

/** A reader that was there early, a writer in one of the processes, and a reader that comes late. */
function overtaking(writer: string, by: InvalidateBy): (world: World) => void {
  return (world) => {
    world.start('early reader', reads(world, 'p1'));
    world.start('writer', changes(world, writer, by));
    world.start('late reader', reads(world, 'p1', { times: 2 }));
  };
}

/** The same in a store that knows the dependencies already, with an entry that has been invalidated. */
function prepared(start: (world: World) => void): (world: World) => void {
  return (world) => {
    world.start('before', async () => {
      await reads(world, 'p1')();
      await changes(world, 'p2', 'tag')();
      start(world);
    });
  };
}

function transaction(plan: Omit<TransactionPlan, 'name' | 'row'>): (world: World) => void {
  return (world) => {
    world.start('transaction', () => transact(world, processOf(world, 'p1'), { ...plan, name: 'the transaction', row: 0 }));
    world.start('reader', reads(world, 'p1', { times: 2 }));
  };
}

/** Loses all rows of a kind, then of the next. */
function loses(world: World, kinds: readonly RowKind[]): () => Promise<void> {
  return async () => {
    for (const kind of kinds) {
      world.rows.loseAll(kind);
      world.tell(() => `the store loses every ${kind}`);
      await world.turn();
    }
  };
}

/** Worlds whose few actors do one thing each, so that all orders of what they do can be run. */
export const SMALL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'overtaken by another process',
    about: 'a load that began before an invalidation ends after it',
    options: shared,
    start: overtaking('p2', 'tag'),
  },
  {
    name: 'overtaken in its own process',
    about: 'the same, with the invalidation in the process of the load',
    options: shared,
    start: overtaking('p1', 'key'),
  },
  {
    name: 'overtaken by a key',
    about: "the same, with the invalidation of the load's key",
    options: shared,
    start: prepared(overtaking('p2', 'key')),
  },
  {
    name: 'overtaken by a refresh',
    about: 'a load that began before a refresh ends after it',
    options: shared,
    start: prepared(overtaking('p2', 'refresh')),
  },
  {
    name: 'failed invalidation',
    about: 'an invalidation fails and is sent later from the outbox',
    options: { ...shared, processes: 1, faultRate: 2, faults: 1, faulty: ['invalidate'] },
    start: overtaking('p1', 'tag'),
  },
  {
    name: 'rolled back',
    about: 'a load that began in a transaction ends after the rollback',
    options: { ...shared, processes: 1 },
    start: transaction({ by: 'tag', ends: 'rolled back', before: { plan: ROW, r: 0 } }),
  },
  {
    name: 'committed',
    about: 'calls in a transaction, before and after it invalidates',
    options: { ...shared, processes: 1 },
    start: transaction({ by: 'tag', ends: 'committed', after: { plan: ROW, r: 0 } }),
  },
  {
    name: 'crosswise',
    about: 'two functions that call each other are called at the same time',
    options: { ...shared, plans: ['left', 'right'], processes: 1 },
    start: (world) => {
      world.start('left', reads(world, 'p1', { plan: 'left' }));
      world.start('right', reads(world, 'p1', { plan: 'right' }));
    },
  },
  {
    name: 'lost dependency',
    about: 'dependencies are lost between an invalidation and a late write',
    options: shared,
    start: prepared((world) => {
      overtaking('p2', 'tag')(world);
      world.start('loser', loses(world, ['dependency']));
    }),
  },
  {
    name: 'lost rows',
    about: 'dependencies and floors are lost between an invalidation and a late write',
    options: shared,
    start: prepared((world) => {
      overtaking('p2', 'tag')(world);
      world.start('loser', loses(world, ['dependency', 'floor']));
    }),
  },
  {
    name: 'lost key',
    about: 'the tombstone of a key is lost between its invalidation and a late write',
    options: shared,
    start: prepared((world) => {
      overtaking('p2', 'key')(world);
      world.start('loser', loses(world, ['entry']));
    }),
  },
  {
    name: 'lost refresh',
    about: 'the entry of a refresh is lost before a late write',
    options: shared,
    start: prepared((world) => {
      overtaking('p2', 'refresh')(world);
      world.start('loser', loses(world, ['entry']));
    }),
  },
  {
    name: 'restart',
    about: 'the store restarts from a snapshot that lacks an acknowledged invalidation, while a load runs',
    options: shared,
    start: prepared((world) => {
      const snapshot = world.rows.snapshot();
      overtaking('p2', 'tag')(world);
      world.start('store', async () => {
        world.rows.restore(snapshot);
        world.tell(() => 'the store restarts from the snapshot, in a new epoch');
      });
    }),
  },
  {
    name: 'three callers',
    about: 'three callers of one key come while its row changes: at most two bodies',
    options: shared,
    start: (world) => {
      for (const name of ['first', 'second', 'third']) world.start(name, reads(world, 'p1'));
      world.start('writer', changes(world, 'p2', 'tag'));
    },
    finally: checkBodies,
  },
  {
    name: 'failed twice',
    about: 'an invalidation fails while the outbox sends an earlier one of the same name',
    options: { ...shared, processes: 1, faultRate: 2, faults: 3, faulty: ['invalidate'] },
    start: (world) => {
      world.start('writer', changes(world, 'p1', 'tag'));
      world.start('other writer', changes(world, 'p1', 'tag'));
      world.start('reader', reads(world, 'p1', { times: 3 }));
    },
  },
  {
    name: 'doomed',
    about: 'a caller after an invalidation does not wait for a body that began before it and never ends; nor do others',
    options: { ...shared, plans: ['row', 'lookup'], processes: 1 },
    start: doomed((world) => changes(world, 'p1', 'tag')),
  },
  {
    name: 'doomed by a refresh',
    about: 'a caller after a refresh, whose entry is lost again, does not wait for a body that began before it',
    options: { ...shared, plans: ['row'], processes: 1 },
    start: doomed((world) => async () => {
      await changes(world, 'p1', 'refresh')();
      await loses(world, ['entry'])();
    }),
  },
];

/** A body that ends only when a writer in its process has ended, who also reads after he has written. */
function doomed(write: (world: World) => () => Promise<void>): (world: World) => void {
  return (world) => {
    const end = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    world.hold = { until: end.promise, begun: begun.resolve };
    world.start('early reader', reads(world, 'p1'));
    world.start('writer', async () => {
      await begun.promise;
      if (world.options.plans.length > 1) await reads(world, 'p1', { plan: 'lookup' })();
      await write(world)();
      await reads(world, 'p1', { times: 2 })();
      end.resolve();
    });
  };
}
