import { at } from './choice.ts';
import { Computation, Flight } from './flight.ts';
import type { Steps } from './gate.ts';
import { late, mayGiveUp } from './give-up.ts';
import { detach, fly } from './join.ts';
import type { Message } from './node.ts';
import type { Debt } from './outbox.ts';
import { type Process, STORE_DOWN } from './process.ts';
import { protocolOf } from './protocols.ts';
import { ABSENT, renderStamp } from './stamp.ts';
import { keyName } from './store.ts';
import type { World } from './world.ts';

/** Which keys of this process an invalidated name may concern. */
function keysOf(world: World, name: string): readonly string[] {
  if (name === '*' || name === 'c') return world.scenario.plans.map((plan) => plan.key);
  if (name.startsWith('e:')) return at(world.dependents, Number(name.slice(2))).map((plan) => plan.key);
  return [name.slice(2)];
}

/**
 * Writes the names to every store and resolves when all have them. Returns whether they do; what could
 * not be written is in the outbox.
 */
export function* invalidate(world: World, process: Process, names: readonly string[], debt: Debt): Steps<boolean> {
  world.counts.invalidations += 1;
  for (const name of names) for (const key of keysOf(world, name)) detach(world, process, key);
  const first = world.pick(process.stores.length);
  let delivered = true;
  for (let turn = 0; turn < process.stores.length; turn += 1) {
    const index = (first + turn) % process.stores.length;
    const key = keyOf(names);
    if (key !== undefined && world.plan(key).store !== index) continue;
    try {
      const steps = deliver(world, process, index, names);
      if (turn > 0 && world.off.everyStore) world.start(process, `the rest of ${world.actor}`, late(steps, 9));
      else yield* steps;
    } catch (error) {
      if (error !== STORE_DOWN) throw error;
      delivered = false;
      for (const name of names) process.outbox.add(index, name, debt);
      if (world.story !== undefined)
        world.say(`${world.actor} cannot reach the store: ${names.join(', ')} to the outbox`);
    }
  }
  return delivered;
}

/** A key is invalidated by itself, where it lives. */
const keyOf = (names: readonly string[]): string | undefined =>
  at(names, 0).startsWith('k:') ? at(names, 0).slice(2) : undefined;

/** Names to one store, and what was written to the own memory before anybody is told. */
function* deliver(world: World, process: Process, index: number, names: readonly string[]): Steps {
  const store = at(process.stores, index);
  const protocol = protocolOf(store);
  const key = keyOf(names);
  const steps =
    key === undefined ? protocol.invalidate(store, process, names) : protocol.invalidateKey(store, process, key);
  yield* mayGiveUp(world, process, steps);
  const messages = yield* steps;
  if (world.story !== undefined) world.say(`${world.actor} has written ${render(messages)}`);
  yield;
  process.reply();
  if (!world.off.ownMemory) for (const message of messages) process.front?.hear(message);
}

const render = (messages: readonly Message[]): string =>
  messages.map((message) => `${message.name} := ${renderStamp(message.stamp)}`).join(', ');

/** A retry of one thing in the outbox. */
export function* retry(world: World, process: Process): Steps {
  const item = process.outbox.any();
  if (item === undefined) return;
  const { generation } = item;
  try {
    yield* deliver(world, process, item.store, [item.name]);
    process.outbox.settle(item, generation, process);
  } catch (error) {
    if (error !== STORE_DOWN) throw error;
  }
}

/**
 * Runs the body anew and replaces the entry; `prime` is the same with another body. Returns whether it may
 * be relied on: later calls return nothing older.
 */
export function* refresh(world: World, process: Process, key: string): Steps<boolean> {
  const plan = world.plan(key);
  detach(world, process, key);
  const flight = new Flight(key, process, world.now(), ABSENT, new Computation(undefined), world.newId());
  process.flights.set(key, flight);
  if (world.story !== undefined) world.say(`${world.actor} refreshes ${key} (${flight.name})`);
  yield* fly(world, flight, plan, { computation: undefined, store: undefined, scope: undefined, depth: 0 }, true);
  if (flight.answered && !world.off.ownMemory) process.front?.hear({ name: keyName(key), stamp: flight.stamp });
  return flight.answered;
}
