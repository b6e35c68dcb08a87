import type { Entry } from './node.ts';
import { isStamp, type Stamp, sameEpoch } from './stamp.ts';
import { keyName, type Store } from './store.ts';

/**
 * What runs in one step on the slot of a key: entry, tombstone and the key's floor share it. A floor that
 * cannot be used is replaced by a token, as in `bucket-scripts.ts`; with `atOnce` the counter is in reach
 * and the floor is made anew in place.
 */
export interface KeyWrite {
  readonly key: string;
  readonly entry: Entry;
  /** `refresh` and `prime`: the key's floor rises to the entry's stamp, and no older entry stays. */
  readonly refresh: boolean;
  /** Whether the dependencies let it in; a refused refresh still ends what is older. */
  readonly admitted: boolean;
}

/** Done, or the token that stands in the place of the floor now. */
export type KeyVerdict = { readonly stored: boolean } | { readonly token: Stamp };

/** Stores an entry, or refuses it; or leaves a token where the floor has to be made anew first. */
export function putEntry(store: Store, write: KeyWrite, atOnce: boolean): KeyVerdict {
  const { key, entry, refresh } = write;
  const { off } = store.world;
  const bucket = store.bucketOf(keyName(key));
  const existing = store.entry(key);
  const comparable = existing !== undefined && sameEpoch(existing.stamp, entry.stamp);
  if (!comparable || refresh) {
    if (!sameEpoch(store.keyFloor(bucket), entry.stamp)) {
      if (!atOnce) return placeKeyToken(store, key);
      if (!sameEpoch(store.keyFloor(bucket), store.present())) store.setKeyFloor(bucket, store.present());
    }
  }
  if (refresh && !off.refreshFloor) raiseKeyFloor(store, bucket, entry.stamp);
  const floor = store.keyFloor(bucket);
  const newest = comparable
    ? existing.stamp <= entry.stamp || off.olderWriteLoses === true
    : mayFollow(store, floor, entry);
  const stored = write.admitted && newest;
  if (stored) store.setEntry(key, entry);
  else if (refresh && !off.refusedRefreshEnds && !(comparable && existing.stamp >= entry.stamp)) store.deleteEntry(key);
  return { stored };
}

const mayFollow = (store: Store, floor: Stamp, entry: Entry): boolean =>
  store.world.off.keyFloor === true || (sameEpoch(floor, entry.stamp) && floor <= entry.stamp);

function raiseKeyFloor(store: Store, bucket: number, stamp: Stamp): void {
  const floor = store.keyFloor(bucket);
  if (sameEpoch(floor, stamp)) store.setKeyFloor(bucket, Math.max(floor, stamp));
}

/** The first of the three steps that make a key's floor anew. */
export function placeKeyToken(store: Store, key: string): { readonly token: Stamp } {
  const token = store.world.newToken();
  store.setKeyFloor(store.bucketOf(keyName(key)), token);
  return { token };
}

/** The last of them. */
export function settleKeyFloor(store: Store, key: string, token: Stamp, stamp: Stamp): boolean {
  const bucket = store.bucketOf(keyName(key));
  if (store.keyFloor(bucket) !== token && !store.world.off.keyTokenCompared) return false;
  store.setKeyFloor(bucket, stamp);
  return true;
}

/** Invalidates one key with the stamp in hand. Returns that stamp, or a token. */
export function buryEntry(store: Store, key: string, stamp: Stamp, atOnce: boolean): Stamp {
  const bucket = store.bucketOf(keyName(key));
  const floor = store.keyFloor(bucket);
  if (!sameEpoch(floor, stamp)) {
    if (!atOnce && !(isStamp(floor) ? store.world.off.keyFloorOfOtherEpoch : store.world.off.keyInvalidationToken)) {
      store.deleteEntry(key);
      return placeKeyToken(store, key).token;
    }
    store.setKeyFloor(bucket, stamp);
  }
  raiseKeyFloor(store, bucket, stamp);
  bury(store, key, stamp);
  return stamp;
}

/** The last of the three steps. */
export function settleTombstone(store: Store, key: string, token: Stamp, stamp: Stamp): boolean {
  if (!settleKeyFloor(store, key, token, stamp)) return false;
  bury(store, key, stamp);
  return true;
}

/** An entry of a later computation stays. Where there is none, a newer tombstone may have been lost: the floor tells. */
function bury(store: Store, key: string, stamp: Stamp): void {
  const { off } = store.world;
  const existing = store.entry(key);
  const comparable = existing !== undefined && sameEpoch(existing.stamp, stamp);
  if (comparable && existing.stamp >= stamp) return;
  if (off.tombstones) return store.deleteEntry(key);
  const floor = store.keyFloor(store.bucketOf(keyName(key)));
  const ends = comparable || off.floorInTombstone || !sameEpoch(floor, stamp) ? stamp : Math.max(stamp, floor);
  store.setEntry(key, {
    stamp: ends,
    dependencies: [],
    asOf: [],
    value: [],
    tombstone: true,
    mark: 0,
    by: 'tombstone',
  });
}
