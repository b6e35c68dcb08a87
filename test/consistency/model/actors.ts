import { call } from './call.ts';
import { at, oneOf } from './choice.ts';
import type { Steps } from './gate.ts';
import { invalidate, refresh } from './invalidate.ts';
import type { Debt } from './outbox.ts';
import type { Process } from './process.ts';
import type { WriteKind } from './scenario.ts';
import { keyName } from './store.ts';
import { TransactionScope } from './transaction-scope.ts';
import type { World } from './world.ts';

/** A call that nothing is around. */
export const OUTSIDE = { computation: undefined, store: undefined, scope: undefined, depth: 0 };

/** Calls one of the cached functions. */
export function* reader(world: World, process: Process): Steps {
  yield* call(world, process, oneOf(world.pick, world.scenario.plans).key, OUTSIDE);
}

/** A row changes, is committed, and then its dependents are invalidated in one of the ways there are. */
export function* writer(world: World, process: Process): Steps {
  const row = world.pick(world.scenario.rows);
  if (at(world.truth.locked, row)) return;
  const version = world.truth.issue(row);
  world.truth.commit(row, version);
  if (world.story !== undefined) world.say(`${world.actor} commits row ${row} at version ${version}`);
  yield;
  yield* invalidateRow(world, process, row, version);
}

function* invalidateRow(world: World, process: Process, row: number, version: number): Steps {
  // One for the call itself: a retry that delivers its first name does not settle what it has not tried yet.
  const debt = { row, version, left: 1, abandoned: false };
  const done = yield* invalidateBy(world, process, oneOf(world.pick, world.scenario.writes), row, debt);
  debt.left -= 1;
  if (!done) {
    if (debt.left > 0 && !debt.abandoned) world.truth.acknowledge(row, version, process, true);
    return;
  }
  if (world.story !== undefined) world.say(`${world.actor} is told: row ${row} version ${version} is invalidated`);
  world.truth.acknowledge(row, version, process, false);
}

function* invalidateBy(world: World, process: Process, kind: WriteKind, row: number, debt: Debt): Steps<boolean> {
  const dependents = at(world.dependents, row);
  switch (kind) {
    case 'entity':
      return yield* invalidate(world, process, lookedUp(world, row) ? [`e:${row}`, 'c'] : [`e:${row}`], debt);
    case 'all':
      return yield* invalidate(world, process, ['*'], debt);
    case 'functions':
    case 'keys':
    case 'refresh':
  }
  // One by one, inner calls first: an outer one must not be computed from an inner one that is still there.
  for (const plan of dependents) {
    const name = kind === 'keys' ? keyName(plan.key) : `f:${plan.key}`;
    const ok =
      kind === 'refresh' ? yield* refresh(world, process, plan.key) : yield* invalidate(world, process, [name], debt);
    if (ok) continue;
    // The rejection ends the sequence; nothing is promised for what was not reached.
    debt.abandoned = plan !== dependents.at(-1);
    return false;
  }
  return true;
}

/** A write may have created or deleted the row, so it invalidates the collection too. */
const lookedUp = (world: World, row: number): boolean =>
  world.scenario.plans.some((plan) => plan.parts.some((part) => 'row' in part && part.row === row && part.lookup));

/** A transaction in an `invalidateAfter` scope: reads, writes, collects, reads again, commits or rolls back. */
export function* transaction(world: World, process: Process): Steps {
  const { pick, truth } = world;
  const row = pick(world.scenario.rows);
  if (at(truth.locked, row)) return;
  truth.locked[row] = true;
  const scope = new TransactionScope(world, pick(2) === 0 ? [...truth.committed] : undefined);
  const inside = { ...OUTSIDE, scope };
  const key = oneOf(pick, at(world.dependents, row)).key;
  yield;
  if (pick(2) === 0) world.start(process, `a call beside ${world.actor}`, alone(call(world, process, key, inside)));
  yield;
  const version = truth.issue(row);
  scope.own.set(row, version);
  if (world.story !== undefined) world.say(`${world.actor} writes row ${row} at version ${version}, not committed`);
  yield;
  scope.collect();
  yield* call(world, process, key, inside);
  yield;
  truth.locked[row] = false;
  if (pick(3) === 0) {
    truth.abort(row, version);
    if (world.story !== undefined) world.say(`${world.actor} rolls back row ${row} version ${version}`);
    return;
  }
  truth.commit(row, version);
  if (world.story !== undefined) world.say(`${world.actor} commits row ${row} at version ${version}`);
  yield;
  yield* invalidateRow(world, process, row, version);
}

function* alone(steps: Steps<unknown>): Steps {
  yield* steps;
}

/** `refresh` by itself, of any key. */
export function* refresher(world: World, process: Process): Steps {
  yield* refresh(world, process, oneOf(world.pick, world.scenario.plans).key);
}

/** What is new in the log. */
export function* poller(world: World, process: Process): Steps {
  const { front } = process;
  if (front === undefined || front.polling) return;
  front.polling = true;
  const began = world.time;
  const { suspended } = process;
  yield;
  if (!process.down) {
    const log = at(process.stores, 0).log();
    yield;
    if (!process.down) front.applyPoll(log, began, suspended);
  }
  front.polling = false;
}

/** The channel brings one message: late, twice or out of order, as it happens. */
export function hearChannel(world: World, process: Process): void {
  if (world.channel.length === 0 || process.frozen) return;
  const message = oneOf(world.pick, world.channel);
  if (world.story !== undefined) world.say(`${process.name} hears of ${message.name} over the channel`);
  process.front?.hear(message);
}
