/**
 * The protocol over rows that can be changed atomically. Three rules:
 *
 * 1. An entry carries the stamp that was present before its body ran, and all its dependencies.
 * 2. Invalidating a dependency writes the next stamp to it, whatever hangs on it.
 * 3. An entry is served only if each dependency has a stamp and none is newer than the entry's own.
 *
 * A dependency without a stamp is new or was lost, and with it an invalidation may have been lost. Each
 * bucket's floor is the newest stamp that any invalidation ever wrote in that bucket: the most the absent one
 * can have missed. So the absent dependency is taken to stand at its floor, and the rules decide as always.
 * A floor that is absent itself, or of another epoch, counts as the present stamp, and writers make it anew there;
 * what began before that is refused once.
 */
import { bucketOf } from '../stamp/bucket.ts';
import { EVERYTHING } from '../stamp/dependency.ts';
import { isNotNewer, type Stamp } from '../stamp/stamp.ts';
import type { Milliseconds } from '../units.ts';
import type { MissReason, Reading, ReadRequest, Store, WriteOutcome, WriteRequest } from './port.ts';
import type { EntryRow, FloorKind, Rows, Tombstone } from './rows.ts';

/** A strict, synchronous store over rows. `now` is the clock by which entries expire. */
export function atomicStore(kind: string, rows: Rows, now: () => Milliseconds): Store {
  return {
    kind,
    promise: 'strict',
    synchronous: true,
    hit: (key) => {
      const found = readRow(rows, key, now());
      return typeof found === 'string' ? undefined : found;
    },
    read: (requests) => requests.map((request) => readKey(rows, request, now())),
    takeNextStamps: (requests) => {
      const next = rows.atomically('passing', () => rows.next());
      return requests.map(() => next);
    },
    write: (writes) => rows.atomically('passing', () => writes.map((write) => writeEntry(rows, write))),
    invalidate: (dependencies) => rows.atomically('lasting', () => invalidate(rows, dependencies)),
    invalidateKeys: (keys) => rows.atomically('lasting', () => keys.map((key) => invalidateKey(rows, key, now()))),
    sizeOf: (owner) => rows.countOf(owner),
    dispose: () => rows.dispose(),
  };
}

function readKey(rows: Rows, { key, dependencies }: ReadRequest, now: Milliseconds): Reading {
  const row = readRow(rows, key, now);
  const found = typeof row === 'string' || isGoodFor(rows, row, dependencies) ? row : 'invalidated';
  const stamp = rows.present();
  return typeof found === 'string' ? { reason: found, stamp } : { entry: found, stamp };
}

/** The entry that may be served, or why there is none. */
function readRow(rows: Rows, key: string, now: Milliseconds): EntryRow | MissReason {
  const row = rows.entry(key);
  if (row === undefined) return 'absent';
  if (isTombstone(row)) return 'invalidated';
  if (row.expiresAt <= now) return 'expired';
  const version = rows.version();
  if (row.provenAt !== version) {
    if (!row.dependencies.includes(EVERYTHING)) return 'malformed';
    if (row.stamp.epoch !== rows.present().epoch) return 'invalidated';
    if (!row.dependencies.every((name) => isNotNewer(rows.dependency(name), row.stamp))) return 'invalidated';
    row.provenAt = version;
  }
  rows.touch(row);
  return row;
}

/** Whether nothing that the asker depends on, and the entry does not, was invalidated since the entry's stamp. */
function isGoodFor(rows: Rows, row: EntryRow, dependencies: readonly string[]): boolean {
  return dependencies.every((name) => row.dependencies.includes(name) || isNotNewer(stampOf(rows, name), row.stamp));
}

/**
 * A dependency's stamp; an absent one stands at its bucket's floor, the most it can have missed, and where that was
 * lost too, at the present. Reading changes nothing: the write that follows a miss makes them anew.
 */
function stampOf(rows: Rows, name: string): Stamp {
  const known = ofEpoch(rows.dependency(name), rows.present());
  return known ?? floorOf(rows, { kind: 'dependency', name }) ?? rows.present();
}

function writeEntry(rows: Rows, write: WriteRequest): WriteOutcome {
  if (write.stamp.epoch !== rows.present().epoch) return 'refused';
  const outcome = keyAccepts(rows, write) ? putAccepted(rows, write) : 'refused';
  if (write.raisesFloor) endOlder(rows, write, outcome);
  return outcome;
}

/** What began earlier loses to this write, also where it is refused: then an older entry ends. */
function endOlder(rows: Rows, { key, stamp }: WriteRequest, outcome: WriteOutcome): void {
  raiseFloor(rows, { kind: 'key', name: key }, stamp);
  const standing = rows.stampAt(key);
  if (outcome === 'refused' && isNotNewer(standing, stamp)) rows.putTombstone(key, stamp);
}

function putAccepted(rows: Rows, write: WriteRequest): WriteOutcome {
  const absent: [name: string, floor: Stamp][] = [];
  for (const name of write.dependencies) {
    const known = ofEpoch(rows.dependency(name), write.stamp);
    const stamp = known ?? mendFloor(rows, { kind: 'dependency', name: name });
    if (!isNotNewer(stamp, write.stamp)) return 'refused';
    if (known === undefined) absent.push([name, stamp]);
  }
  for (const [name, floor] of absent) rows.adoptDependency(name, floor);
  rows.putEntry(write);
  return 'stored';
}

/** Whether nothing newer stands, or may have stood, at the key. */
function keyAccepts(rows: Rows, write: WriteRequest): boolean {
  const standing = ofEpoch(rows.stampAt(write.key), write.stamp);
  return isNotNewer(standing ?? mendFloor(rows, { kind: 'key', name: write.key }), write.stamp);
}

function invalidate(rows: Rows, dependencies: readonly string[]): void {
  const stamp = rows.next();
  for (const name of dependencies) {
    rows.raiseDependency(name, stamp);
    raiseFloor(rows, { kind: 'dependency', name: name }, stamp);
  }
}

function invalidateKey(rows: Rows, key: string, now: Milliseconds): boolean {
  const servable = typeof readRow(rows, key, now) !== 'string';
  const stamp = rows.next();
  rows.putTombstone(key, stamp);
  raiseFloor(rows, { kind: 'key', name: key }, stamp);
  return servable;
}

/** What stands on a floor. */
interface Floored {
  readonly kind: FloorKind;
  readonly name: string;
}

/** The bucket's floor; absent where it was lost. */
function floorOf(rows: Rows, { kind, name }: Floored): Stamp | undefined {
  return ofEpoch(rows.floor(kind, bucketOf(name)), rows.present());
}

/** The bucket's floor, made anew at the present stamp where it was lost. */
function mendFloor(rows: Rows, floored: Floored): Stamp {
  const floor = floorOf(rows, floored);
  if (floor !== undefined) return floor;
  const present = rows.present();
  rows.setFloor(floored.kind, bucketOf(floored.name), present);
  return present;
}

function raiseFloor(rows: Rows, floored: Floored, stamp: Stamp): void {
  const floor = floorOf(rows, floored);
  if (floor !== undefined && floor.count >= stamp.count) return;
  // A lost floor may have been higher than a stamp that was taken a while ago (refresh, prime).
  rows.setFloor(floored.kind, bucketOf(floored.name), floor === undefined ? rows.present() : stamp);
}

/** The stamp, where it is of the same epoch as the one in hand; otherwise it counts as absent. */
function ofEpoch(stamp: Stamp | undefined, inHand: Stamp): Stamp | undefined {
  return stamp?.epoch === inHand.epoch ? stamp : undefined;
}

function isTombstone(row: EntryRow | Tombstone): row is Tombstone {
  return 'tombstone' in row;
}
