/**
 * The entries of one function by the raw values of its key, so that a hit in memory makes no key string: one `Map` for
 * each value of the key. A `Map` keeps 1 and "1" apart by itself; what is no primitive is looked up by its string.
 *
 * An entry knows the map it stands in, so that the store takes it out when it removes the entry, and the maps above it
 * that are empty then.
 */
import type { EntryAtHand } from './entry-at-hand.ts';

export class Branch extends Map<unknown, Branch | EntryAtHand> {
  /** The map above, and where this one stands in it. */
  readonly #above: readonly [Branch, unknown] | undefined;

  constructor(above?: readonly [Branch, unknown]) {
    super();
    this.#above = above;
  }

  /** Takes out what stands there, and this map with it where it is empty then. A newer entry may stand there already. */
  takeOut(raw: unknown, found: Branch | EntryAtHand): void {
    if (this.get(raw) !== found) return;
    this.delete(raw);
    if (this.size === 0) this.#above?.[0].takeOut(this.#above[1], this);
  }
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
      next = new Branch([branch, value]);
      branch.set(value, next);
    }
    branch = next;
  }
  return branch;
}
