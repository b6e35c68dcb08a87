/**
 * The entries of one function by the raw values of its key, so that a hit in memory makes no key string: one `Map` for
 * each value of the key. A `Map` keeps 1 and "1" apart by itself; what is no primitive is looked up by its string.
 *
 * Where a map would hold one entry only, the entry stands in its place: that is a comparison in place of a look-up, and a
 * fifth of the memory. Only the last value of a key has no map then.
 *
 * An entry knows where it stands, so that the store takes it out when it removes the entry, and the maps above it that
 * are empty then.
 */
import type { EntryAtHand } from './entry-at-hand.ts';

/** Stands in a map where an entry has its value; no value of a key is the same. */
const IN_MAP: unique symbol = Symbol('in the map');

/** What stands under a value: the map of the next one, or an entry. */
export type Found = Branch | EntryAtHand;

export class Branch extends Map<unknown, Found> {
  readonly raw = IN_MAP;
  /** The map above, */
  readonly #above: Branch | undefined;
  /** and where this one stands in it. */
  readonly #place: unknown;

  constructor(above?: Branch, place?: unknown) {
    super();
    this.#above = above;
    this.#place = place;
  }

  /** Takes out what stands there, and this map with it where it is empty then. A newer entry may stand there already. */
  takeOut(place: unknown, found: Found): void {
    if (this.get(place) !== found) return;
    this.delete(place);
    if (this.size === 0) this.#above?.takeOut(this.#place, this);
  }
}

/** The first map of a function. */
export interface RawIndex extends Branch {
  /** The entry under these values, as many as its calls have. */
  find(...values: readonly unknown[]): EntryAtHand | undefined;
}

/** What stands under the last of several values, where this is found under those before it. */
export function underLast(found: Found | undefined, last: unknown): EntryAtHand | undefined {
  if (found === undefined) return undefined;
  // An entry, alone under the values before,
  if (found.raw === last) return found as EntryAtHand;
  // or a map, of entries since this is the last value.
  return found.raw === IN_MAP ? ((found as Branch).get(last) as EntryAtHand | undefined) : undefined;
}

// In all of them: all calls of a function have as many values, so above the last two stand maps.

class OneValue extends Branch implements RawIndex {
  find(first: unknown): EntryAtHand | undefined {
    // An entry: there are no two values.
    return this.get(first) as EntryAtHand | undefined;
  }
}

class TwoValues extends Branch implements RawIndex {
  find(first: unknown, second: unknown): EntryAtHand | undefined {
    return underLast(this.get(first), second);
  }
}

class ThreeValues extends Branch implements RawIndex {
  find(first: unknown, second: unknown, third: unknown): EntryAtHand | undefined {
    // A map, as said above.
    return underLast((this.get(first) as Branch | undefined)?.get(second), third);
  }
}

class ManyValues extends Branch implements RawIndex {
  find(...values: readonly unknown[]): EntryAtHand | undefined {
    let found: Found | undefined = this;
    const last = values.length - 1;
    for (let at = 0; at < last; at++) {
      // A map, as said above.
      found = (found as Branch | undefined)?.get(values[at]);
    }
    return underLast(found, values[last]);
  }
}

const CLASSES = [OneValue, OneValue, TwoValues, ThreeValues] as const;

/** An empty index for calls with so many values; what has no value at all stands under `undefined`. */
export function rawIndex(count: number): RawIndex {
  const { [count]: Index = ManyValues } = CLASSES;
  return new Index();
}

/** A place in a map. */
export interface Place {
  readonly branch: Branch;
  readonly place: unknown;
}

/** Where the entry comes that these values are the key of; `undefined` where one of them is no primitive. */
export function placeOf(root: Branch, values: readonly unknown[]): Place | undefined {
  if (values.some((value) => typeof value === 'object' && value !== null)) return undefined;
  if (values.length < 2) return { branch: root, place: values[0] };
  let branch = root;
  for (const value of values.slice(0, -2)) {
    // Only above the last value stands anything else.
    branch = (branch.get(value) as Branch | undefined) ?? grow(branch, value);
  }
  return placeUnder({ branch, place: values.at(-2) }, values.at(-1));
}

/** The place for an entry with this last value: in the map that stands there, or there itself where it is alone. */
function placeUnder(above: Place, last: unknown): Place {
  const { branch, place } = above;
  const found = branch.get(place);
  if (found?.raw === IN_MAP) {
    // A map, of entries.
    return { branch: found as Branch, place: last };
  }
  // Only a map takes NaN for the same as NaN.
  if (found === undefined ? !Number.isNaN(last) : found.raw === last) return above;
  const below = grow(branch, place);
  // What is no map is an entry.
  (found as EntryAtHand | undefined)?.moveTo(below);
  return { branch: below, place: last };
}

/** An empty map in this place. */
function grow(branch: Branch, place: unknown): Branch {
  const below = new Branch(branch, place);
  branch.set(place, below);
  return below;
}
