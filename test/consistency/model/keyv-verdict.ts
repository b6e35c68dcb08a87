import { clockOf, keyMarkOf, markerOf, skewOf, stampOf } from './keyv-rows.ts';
import type { Entry, Mark, Under } from './node.ts';
import type { KeyPlan } from './plan.ts';
import type { Process } from './process.ts';
import { ABSENT } from './stamp.ts';
import type { Store } from './store.ts';

/** Marks by their places, as a request brought them. */
export type Marks = ReadonlyMap<string, Mark>;

/** An entry that may be served as far as the first request tells. */
export interface Candidate {
  readonly entry: Entry;
  readonly under: Under;
}

/** The key that a plan's entry has in the store. */
export const keyOf = (plan: KeyPlan): string => plan.sharedKey ?? plan.key;

/** The token of the key's mark; 0: it has none and needs none; undefined: it has none, so nothing is known. */
export function keyTokenOf(store: Store, key: string, found: Marks): number | undefined {
  return found.get(keyMarkOf(key))?.token ?? (isMarkingKeys(store) ? undefined : 0);
}

/** Keys have a mark from their first entry on where the store throws rows out by itself. */
export const isMarkingKeys = (store: Store): boolean => store.shape.evicts === true && !store.world.off.keysMarked;

/** What the first request tells of an entry. */
export function firstVerdict(
  store: Store,
  process: Process,
  { plan, known, found, entry }: { plan: KeyPlan; known: readonly string[]; found: Marks; entry: Entry | undefined },
): Candidate | undefined {
  const { off } = store.world;
  const under = entry?.under;
  if (entry === undefined || under === undefined) return undefined;
  if (keyTokenOf(store, keyOf(plan), found) !== under.keyToken && !off.keyTokenAtRead) return undefined;
  // What another process wrote late may hide what this one has invalidated.
  if (!under.late.every((name) => isOwnOlder(store, process, name, under.at))) return undefined;
  const shared = known.filter((name) => under.tokens.has(name));
  return hasTokens(store, under, shared, found) ? { entry, under } : undefined;
}

/** Whether the markers of these dependencies are the ones that the entry was stored under. */
export function hasTokens(store: Store, { tokens }: Under, names: readonly string[], found: Marks): boolean {
  const { off } = store.world;
  if (off.tokenAtRead) return true;
  return names.every((name) => {
    const token = found.get(markerOf(name))?.token;
    return token === undefined && off.lostMarkerIsMiss ? true : token === tokens.get(name);
  });
}

/** A dependency whose marker was not seen before a computation began, and when that was. */
export interface Late {
  readonly name: string;
  readonly at: number;
  readonly markers: Marks;
  readonly stamps: Marks;
}

/**
 * Whether the dependency was certainly not invalidated since: its marker and its stamp are older. Where all was lost, the
 * marker of everything is not there.
 */
export function isOld(store: Store, process: Process, { name, at, markers, stamps }: Late): boolean {
  const { off } = store.world;
  const marker = markers.get(markerOf(name));
  if (marker === undefined && name === '*' && !off.everythingMarked) return false;
  if (marker === undefined && store.shape.evicts && !off.lostLateMarker) return false;
  if (!isOlder(store, marker, at)) return false;
  return isOlder(store, stamps.get(stampOf(store, name)), at) && isOwnOlder(store, process, name, at);
}

/** Whether a mark is certainly older than what began then. */
export const isOlder = (store: Store, mark: Mark | undefined, began: number): boolean =>
  mark === undefined || mark.at <= began - (store.world.off.clockMargin ? 0 : skewOf(store));

/** The same for what this process itself has invalidated, whatever stands there. */
export function isOwnOlder(store: Store, process: Process, name: string, began: number): boolean {
  const own = process.ownNewest.get(store.bucketOf(name)) ?? ABSENT;
  return own === ABSENT || store.world.off.ownStamps === true || own <= began - skewOf(store);
}

/** Keeps the newest time of an own invalidation. */
export function rememberOwn(store: Store, process: Process, name: string, mark: Mark | undefined): void {
  const bucket = store.bucketOf(name);
  const time = mark?.at ?? clockOf(store, process);
  process.ownNewest.set(bucket, Math.max(time, process.ownNewest.get(bucket) ?? ABSENT));
}
