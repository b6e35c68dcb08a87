import { type Inside, runBody } from './body.ts';
import type { Answer } from './call.ts';
import { Computation, Flight, leadsBack } from './flight.ts';
import type { Steps } from './gate.ts';
import { mayGiveUp } from './give-up.ts';
import type { KeyPlan } from './plan.ts';
import { type Process, STORE_DOWN } from './process.ts';
import { protocolOf } from './protocols.ts';
import { ABSENT, renderStamp, type Stamp } from './stamp.ts';
import type { Call } from './truth.ts';
import type { World } from './world.ts';

/**
 * After a miss. Joins a flight, waits for one whose write is on its way, or starts one. Undefined: the
 * store has to be read anew.
 */
export function* join(world: World, me: Call, plan: KeyPlan, inside: Inside, stamp: Stamp): Steps<Answer | undefined> {
  const { process, key } = me;
  const { off } = world;
  for (let inHand = stamp; ; inHand = ABSENT) {
    const flight = process.flights.get(key);
    if (flight === undefined || (flight.done.open && !servesLate(world, flight, me))) {
      return yield* lead(world, me, plan, inside, inHand);
    }
    if (!off.waitEdges && leadsBack(flight, inside.computation)) return yield* runAlone(world, me, plan, inside, true);
    if (flight.began > me.came) {
      yield* waitFor(world, me, flight, inside);
      return answerOf(world, flight);
    }
    if (flight.open) {
      yield* waitFor(world, me, flight, inside);
      if (flight.accepted || off.refusedNotTaken) return answerOf(world, flight);
      if (off.startTogether) return yield* lead(world, me, plan, inside, ABSENT);
    } else {
      if (off.lateWait) return yield* lead(world, me, plan, inside, ABSENT);
      yield* waitFor(world, me, flight, inside);
      if (flight.accepted) return undefined;
    }
  }
}

/** A finished flight still serves whoever came before it began. */
const servesLate = (world: World, flight: Flight, me: Call): boolean =>
  flight.began > me.came && world.off.finishedServes !== true;

function* waitFor(world: World, me: Call, flight: Flight, inside: Inside): Steps {
  if (flight.done.open) return;
  const invalidated = me.process.invalidatedAt.get(me.key) ?? 0;
  if (flight.began < invalidated && invalidated < me.came) {
    world.truth.fail(
      'waits',
      `${me.id} came after an invalidation in its process and waits for ${flight.name}, which began before it`,
    );
  }
  if (world.story !== undefined)
    world.say(`${me.id} ${flight.open ? 'joins' : 'waits for the write of'} ${flight.name}`);
  world.counts.joins += 1;
  inside.computation?.waitsFor.add(flight);
  yield flight.done;
  inside.computation?.waitsFor.delete(flight);
}

function answerOf(world: World, flight: Flight): Answer | undefined {
  if (flight.draft === undefined) return undefined;
  const memory = flight.draft.memory && !flight.accepted;
  const how =
    world.story === undefined ? 'joined' : `result of ${flight.name}, ${flight.accepted ? 'accepted' : 'not accepted'}`;
  return { ...flight.draft, memory, how };
}

/** Starts a flight, runs the body, writes. The one who starts it always gets its value. */
function* lead(world: World, me: Call, plan: KeyPlan, inside: Inside, stamp: Stamp): Steps<Answer> {
  countBodies(world, me);
  const flight = new Flight(me.key, me.process, world.now(), stamp, new Computation(inside.computation), world.newId());
  me.process.flights.set(me.key, flight);
  inside.computation?.waitsFor.add(flight);
  if (world.story !== undefined) world.say(`${me.id} starts ${flight.name}`);
  yield* fly(world, flight, plan, inside, false);
  inside.computation?.waitsFor.delete(flight);
  const answer = answerOf(world, flight);
  if (answer === undefined) throw new Error('a flight ended without a value');
  return { ...answer, memory: flight.draft?.memory ?? false };
}

/** N callers, two bodies: nobody starts one while another serves, or could have served. */
export function countBodies(world: World, me: Call): void {
  const flight = me.process.flights.get(me.key);
  if (flight === undefined) return;
  if (!flight.done.open)
    world.truth.fail('bodies', `${me.id} starts a body although ${flight.name} is still under way`);
  else if (flight.began > me.came) {
    world.truth.fail(
      'bodies',
      `${me.id} starts a body although ${flight.name} began after it came: a third body for callers who came together`,
    );
  }
}

/** The flight itself: stamp, body, closed to joiners, write, reply. */
export function* fly(world: World, flight: Flight, plan: KeyPlan, inside: Inside, refresh: boolean): Steps {
  yield* takeStamp(world, flight, plan, refresh);
  yield* compute(world, flight, plan, inside);
  yield* land(world, flight, plan, refresh);
}

/** The stamp, before the body: what was read along with the miss, or one of its own. */
export function* takeStamp(world: World, flight: Flight, plan: KeyPlan, refresh: boolean): Steps {
  if (flight.stamp !== ABSENT && !refresh) return;
  const store = world.storeOf(flight.process, plan);
  const steps = protocolOf(store).stamp(store, flight.process, refresh && !world.off.refreshNext, plan);
  flight.stamp = yield* stampOr(world, steps, flight);
}

/** The body. */
export function* compute(world: World, flight: Flight, plan: KeyPlan, inside: Inside): Steps {
  const { process, computation } = flight;
  const within = { ...inside, computation, store: inside.store === 'mixed' ? inside.store : plan.store };
  flight.draft = yield* runBody(world, process, plan, () => flight.stamp, within);
  if (!world.off.stampBeforeBody) return;
  const store = world.storeOf(process, plan);
  flight.stamp = yield* stampOr(world, protocolOf(store).stamp(store, process, false, plan), flight);
  flight.draft = { ...flight.draft, asOf: flight.draft.asOf.map(() => flight.stamp) };
}

/** Closed to joiners, written, done. */
export function* land(world: World, flight: Flight, plan: KeyPlan, refresh: boolean): Steps {
  const { process } = flight;
  yield;
  if (!world.off.closeBeforeWrite) flight.open = false;
  const generation = process.front?.generation ?? 0;
  flight.accepted = yield* tryWrite(world, flight, plan, refresh);
  flight.open = false;
  if (flight.accepted) installOwn(world, flight, generation);
  else world.counts.refused += 1;
  world.open(flight.done);
}

function* stampOr(world: World, steps: Steps<Stamp>, flight: Flight): Steps<Stamp> {
  try {
    const stamp = yield* steps;
    if (world.story !== undefined) world.say(`${flight.name} takes stamp ${renderStamp(stamp)}`);
    return stamp;
  } catch (error) {
    if (error !== STORE_DOWN) throw error;
    return ABSENT;
  }
}

function* tryWrite(world: World, flight: Flight, plan: KeyPlan, refresh: boolean): Steps<boolean> {
  const { process } = flight;
  const store = world.storeOf(process, plan);
  if (flight.stamp === ABSENT || flight.draft === undefined) return false;
  if (process.outbox.concerns(flight.key, flight.draft) && !world.off.outboxStores) return false;
  if (world.scenario.unstorable && !refresh && world.pick(5) === 0) return false;
  try {
    const steps = protocolOf(store).write(store, process, flight, refresh);
    yield* mayGiveUp(world, process, steps);
    const accepted = yield* steps;
    if (world.story !== undefined) world.say(`${flight.name}'s write is ${accepted ? 'accepted' : 'refused'}`);
    yield;
    process.reply();
    flight.answered = true;
    return accepted;
  } catch (error) {
    if (error !== STORE_DOWN) throw error;
    if (world.story !== undefined) world.say(`${flight.name}'s write finds the store unreachable`);
    return false;
  }
}

function installOwn(world: World, flight: Flight, generation: number): void {
  const { draft, process } = flight;
  if (draft === undefined || process.front === undefined) return;
  const { value, dependencies, asOf } = draft;
  const by = world.story === undefined ? '' : flight.name;
  const entry = { stamp: flight.stamp, value, dependencies, asOf, tombstone: false, mark: 0, by };
  process.front.install(flight.key, entry, generation);
}

/** Without a flight: in a dirty scope, in recursion, or inside another store's computation. */
export function* runAlone(world: World, me: Call, plan: KeyPlan, inside: Inside, stores: boolean): Steps<Answer> {
  const flight = new Flight(
    me.key,
    me.process,
    world.now(),
    ABSENT,
    new Computation(inside.computation),
    world.newId(),
  );
  if (world.story !== undefined) world.say(`${me.id} runs its body alone (${flight.name})`);
  if (stores) {
    inside.computation?.waitsFor.add(flight);
    yield* fly(world, flight, plan, inside, false);
    inside.computation?.waitsFor.delete(flight);
  } else flight.draft = yield* runBody(world, me.process, plan, () => ABSENT, inside);
  const { draft } = flight;
  if (draft === undefined) throw new Error('a body ended without a value');
  return { ...draft, how: 'own body' };
}

/** Out of the map at once: who comes later does not wait for it. */
export function detach(world: World, process: Process, key: string): void {
  process.invalidatedAt.set(key, world.now());
  if (!world.off.detach) process.flights.delete(key);
}
