import { admitAtOnce, raiseAtOnce } from './bucket-scripts.ts';
import { at } from './choice.ts';
import type { Flight } from './flight.ts';
import type { Steps } from './gate.ts';
import { buryEntry, putEntry } from './key-scripts.ts';
import type { Entry, Message } from './node.ts';
import type { KeyPlan } from './plan.ts';
import type { Process } from './process.ts';
import type { Protocol } from './protocol.ts';
import type { Seen } from './shared-read.ts';
import { ABSENT, covers, isStamp, type Stamp, sameEpoch } from './stamp.ts';
import { keyName, type Store } from './store.ts';

/** Memory, SQLite, one Redis: every command is one atomic step. */
export const oneScript: Protocol = { read, stamp, write, invalidate, invalidateKey };

/** The entry a flight wants to store. Where one of its `asOf` is absent it can only be refused. */
export function entryOf(store: Store, flight: Flight): Entry | undefined {
  const { draft } = flight;
  if (draft === undefined || !isStamp(flight.stamp)) return undefined;
  const { dependencies, asOf, value } = draft;
  const by = store.world.story === undefined ? '' : `${flight.name} of ${flight.process.name}`;
  return { stamp: flight.stamp, dependencies, asOf, value, tombstone: false, mark: 0, by };
}

/** Rule 3, with the dependencies read now. `epoch`: a stamp of the counter, where it is read along. */
export function isValid(store: Store, entry: Entry, epoch: Stamp): boolean {
  const { off } = store.world;
  if (entry.tombstone) return false;
  if (off.dependenciesChecked) return true;
  for (let index = 0; index < entry.dependencies.length; index += 1) {
    const asOf = at(entry.asOf, index);
    const dependency = store.dependency(at(entry.dependencies, index));
    if (dependency === ABSENT && off.missingIsMiss) continue;
    if (!covers(asOf, dependency)) return false;
    if (!off.hitChecksEpoch && !sameEpoch(asOf, epoch)) return false;
  }
  return true;
}

function* read(store: Store, process: Process, plan: KeyPlan): Steps<Seen> {
  const { off } = store.world;
  const list = process.remembered.get(plan.key);
  yield;
  process.reach();
  let entry = store.entry(plan.key);
  if (entry !== undefined && list !== undefined && !entry.tombstone && entry.dependencies !== list) {
    // One MGET brought the stamps of the list that this process remembered; the entry has another one.
    if (off.rememberedListEqual) {
      const { stamp: own } = entry;
      const good = list.every((name) => covers(own, store.dependency(name)));
      return { entry: good ? entry : undefined, stamp: store.present() };
    }
    yield;
    process.reach();
    entry = store.entry(plan.key);
  }
  const stamp = store.present();
  if (entry === undefined || !isValid(store, entry, stamp)) return { entry: undefined, stamp };
  process.remembered.set(plan.key, entry.dependencies);
  return { entry, stamp };
}

function* stamp(store: Store, process: Process, next: boolean): Steps<Stamp> {
  yield;
  process.reach();
  return next ? store.next() : store.present();
}

function* write(store: Store, process: Process, flight: Flight, refresh: boolean): Steps<boolean> {
  yield;
  process.reach();
  const entry = entryOf(store, flight);
  if (entry === undefined) return false;
  let admitted = !entry.asOf.includes(ABSENT);
  entry.dependencies.forEach((name, index) => {
    if (!admitAtOnce(store, name, at(entry.asOf, index))) admitted = false;
  });
  if (store.world.off.writeChecked) admitted = true;
  const verdict = putEntry(store, { key: flight.key, entry, refresh, admitted }, true);
  if (refresh && !store.world.off.refreshLogged) store.append([{ name: keyName(flight.key), stamp: entry.stamp }]);
  return 'stored' in verdict && verdict.stored;
}

function* invalidate(store: Store, process: Process, names: readonly string[]): Steps<readonly Message[]> {
  yield;
  process.reach();
  const next = store.next();
  const messages = names.map((name) => ({ name, stamp: raiseAtOnce(store, name, next) }));
  store.append(messages);
  return messages;
}

function* invalidateKey(store: Store, process: Process, key: string): Steps<readonly Message[]> {
  yield;
  process.reach();
  const messages = [{ name: keyName(key), stamp: buryEntry(store, key, store.next(), true) }];
  store.append(messages);
  return messages;
}
