import { admitDependency, raiseDependency, settleFloor, settleInvalidation } from './bucket-scripts.ts';
import { at } from './choice.ts';
import type { Flight } from './flight.ts';
import type { Steps } from './gate.ts';
import { late } from './give-up.ts';
import { buryEntry, type KeyWrite, putEntry, settleKeyFloor, settleTombstone } from './key-scripts.ts';
import type { Entry, Message } from './node.ts';
import { entryOf } from './one-script.ts';
import type { KeyPlan } from './plan.ts';
import type { Process } from './process.ts';
import type { Protocol } from './protocol.ts';
import type { Seen } from './shared-read.ts';
import { ABSENT, covers, isStamp, renderStamp, type Stamp } from './stamp.ts';
import { keyName, type Store } from './store.ts';

/** A cluster: the counter, each bucket and each key are atomic by themselves, and nothing is together. */
export const inSteps: Protocol = { read, stamp, write, invalidate, invalidateKey };

function* read(store: Store, process: Process, plan: KeyPlan): Steps<Seen> {
  const entry = store.world.options.stampsFirst
    ? yield* readStampsFirst(store, process, plan)
    : yield* readEntryFirst(store, process, plan);
  if (entry !== undefined) {
    process.remembered.set(plan.key, entry.dependencies);
    return { entry, stamp: ABSENT };
  }
  return { entry: undefined, stamp: yield* stamp(store, process, false) };
}

function* readEntryFirst(store: Store, process: Process, plan: KeyPlan): Steps<Entry | undefined> {
  const { off } = store.world;
  yield;
  process.reach();
  const entry = store.entry(plan.key);
  if (entry === undefined || entry.tombstone) return undefined;
  if (off.dependenciesChecked) return entry;
  for (let index = 0; index < entry.dependencies.length; index += 1) {
    yield;
    process.reach();
    const dependency = store.dependency(at(entry.dependencies, index));
    if (dependency === ABSENT && off.missingIsMiss) continue;
    if (!covers(at(entry.asOf, index), dependency)) return undefined;
  }
  return entry;
}

/** The other order: the stamps of the remembered list, then the entry. */
function* readStampsFirst(store: Store, process: Process, plan: KeyPlan): Steps<Entry | undefined> {
  const list = process.remembered.get(plan.key);
  if (list === undefined) return yield* readEntryFirst(store, process, plan);
  const stamps: Stamp[] = [];
  for (const name of list) {
    yield;
    process.reach();
    stamps.push(store.dependency(name));
  }
  yield;
  process.reach();
  const entry = store.entry(plan.key);
  if (entry === undefined || entry.tombstone) return undefined;
  if (entry.dependencies.join() !== list.join()) return yield* readEntryFirst(store, process, plan);
  return stamps.every((dependency, index) => covers(at(entry.asOf, index), dependency)) ? entry : undefined;
}

function* stamp(store: Store, process: Process, next: boolean): Steps<Stamp> {
  yield;
  process.reach();
  return next ? store.next() : store.present();
}

function* nextStamp(store: Store, process: Process): Steps<Stamp> {
  const { world } = store;
  const next = yield* stamp(store, process, true);
  if (world.story !== undefined) world.say(`${world.actor} takes stamp ${renderStamp(next)}`);
  return next;
}

/** The floor was of no use: a token stands in its place now. */
function tellToken(store: Store, name: string, token: Stamp): void {
  const { world } = store;
  if (world.story === undefined) return;
  world.say(`${world.actor} puts ${renderStamp(token)} in the place of the floor of ${name}`);
}

function tellFloor(store: Store, name: string, stamp: Stamp, settled: boolean): void {
  const { world } = store;
  if (world.story === undefined) return;
  const what = settled ? 'makes the floor' : 'has lost its token and cannot make the floor';
  world.say(`${world.actor} ${what} of ${name} ${renderStamp(stamp)}`);
}

function* write(store: Store, process: Process, flight: Flight, refresh: boolean): Steps<boolean> {
  const entry = entryOf(store, flight);
  if (entry === undefined) return false;
  let admitted = !entry.asOf.includes(ABSENT);
  for (let index = 0; index < entry.dependencies.length && admitted; index += 1) {
    admitted = yield* admit(store, process, at(entry.dependencies, index), at(entry.asOf, index));
  }
  if (store.world.off.writeChecked) admitted = true;
  if (!admitted && !refresh) return false;
  const stored = yield* put(store, process, { key: flight.key, entry, refresh, admitted });
  if (refresh && !store.world.off.refreshLogged) {
    yield* log(store, process, [{ name: keyName(flight.key), stamp: entry.stamp }]);
  }
  return stored;
}

/** One dependency of an entry that wants to be stored. A floor that cannot be used is made anew, once. */
function* admit(store: Store, process: Process, name: string, asOf: Stamp): Steps<boolean> {
  const { off } = store.world;
  for (let remake = true; ; remake = false) {
    yield;
    process.reach();
    const verdict = admitDependency(store, name, asOf, remake);
    if (typeof verdict === 'boolean') return verdict;
    tellToken(store, name, verdict);
    const after = off.stampAfterToken ? asOf : yield* stamp(store, process, false);
    yield;
    process.reach();
    if (off.readerToken) {
      if (!isStamp(store.floor(store.bucketOf(name)))) store.setFloor(store.bucketOf(name), after);
    } else {
      const settled = settleFloor(store, name, verdict, after);
      tellFloor(store, name, after, settled);
      if (!settled) return false;
    }
  }
}

/** The entry itself, last. A refused refresh still has to end what is older, so it goes on until it has. */
function* put(store: Store, process: Process, keyWrite: KeyWrite): Steps<boolean> {
  const { key, entry, refresh } = keyWrite;
  for (let round = 0; ; round += 1) {
    yield;
    process.reach();
    const verdict = putEntry(store, keyWrite, false);
    if ('stored' in verdict) return verdict.stored;
    tellToken(store, keyName(key), verdict.token);
    const after = store.world.off.keyStampAfterToken ? entry.stamp : yield* stamp(store, process, false);
    yield;
    process.reach();
    const settled = settleKeyFloor(store, key, verdict.token, after);
    tellFloor(store, keyName(key), after, settled);
    if (refresh && settled && !covers(entry.stamp, after) && !store.world.off.refusedRefreshEnds) {
      // The floor is newer than this refresh, or of another epoch: it ends whatever is older, and is refused.
      store.deleteEntry(key);
      return false;
    }
    if (!refresh && (!settled || round > 0)) return false;
  }
}

function* log(store: Store, process: Process, messages: readonly Message[]): Steps {
  const { world } = store;
  const steps = append(store, process, messages);
  if (world.off.loggedBeforeAck) world.start(process, `the log of ${world.actor}`, late(steps, 2));
  else yield* steps;
}

function* append(store: Store, process: Process, messages: readonly Message[]): Steps {
  yield;
  process.reach();
  store.append(messages);
}

function* invalidate(store: Store, process: Process, names: readonly string[]): Steps<readonly Message[]> {
  const messages: Message[] = [];
  const held = yield* nextStamp(store, process);
  for (const name of names) messages.push({ name, stamp: yield* raise(store, process, name, held) });
  yield* log(store, process, messages);
  return messages;
}

/** One dependency: at once where its floor can be used, else token, a stamp after it, compare and set. */
function* raise(store: Store, process: Process, name: string, held: Stamp): Steps<Stamp> {
  for (let inHand = held; ; ) {
    yield;
    process.reach();
    const token = raiseDependency(store, name, inHand);
    if (isStamp(token)) return token;
    tellToken(store, name, token);
    if (!store.world.off.nextAfterToken) inHand = yield* nextStamp(store, process);
    yield;
    process.reach();
    const settled = settleInvalidation(store, name, token, inHand);
    tellFloor(store, name, inHand, settled);
    if (settled) return inHand;
  }
}

function* invalidateKey(store: Store, process: Process, key: string): Steps<readonly Message[]> {
  const held = yield* nextStamp(store, process);
  const messages = [{ name: keyName(key), stamp: yield* bury(store, process, key, held) }];
  yield* log(store, process, messages);
  return messages;
}

function* bury(store: Store, process: Process, key: string, held: Stamp): Steps<Stamp> {
  for (let inHand = held; ; ) {
    yield;
    process.reach();
    const token = buryEntry(store, key, inHand, false);
    if (isStamp(token)) return token;
    tellToken(store, keyName(key), token);
    if (!store.world.off.keyNextAfterToken) inHand = yield* nextStamp(store, process);
    yield;
    process.reach();
    const settled = settleTombstone(store, key, token, inHand);
    tellFloor(store, keyName(key), inHand, settled);
    if (settled) return inHand;
  }
}
