/** A cache whose entries of a group can be ended together. */
export interface Invalidated {
  readonly who: string;
  /** Calls the cached function, so that there is an entry with this number in the group. */
  readonly fill: (group: string, index: number) => Promise<unknown>;
  readonly invalidate: (group: string) => Promise<unknown>;
  /** Entries of a group are gone after it, and have to be filled anew before the next time. */
  readonly empties: boolean;
}

/** How many calls fill a group at once. */
const AT_ONCE = 1000;

/** Makes a group of so many entries. */
export async function fillGroup({ fill }: Invalidated, group: string, size: number): Promise<void> {
  for (let first = 0; first < size; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, size - first);
    await Promise.all(Array.from({ length: count }, (_, i) => fill(group, first + i)));
  }
}
