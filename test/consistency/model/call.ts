import type { Inside } from './body.ts';
import type { Draft } from './flight.ts';
import type { Steps } from './gate.ts';
import { join, runAlone } from './join.ts';
import type { Entry } from './node.ts';
import type { KeyPlan } from './plan.ts';
import { type Process, STORE_DOWN } from './process.ts';
import { protocolOf } from './protocols.ts';
import { type Seen, SharedRead } from './shared-read.ts';
import { ABSENT, renderStamp } from './stamp.ts';
import type { Call } from './truth.ts';
import type { World } from './world.ts';

/** What a call returns, with what a computation around it has to know. */
export interface Answer extends Draft {
  /** For stories. */
  readonly how: string;
}

/** A cached call, from the caller's side. This is the whole order of things. */
export function* call(world: World, process: Process, key: string, inside: Inside): Steps<Answer> {
  const me = beginCall(world, process, key);
  const answer = yield* answerTo(world, me, inside);
  endCall(world, me, answer, inside);
  return answer;
}

/** From here on what had been acknowledged must not be missing from the answer. */
export function beginCall(world: World, process: Process, key: string): Call {
  const me: Call = { id: name(world, process, key), process, key, came: world.now(), cameAt: world.time };
  world.counts.reads += 1;
  if (world.story !== undefined) world.say(`${me.id} begins`);
  return me;
}

/** What is returned is checked when it is returned. */
export function endCall(world: World, me: Call, answer: Answer, inside: Inside): void {
  if (world.story !== undefined) world.say(`${me.id} returns ${renderValue(answer)} (${answer.how})`);
  if (inside.scope === undefined) world.truth.check(me, answer.value, answer.how, answer.memory);
  else inside.scope.check(me, answer.value);
}

function* answerTo(world: World, me: Call, inside: Inside): Steps<Answer> {
  const { process, key } = me;
  const plan = world.plan(key);
  for (;;) {
    if (inside.scope?.collected) return yield* inDirtyScope(world, me, plan, inside);
    if (inside.store !== undefined && inside.store !== plan.store && !world.off.otherStoreRuns) {
      // Stamps of two stores cannot be compared: what this store serves has no place in the other's entry.
      return yield* runAlone(world, me, plan, { ...inside, store: 'mixed' }, true);
    }
    const seen = yield* lookUp(world, process, plan, inside);
    if ('how' in seen) return seen;
    if (inside.scope !== undefined && !world.off.scopeNeverStores)
      return yield* runAlone(world, me, plan, inside, false);
    const joined = yield* join(world, me, plan, inside, seen.stamp);
    if (joined !== undefined) return joined;
  }
}

/** Memory in front, then the store; or the stamp for a computation. */
export function* lookUp(world: World, process: Process, plan: KeyPlan, inside: Inside): Steps<Answer | Seen> {
  const { key } = plan;
  // What memory serves may be stale for a while; in a body it would become part of an entry that is stale for good.
  const remembered =
    inside.computation === undefined || world.off.frontNotInBody ? process.front?.serve(key) : undefined;
  if (remembered !== undefined && mayServe(world, process, key, remembered)) {
    world.counts.memory += 1;
    return fromEntry(world, remembered, true);
  }
  for (;;) {
    const generation = process.front?.generation ?? 0;
    const { outbox } = process;
    const settled = outbox.settlements;
    const seen = yield* look(world, process, plan);
    // What left the outbox meanwhile was written after the read perhaps, and is no longer there to refuse it.
    if (settled !== outbox.settlements && !world.off.outboxReadAnew) continue;
    if (seen.entry === undefined || !mayServe(world, process, key, seen.entry)) return seen;
    world.counts.hits += 1;
    process.front?.install(key, seen.entry, generation);
    return fromEntry(world, seen.entry, false);
  }
}

const mayServe = (world: World, process: Process, key: string, entry: Entry): boolean =>
  world.off.outboxServes === true || !process.outbox.concerns(key, entry);

/** From the first collected invalidation on: nothing is served, joined or stored. */
function* inDirtyScope(world: World, me: Call, plan: KeyPlan, inside: Inside): Steps<Answer> {
  const { off } = world;
  if (off.scopeServes) {
    const seen = yield* look(world, me.process, plan);
    if (seen.entry !== undefined) return fromEntry(world, seen.entry, false);
  }
  if (off.scopeJoins && me.process.flights.get(me.key)?.open) {
    const joined = yield* join(world, me, plan, inside, ABSENT);
    if (joined !== undefined) return joined;
  }
  return yield* runAlone(world, me, plan, inside, off.scopeStores === true);
}

/** One read of the store, shared with those who come before it is sent. */
function* look(world: World, process: Process, plan: KeyPlan): Steps<Seen> {
  if (!world.options.sharing) return yield* ask(world, process, plan);
  const waiting = process.reads.get(plan.key);
  if (waiting !== undefined && (!waiting.sent || world.off.sharedUntilSent)) {
    if (!waiting.done.open) yield waiting.done;
    return waiting.seen ?? UNSEEN;
  }
  const shared = new SharedRead();
  process.reads.set(plan.key, shared);
  yield;
  shared.sent = true;
  shared.seen = yield* ask(world, process, plan);
  if (process.reads.get(plan.key) === shared) process.reads.delete(plan.key);
  world.open(shared.done);
  return shared.seen;
}

const UNSEEN: Seen = { entry: undefined, stamp: ABSENT };

function* ask(world: World, process: Process, plan: KeyPlan): Steps<Seen> {
  const store = world.storeOf(process, plan);
  try {
    const seen = yield* protocolOf(store).read(store, process, plan);
    yield;
    process.reply();
    if (world.story !== undefined) world.say(renderSeen(plan.key, seen));
    return seen;
  } catch (error) {
    if (error !== STORE_DOWN) throw error;
    if (world.story !== undefined) world.say(`${process.name} cannot reach the store to read ${plan.key}`);
    return UNSEEN;
  }
}

function fromEntry(world: World, entry: Entry, memory: boolean): Answer {
  const { value, dependencies, asOf } = entry;
  const how = world.story === undefined ? (memory ? 'memory in front' : 'hit') : describe(entry, memory);
  return { value, dependencies, asOf, memory, how };
}

const describe = (entry: Entry, memory: boolean): string =>
  `${memory ? 'memory in front' : 'hit'}: stored by ${entry.by} with stamp ${renderStamp(entry.stamp)}`;

const name = (world: World, process: Process, key: string): string =>
  world.story === undefined ? `${process.name}'s read of ${key}` : `read ${world.newId()} of ${key} in ${process.name}`;

const renderValue = (answer: Draft): string =>
  answer.value
    .map((version, row) => (version < 0 ? '' : `row ${row} v${version}`))
    .filter((text) => text !== '')
    .join(', ');

const renderSeen = (key: string, seen: Seen): string =>
  seen.entry === undefined
    ? `${key} is a miss; stamp ${renderStamp(seen.stamp)}`
    : `${key} is a hit, stored by ${seen.entry.by}`;
