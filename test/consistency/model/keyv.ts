import { at } from './choice.ts';
import type { Flight } from './flight.ts';
import type { Steps } from './gate.ts';
import type { Entry, Message } from './node.ts';
import { entryOf } from './one-script.ts';
import type { KeyPlan } from './plan.ts';
import type { Process } from './process.ts';
import type { Protocol } from './protocol.ts';
import type { Seen } from './shared-read.ts';
import { ABSENT, type Stamp } from './stamp.ts';
import { keyName, type Store } from './store.ts';

/**
 * Any other store: get and set, and the clocks of the processes. An entry has to be newer than what it
 * depends on by `clockSkew`; a name has a stamp that only invalidations write (`d:`) and a marker of its
 * first use (`u:`), whose loss is a miss.
 */
export const keyv: Protocol = { read, stamp, write, invalidate, invalidateKey };

const stampName = (name: string): string => `d:${name}`;
const markerName = (name: string): string => `u:${name}`;

const clock = (store: Store, process: Process): Stamp => store.world.time + process.clockOffset;

const skew = (store: Store): number => store.world.scenario.clockSkew ?? 0;

/** Two clocks differ by at most half of it, and a write may take the other half. */
const margin = (store: Store): number => (store.world.off.clockMargin ? 0 : skew(store));

/** Names that decide over a key: what its result depends on, and the key itself. */
const namesOf = (store: Store, key: string, dependencies: readonly string[]): readonly string[] =>
  store.world.off.keyStampApart ? dependencies : [...dependencies, keyName(key)];

function* get(store: Store, process: Process, name: string): Steps<Stamp> {
  yield;
  process.reach();
  return store.dependency(name);
}

/**
 * Whether all that decides over a key is old enough: the stamps first, then the markers. What is lost
 * between the two shows in the markers; in the other order it would show in neither.
 */
function* allOlder(
  store: Store,
  process: Process,
  names: readonly string[],
  asOf: (index: number) => Stamp,
): Steps<boolean> {
  const { off } = store.world;
  if (off.markerAfterStamp && !(yield* allMarked(store, process, names, asOf))) return false;
  for (let index = 0; index < names.length; index += 1) {
    const name = at(names, index);
    const limit = asOf(index) - margin(store);
    const own = off.ownStamps ? undefined : process.ownNewest.get(store.bucketOf(name));
    if (own !== undefined && own > limit) return false;
    const written = yield* get(store, process, stampName(name));
    if (written > limit) return false;
    if (off.separateMarker && written === ABSENT && !isKey(name)) return false;
  }
  if (off.markerAfterStamp || off.separateMarker) return true;
  return yield* allMarked(store, process, names, asOf);
}

function* allMarked(
  store: Store,
  process: Process,
  names: readonly string[],
  asOf: (index: number) => Stamp,
): Steps<boolean> {
  if (store.world.off.markerChecked) return true;
  for (let index = 0; index < names.length; index += 1) {
    const name = at(names, index);
    if (isKey(name)) continue;
    const marked = yield* get(store, process, markerName(name));
    if (marked === ABSENT || marked > asOf(index) - margin(store)) return false;
  }
  return true;
}

/** A key has no marker of its own: a loss of everything shows in the markers of what it depends on. */
const isKey = (name: string): boolean => name.startsWith('k:');

function* read(store: Store, process: Process, plan: KeyPlan): Steps<Seen> {
  const now = clock(store, process);
  yield;
  process.reach();
  const entry = store.entry(plan.key);
  const missed = { entry: undefined, stamp: now };
  if (entry === undefined || entry.tombstone) return missed;
  if (store.world.off.dependenciesChecked) return { entry, stamp: now };
  const names = namesOf(store, plan.key, entry.dependencies);
  const older = yield* allOlder(store, process, names, (index) => entry.asOf[index] ?? entry.stamp);
  return older ? { entry, stamp: now } : missed;
}

// biome-ignore lint/correctness/useYield: the clock is at hand; other stores take a trip for it.
function* stamp(store: Store, process: Process): Steps<Stamp> {
  return clock(store, process);
}

function* write(store: Store, process: Process, flight: Flight): Steps<boolean> {
  const entry = entryOf(store, flight);
  if (entry === undefined || entry.asOf.includes(ABSENT)) return false;
  const names = namesOf(store, flight.key, entry.dependencies);
  for (const name of names) if (!isKey(name)) yield* mark(store, process, name);
  const admitted = yield* allOlder(store, process, names, (index) => entry.asOf[index] ?? entry.stamp);
  if (!admitted && !store.world.off.writeChecked) return false;
  return yield* set(store, process, flight.key, entry);
}

function* set(store: Store, process: Process, key: string, entry: Entry): Steps<boolean> {
  yield;
  process.reach();
  if (store.world.off.keyStampApart) {
    const existing = store.entry(key);
    if (existing?.tombstone && existing.stamp > entry.stamp - margin(store)) return false;
    yield;
    process.reach();
  }
  store.setEntry(key, entry);
  return true;
}

/** The first use of a name. */
function* mark(store: Store, process: Process, name: string): Steps {
  const { off, truth } = store.world;
  const target = off.separateMarker ? stampName(name) : markerName(name);
  if ((yield* get(store, process, target)) !== ABSENT) return;
  const { flushes } = store.world;
  let hides: readonly number[] = [];
  try {
    for (let slow = true; slow; ) {
      const begun = clock(store, process);
      yield* put(store, process, target, begun);
      // A marker that arrives after a flush vouches for what was flushed, until it has been written again.
      if (hides.length === 0 && flushes !== store.world.flushes) hides = excuse(store, name);
      yield;
      process.reply();
      slow = isSlow(store, process, begun) && !off.slowMarkerAgain;
    }
  } finally {
    for (const row of hides) truth.slowWriteEnds(row);
  }
}

function* put(store: Store, process: Process, target: string, written: Stamp): Steps {
  yield;
  process.reach();
  store.setDependency(target, written);
}

const isSlow = (store: Store, process: Process, begun: number): boolean =>
  clock(store, process) - begun > skew(store) / 2;

/** The bound of such stores: others may be served what a slow write hides until it has been written again. */
function excuse(store: Store, name: string): readonly number[] {
  const rows = rowsOf(store, name);
  for (const row of rows) store.world.truth.slowWriteBegins(row);
  return rows;
}

function rowsOf(store: Store, name: string): readonly number[] {
  if (name.startsWith('e:')) return [Number(name.slice(2))];
  return Array.from({ length: store.world.scenario.rows }, (_, row) => row);
}

function* invalidate(store: Store, process: Process, names: readonly string[]): Steps<readonly Message[]> {
  const messages: Message[] = [];
  for (const name of names) messages.push({ name, stamp: yield* raise(store, process, name) });
  return messages;
}

/** A write that took too long to arrive may have overwritten a newer one, so it is written again. */
function* raise(store: Store, process: Process, name: string): Steps<Stamp> {
  const rows = excuse(store, name);
  let written = ABSENT;
  try {
    for (let slow = true; slow; ) {
      written = clock(store, process);
      yield* put(store, process, stampName(name), written);
      yield;
      process.reply();
      slow = isSlow(store, process, written) && !store.world.off.slowWriteAgain;
    }
  } finally {
    for (const row of rows) store.world.truth.slowWriteEnds(row);
  }
  remember(store, process, name, written);
  return written;
}

function remember(store: Store, process: Process, name: string, written: Stamp): void {
  const bucket = store.bucketOf(name);
  process.ownNewest.set(bucket, Math.max(written, process.ownNewest.get(bucket) ?? ABSENT));
}

function* invalidateKey(store: Store, process: Process, key: string): Steps<readonly Message[]> {
  if (!store.world.off.keyStampApart) return yield* invalidate(store, process, [keyName(key)]);
  const written = clock(store, process);
  yield;
  process.reach();
  const tombstone = {
    stamp: written,
    dependencies: [],
    asOf: [],
    value: [],
    tombstone: true,
    mark: 0,
    by: 'tombstone',
  };
  store.setEntry(key, tombstone);
  return [{ name: keyName(key), stamp: written }];
}
