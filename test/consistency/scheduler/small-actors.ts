/** What the actors of small scenarios do: one thing each. */
import { isRowWriter } from './compile-row-writer.ts';
import { type InvalidateBy, invalidateRow } from './invalidate.ts';
import type { RowKind } from './map-rows.ts';
import { PLANS, type PlanName } from './plan.ts';
import type { Process } from './process.ts';
import { ask } from './read.ts';
import { askBatch } from './read-batch.ts';
import { type TransactionPlan, transact } from './transact.ts';
import type { World } from './world.ts';

/** Starts the actors of a scenario. */
export type Start = (world: World) => void;

/** What an actor does. */
type Deed = () => Promise<void>;

/** Options of a scenario on rows that can be lost, shared by two processes. */
export const SHARED = { rows: 1, plans: ['row'], processes: 2, store: 'map' } as const;

/** The same with one process. */
export const SINGLE = { ...SHARED, processes: 1 } as const;

function processOf(world: World, name: string): Process {
  const process = world.processes.find((one) => one.name === name);
  if (process === undefined) throw new Error(`there is no process ${name}`);
  return process;
}

interface Reads {
  readonly plan?: PlanName;
  readonly r?: number;
  readonly times?: number;
}

/** Calls `row(0)`, or another function or row, once or so many times. */
export function reads(world: World, name: string, { plan = 'row', r = 0, times = 1 }: Reads = {}): Deed {
  return async () => {
    for (let i = 0; i < times; i++) await ask(world, processOf(world, name), { plan: PLANS[plan], r, verb: 'call' });
  };
}

/** Calls a batch for some rows, once or so many times. */
export function readsMany(
  world: World,
  name: string,
  { plan, rows, times = 1 }: { readonly plan: PlanName; readonly rows: readonly number[]; readonly times?: number },
): Deed {
  return async () => {
    for (let i = 0; i < times; i++) await askBatch(world, processOf(world, name), { plan: PLANS[plan], rows });
  };
}

/** Changes row 0, or another, and invalidates it. */
export function changes(
  world: World,
  name: string,
  { by, row = 0 }: { readonly by: InvalidateBy; readonly row?: number },
): Deed {
  return async () => {
    if (!isRowWriter(by)) {
      const version = world.ledger.change(row);
      world.tell(() => `changes row ${row} to version ${version.number}`);
    }
    await invalidateRow(world, processOf(world, name), { row, by });
  };
}

/** Loses all rows of a kind, or the one of a name; then the next. */
export function loses(world: World, losses: readonly { readonly kind: RowKind; readonly name?: string }[]): Deed {
  return async () => {
    for (const { kind, name } of losses) {
      world.rows.loseAll(kind, name);
      world.tell(() => `the store loses ${name === undefined ? `every ${kind}` : `the ${kind} ${name}`}`);
      await world.turn();
    }
  };
}

/** A reader that was there early, a writer in one of the processes, and a reader that comes late. */
export function overtaking(writer: string, by: InvalidateBy): Start {
  return (world) => {
    world.start('early reader', reads(world, 'p1'));
    world.start('writer', changes(world, writer, { by }));
    world.start('late reader', reads(world, 'p1', { times: 2 }));
  };
}

/** The same while the store loses rows. */
export function overtakingWithLoss(by: InvalidateBy, kinds: readonly RowKind[]): Start {
  return prepared((world) => {
    overtaking('p2', by)(world);
    world.start(
      'loser',
      loses(
        world,
        kinds.map((kind) => ({ kind })),
      ),
    );
  });
}

/** The actors start in a store that knows the dependencies already, with an entry that has been invalidated. */
export function prepared(start: Start): Start {
  return after((world) => [reads(world, 'p1'), changes(world, 'p2', { by: 'tag' })], start);
}

/** The actors start after these deeds. */
export function after(before: (world: World) => readonly Deed[], start: Start): Start {
  return (world) =>
    world.start('before', async () => {
      for (const deed of before(world)) await deed();
      start(world);
    });
}

/** A transaction and a reader beside it. */
export function transaction(plan: Omit<TransactionPlan, 'name' | 'row'>): Start {
  return (world) => {
    const named = { ...plan, name: 'the transaction', row: 0 };
    world.start('transaction', () => transact(world, processOf(world, 'p1'), named));
    world.start('reader', reads(world, 'p1', { times: 2 }));
  };
}

/** A body that ends only when a writer in its process has ended, who also reads after he has written. */
export function doomed(write: (world: World) => readonly Deed[], plan: PlanName = 'row'): Start {
  return (world) => {
    const end = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    world.hold = { until: end.promise, begun: begun.resolve };
    world.start('early reader', reads(world, 'p1', { plan }));
    world.start('writer', async () => {
      await begun.promise;
      for (const deed of write(world)) await deed();
      await reads(world, 'p1', { plan, times: 2 })();
      end.resolve();
    });
  };
}
