import { isRowWriter } from './compile-row-writer.ts';
import { acknowledge, functionOf } from './invalidate.ts';
import type { Transaction } from './ledger.ts';
import { nameOf, type Plan, type Subject } from './plan.ts';
import type { Process } from './process.ts';
import { ask } from './read.ts';
import type { World } from './world.ts';

export interface TransactionPlan {
  readonly name: string;
  readonly row: number;
  readonly ends: 'committed' | 'rolled back';
  /** What it invalidates: the row's tag, its entity by a writer, or the key of the first function with it. */
  readonly by: 'tag' | 'key' | 'refresh' | 'writer' | 'sync writer' | 'named writer';
  /** Called before anything was invalidated; nobody waits for it inside. */
  readonly before?: Subject;
  /** Called after. */
  readonly after?: Subject;
  /** Left running when the callback ends. */
  readonly left?: Subject;
  /** Invalidates in a scope within the scope. */
  readonly nested?: true;
}

class RollBack extends Error {
  override readonly name = 'RollBack';
}

/**
 * A transaction inside `invalidateAfter`: it changes a row, invalidates, calls cached functions and ends. Between the
 * change and the collected invalidation nobody else runs, as in code that changes and invalidates in one go.
 */
export async function transact(world: World, process: Process, plan: TransactionPlan): Promise<void> {
  const { ledger, scheduler } = world;
  const transaction: Transaction = { name: plan.name, writes: new Map(), state: 'open' };
  const versions = new Map<number, number>();
  const left: Promise<void>[] = [];
  world.counts.transactions++;
  const inside = async (): Promise<void> => {
    if (plan.before !== undefined) left.push(ask(world, process, { ...plan.before, verb: 'call' }));
    await world.turn();
    if (!isWriter(plan)) ledger.changeWithin(transaction, plan.row);
    world.tell(() => `${plan.name} writes row ${plan.row} and invalidates it`);
    await collect(world, process, plan);
    await world.turn();
    if (plan.after !== undefined) await ask(world, process, { ...plan.after, verb: 'call' });
    if (plan.left !== undefined) left.push(ask(world, process, { ...plan.left, verb: 'call' }));
    await world.turn();
    if (plan.ends === 'rolled back') {
      ledger.rollBack(transaction);
      world.tell(() => `${plan.name} rolls back`);
      throw new RollBack();
    }
    ledger.commit(transaction);
    world.tell(() => `${plan.name} commits`);
    for (const [row, number] of ledger.present([plan.row])) versions.set(row, number);
    await world.turn();
  };
  const work = (): Promise<void> => process.runtime.invalidateAfter(() => scheduler.within({ transaction }, inside));
  const keys = plan.by === 'tag' || isWriter(plan) ? {} : { keys: [nameOf(firstPlan(world), plan.row)] };
  await acknowledge(world, process, { coverage: { versions, ...keys }, work }).catch(expectRollBack);
  await Promise.all(left);
}

async function collect(world: World, process: Process, { row, by, nested }: TransactionPlan): Promise<void> {
  const { runtime } = process;
  const operations = runtime.cacheOf(functionOf(process, firstPlan(world)));
  // The operations are untyped here; each of these functions takes `r`.
  const args = [row] as never[];
  const verbs = {
    writer: async () => process.writers.writer.write(row, () => {}),
    'sync writer': async () => process.writers['sync writer'].write(row, () => {}),
    'named writer': async () => process.writers['named writer'].write(row, () => {}),
    tag: () => runtime.invalidateTag(`row:${row}`),
    key: () => operations.invalidate(...args),
    refresh: () => operations.refresh(...args),
  };
  await (nested ? runtime.invalidateAfter<unknown>(verbs[by]) : verbs[by]());
}

/** The writer's own body changes the row. */
function isWriter({ by }: TransactionPlan): boolean {
  return isRowWriter(by);
}

function firstPlan({ options }: World): Plan {
  const [plan] = options.plans;
  if (plan === undefined) throw new Error('the world has no functions');
  return plan;
}

function expectRollBack(error: unknown): void {
  if (!(error instanceof RollBack)) throw error;
}
