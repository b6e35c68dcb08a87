import { OUTSIDE } from './actors.ts';
import { beginCall, endCall, lookUp } from './call.ts';
import { oneOf } from './choice.ts';
import { Computation, Flight } from './flight.ts';
import type { Steps } from './gate.ts';
import { compute, countBodies, join, land, takeStamp } from './join.ts';
import type { KeyPlan } from './plan.ts';
import type { Process } from './process.ts';
import { ABSENT } from './stamp.ts';
import type { Call } from './truth.ts';
import type { World } from './world.ts';

interface Missing {
  readonly me: Call;
  readonly plan: KeyPlan;
  readonly flight: Flight;
}

/**
 * A batch: looks up all its items, runs one body for those that are missing and in nobody's flight, and
 * joins the others afterwards. Its flights share one computation, so a wait of its body is a wait of all.
 */
export function* batchReader(world: World, process: Process): Steps {
  const plans = chosen(world);
  const calls = plans.map((plan) => ({ plan, me: beginCall(world, process, plan.key) }));
  const missed: typeof calls = [];
  for (const item of calls) {
    const seen = yield* lookUp(world, process, item.plan, OUTSIDE);
    if ('how' in seen) endCall(world, item.me, seen, OUTSIDE);
    else missed.push(item);
  }
  const computation = new Computation(undefined);
  const own: Missing[] = [];
  const others: typeof calls = [];
  for (const item of missed) {
    const flight = process.flights.get(item.plan.key);
    if (flight !== undefined && (!flight.done.open || flight.began > item.me.came)) others.push(item);
    else own.push({ ...item, flight: begin(world, item.me, computation) });
  }
  yield* runTogether(world, own);
  for (const { me, plan } of others) {
    for (;;) {
      const joined = yield* join(world, me, plan, OUTSIDE, ABSENT);
      const answer = joined ?? (yield* lookUp(world, process, plan, OUTSIDE));
      if (!('how' in answer)) continue;
      endCall(world, me, answer, OUTSIDE);
      break;
    }
  }
}

function chosen(world: World): readonly KeyPlan[] {
  const first = oneOf(world.pick, world.scenario.plans);
  const second = oneOf(world.pick, world.scenario.plans);
  return first === second ? [first] : [first, second];
}

function begin(world: World, me: Call, computation: Computation): Flight {
  countBodies(world, me);
  const flight = new Flight(me.key, me.process, world.now(), ABSENT, computation, world.newId());
  me.process.flights.set(me.key, flight);
  if (world.story !== undefined) world.say(`${me.id} is computed by the batch (${flight.name})`);
  return flight;
}

/** One stamp before the body, one body, then every item's write. */
function* runTogether(world: World, own: readonly Missing[]): Steps {
  for (const { flight, plan } of own) yield* takeStamp(world, flight, plan, false);
  for (const { flight, plan } of own) yield* compute(world, flight, plan, OUTSIDE);
  for (const { flight, plan } of own) yield* land(world, flight, plan, false);
  for (const { me, flight } of own) {
    if (flight.draft !== undefined) endCall(world, me, { ...flight.draft, how: 'batch' }, OUTSIDE);
  }
}
