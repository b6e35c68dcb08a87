/**
 * The entries of one function by the raw values of its key, so that a hit in memory makes no key string: one `Map` for
 * each value of the key. A `Map` keeps 1 and "1" apart by itself; what is no primitive is looked up by its string.
 *
 * An entry knows the map it stands in, so that the store takes it out when it removes the entry, and the maps above it
 * that are empty then.
 */
import type { EntryAtHand } from './entry-at-hand.ts';

export class Branch extends Map<unknown, Branch | EntryAtHand> {
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
  takeOut(raw: unknown, found: Branch | EntryAtHand): void {
    if (this.get(raw) !== found) return;
    this.delete(raw);
    if (this.size === 0) this.#above?.takeOut(this.#place, this);
  }
}

/** The first map of a function. */
export interface RawIndex extends Branch {
  /** The entry under these values, as many as its calls have. */
  find(...values: readonly unknown[]): EntryAtHand | undefined;
}

// In all of them: all calls of a function have as many values, so above the last one stand maps, and under it entries.

class OneValue extends Branch implements RawIndex {
  find(first: unknown): EntryAtHand | undefined {
    // An entry, as said above.
    return this.get(first) as EntryAtHand | undefined;
  }
}

class TwoValues extends Branch implements RawIndex {
  find(first: unknown, second: unknown): EntryAtHand | undefined {
    // A map, and in it an entry.
    return (this.get(first) as Branch | undefined)?.get(second) as EntryAtHand | undefined;
  }
}

class ThreeValues extends Branch implements RawIndex {
  find(first: unknown, second: unknown, third: unknown): EntryAtHand | undefined {
    // Two maps,
    const branch = (this.get(first) as Branch | undefined)?.get(second) as Branch | undefined;
    // and an entry.
    return branch?.get(third) as EntryAtHand | undefined;
  }
}

class ManyValues extends Branch implements RawIndex {
  find(...values: readonly unknown[]): EntryAtHand | undefined {
    let found: Branch | EntryAtHand | undefined = this;
    for (const value of values) {
      // Until the last value it is a map.
      found = (found as Branch | undefined)?.get(value);
    }
    // And now an entry.
    return found as EntryAtHand | undefined;
  }
}

const CLASSES = [OneValue, OneValue, TwoValues, ThreeValues] as const;

/** An empty index for calls with so many values; what has no value at all stands under `undefined`. */
export function rawIndex(count: number): RawIndex {
  const { [count]: Index = ManyValues } = CLASSES;
  return new Index();
}

/**
 * The map in which what these values are the key of stands under the last of them; `undefined` where one of them is no
 * primitive.
 */
export function branchOf(root: Branch, values: readonly unknown[]): Branch | undefined {
  if (values.some((value) => typeof value === 'object' && value !== null)) return undefined;
  let branch = root;
  for (const value of values.slice(0, -1)) {
    // All entries of a function have as many values, so what stands here is a map.
    let next = branch.get(value) as Branch | undefined;
    if (next === undefined) {
      next = new Branch(branch, value);
      branch.set(value, next);
    }
    branch = next;
  }
  return branch;
}
