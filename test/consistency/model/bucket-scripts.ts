import { ABSENT, covers, isStamp, type Stamp, sameEpoch } from './stamp.ts';
import type { Store } from './store.ts';

/**
 * What runs in one step on the slot of a dependency's bucket. Where the floor cannot be used the step ends
 * with a token in its place (returned, negative), and the caller takes a stamp and comes back to settle it.
 */

const newer = (one: Stamp, other: Stamp): Stamp => (sameEpoch(one, other) ? Math.max(one, other) : one);

/** An invalidation with its stamp in hand. Returns the stamp that now ends the entries, or a token. */
export function raiseDependency(store: Store, name: string, stamp: Stamp): Stamp {
  const { off } = store.world;
  const bucket = store.bucketOf(name);
  const floor = store.floor(bucket);
  const usable = sameEpoch(floor, stamp);
  const overwrites = isStamp(floor) ? off.floorOfOtherEpoch : off.invalidationToken;
  if (!usable && !overwrites) {
    const token = store.world.newToken();
    store.setFloor(bucket, token);
    if (!off.deleteDependency) store.deleteDependency(name);
    return token;
  }
  const base = usable ? floor : ABSENT;
  const present = store.dependency(name);
  const known = sameEpoch(present, stamp) ? present : off.floorInDependency ? ABSENT : base;
  const raised = off.newestStays ? stamp : newer(stamp, known);
  store.setDependency(name, raised);
  if (!off.floorRaised || !usable) store.setFloor(bucket, newer(stamp, base));
  return raised;
}

/** The last of an invalidation's three steps. */
export function settleInvalidation(store: Store, name: string, token: Stamp, stamp: Stamp): boolean {
  const bucket = store.bucketOf(name);
  if (store.floor(bucket) !== token && !store.world.off.tokenCompared) return false;
  store.setFloor(bucket, stamp);
  if (!store.world.off.settleWritesDependency) store.setDependency(name, stamp);
  return true;
}

/** The last of a reader's three steps. */
export function settleFloor(store: Store, name: string, token: Stamp, stamp: Stamp): boolean {
  const bucket = store.bucketOf(name);
  if (store.floor(bucket) !== token && !store.world.off.tokenCompared) return false;
  store.setFloor(bucket, stamp);
  return true;
}

/**
 * A reader's check of one dependency before its write. `remake`: it may still put a token in the place of
 * a floor that cannot be used; it does so once, then decides with what is there.
 */
export function admitDependency(store: Store, name: string, asOf: Stamp, remake: boolean): boolean | Stamp {
  const { off } = store.world;
  const bucket = store.bucketOf(name);
  const present = store.dependency(name);
  if (store.world.options.lean && sameEpoch(present, asOf)) return present <= asOf;
  const floor = store.floor(bucket);
  if (!isStamp(floor) || !sameEpoch(floor, asOf)) {
    if (off.absentTakesFloor && present === ABSENT) return takeOwn(store, name, asOf);
    if (!remake) return false;
    const token = store.world.newToken();
    if (!off.readerToken) store.setFloor(bucket, token);
    return token;
  }
  if (sameEpoch(present, floor)) return covers(asOf, present);
  if (off.absentTakesFloor) return takeOwn(store, name, asOf);
  store.setDependency(name, floor);
  return covers(asOf, floor);
}

/** What goes wrong without floors: an absent dependency is taken for a new one. */
function takeOwn(store: Store, name: string, asOf: Stamp): boolean {
  store.setDependency(name, asOf);
  return true;
}

/** The one-script form: counter and bucket are one atomic step, so a floor is made anew in place. */
export function admitAtOnce(store: Store, name: string, asOf: Stamp): boolean {
  const bucket = store.bucketOf(name);
  const counter = store.present();
  if (!sameEpoch(store.floor(bucket), counter)) store.setFloor(bucket, counter);
  const floor = store.floor(bucket);
  const present = store.dependency(name);
  if (sameEpoch(present, floor)) return covers(asOf, present);
  if (store.world.off.absentTakesFloor) return takeOwn(store, name, asOf);
  store.setDependency(name, floor);
  return covers(asOf, floor);
}

/** The one-script form: the stamp is the newest there is. */
export function raiseAtOnce(store: Store, name: string, stamp: Stamp): Stamp {
  const bucket = store.bucketOf(name);
  store.setDependency(name, stamp);
  if (!store.world.off.floorRaised || !sameEpoch(store.floor(bucket), stamp)) store.setFloor(bucket, stamp);
  return stamp;
}
