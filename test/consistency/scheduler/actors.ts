import { oneOf } from './choice.ts';
import { isRowWriter } from './compile-row-writer.ts';
import { type InvalidateBy, invalidateRow } from './invalidate.ts';
import type { Subject } from './plan.ts';
import type { Process } from './process.ts';
import { ask, type Verb } from './read.ts';
import { askBatch } from './read-batch.ts';
import { transact } from './transact.ts';
import type { World } from './world.ts';

/** One call in so many is `uncached` or `peek`. */
const RARE_VERBS: readonly Verb[] = [
  'call',
  'call',
  'call',
  'call',
  'call',
  'call',
  'call',
  'call',
  'uncached',
  'peek',
];

/** Calls functions of the world with its rows; now and then several callers come at once. */
export async function readAtRandom(world: World, process: Process, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await world.turn();
    const subject = anySubject(world);
    if (subject.plan.batch !== undefined && world.choice.pick(3) > 0) {
      await askBatch(world, process, { plan: subject.plan, rows: anyRows(world) });
      continue;
    }
    const callers = world.choice.pick(4) === 0 ? 3 : 1;
    const verb = callers > 1 ? 'call' : oneOf(world.choice, RARE_VERBS);
    await Promise.all(Array.from({ length: callers }, () => ask(world, process, { ...subject, verb })));
  }
}

/** Changes rows and ends what was cached of them. */
export async function writeAtRandom(
  world: World,
  process: Process,
  { ways, times }: { readonly ways: readonly InvalidateBy[]; readonly times: number },
): Promise<void> {
  for (let i = 0; i < times; i++) {
    await world.turn();
    const row = world.choice.pick(world.options.rows);
    const by = oneOf(world.choice, ways);
    if (!isRowWriter(by)) {
      const version = world.ledger.change(row);
      world.tell(() => `changes row ${row} to version ${version.number}`);
      await world.turn();
    }
    await invalidateRow(world, process, { row, by });
  }
}

const BY_TAG = ['tag', 'tag', 'key', 'refresh'] as const;
const BY_WRITER = ['writer', 'sync writer', 'named writer', 'key', 'refresh'] as const;

/** Transactions of all kinds. */
export async function transactAtRandom(
  world: World,
  process: Process,
  { name, times }: { readonly name: string; readonly times: number },
): Promise<void> {
  const { choice } = world;
  for (let i = 0; i < times; i++) {
    await world.turn();
    await transact(world, process, {
      name: `${name}.${i + 1}`,
      row: choice.pick(world.options.rows),
      by: oneOf(choice, world.options.plans[0]?.tracks === undefined ? BY_TAG : BY_WRITER),
      ends: choice.pick(2) === 0 ? 'committed' : 'rolled back',
      ...(choice.pick(2) === 0 ? {} : { before: anySubject(world) }),
      ...(choice.pick(2) === 0 ? {} : { after: anySubject(world) }),
      ...(choice.pick(2) === 0 ? {} : { left: anySubject(world) }),
      ...(choice.pick(3) > 0 ? {} : { nested: true as const }),
    });
  }
}

/** Switches serving and storing off and on. */
export async function switchOffAndOn(world: World, process: Process, times: number): Promise<void> {
  for (let i = 0; i < 2 * times; i++) {
    await world.turn();
    const enabled = i % 2 === 1;
    world.tell(() => `switches the cache of ${process.name} ${enabled ? 'on' : 'off'}`);
    await process.runtime.configure({ enabled });
  }
}

/** Some rows in any order, one of them twice now and then. */
function anyRows({ choice, options }: World): readonly number[] {
  return Array.from({ length: 1 + choice.pick(options.rows + 1) }, () => choice.pick(options.rows));
}

function anySubject(world: World): Subject {
  return { plan: oneOf(world.choice, world.options.plans), r: world.choice.pick(world.options.rows) };
}
