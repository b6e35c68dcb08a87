import { at } from './choice.ts';
import type { Steps } from './gate.ts';
import type { Mark } from './node.ts';
import type { Process } from './process.ts';
import type { Store } from './store.ts';

/** Where a dependency's marker stands: written by its first use, and anew by each invalidation. */
export const markerOf = (name: string): string => `u:${name}`;

/** Where a dependency's stamp stands, which only invalidations write. */
export const stampOf = (store: Store, name: string): string =>
  store.world.off.separateStamp ? markerOf(name) : `d:${name}`;

/** Where the mark of a key stands. */
export const keyMarkOf = (key: string): string => `d:k:${key}`;

/** The process's own clock, which is all that such a store has. */
export const clockOf = (store: Store, process: Process): number => store.world.time + process.clockOffset;

/** Two clocks differ by at most half of it, and a write that counts takes at most the other half. */
export const skewOf = (store: Store): number => store.world.scenario.clockSkew ?? 0;

/** The rows of such a store that are no entries. */
export const marksOf = (store: Store): Map<string, Mark> => at(store.nodes, 0).data.marks;

/**
 * One request. Its rows come together or each by itself, from any of the first `firsts` on; the caller goes on when the
 * last has come.
 */
export function* travel<T>(
  store: Store,
  process: Process,
  items: readonly T[],
  step: (item: T) => void,
  firsts = items.length,
): Steps {
  const { pick } = store.world;
  const alone = items.length > 1 && pick(3) === 0;
  const first = alone ? pick(firsts) : 0;
  for (let turn = 0; turn < items.length; turn += 1) {
    if (alone || turn === 0) {
      yield;
      process.reach();
    }
    step(at(items, (first + turn) % items.length));
  }
}

/** The marks that stand at these places. */
export function* getMarks(store: Store, process: Process, places: Iterable<string>): Steps<ReadonlyMap<string, Mark>> {
  const found = new Map<string, Mark>();
  yield* travel(store, process, [...new Set(places)], (place) => {
    const mark = marksOf(store).get(place);
    if (mark !== undefined) found.set(place, mark);
  });
  return found;
}

/** What is written. */
export interface Marking {
  readonly places: readonly string[];
  /** `stamp`: of an invalidation, also of a key. `marker`: what stands for the present state of a dependency. */
  readonly kind: 'stamp' | 'marker';
  /** Told what is on its way, each time. */
  readonly sent?: (marks: ReadonlyMap<string, Mark>) => void;
}

/**
 * Writes a mark to each place. A write that takes long may overwrite a newer one when it comes, under a time that is
 * older: it is written again, with a time that is ahead by what such a write may take.
 */
export function* writeMarks(
  store: Store,
  process: Process,
  { places, kind, sent }: Marking,
): Steps<ReadonlyMap<string, Mark>> {
  const { world } = store;
  const { off } = world;
  const half = skewOf(store) / 2;
  const hidden = new Hidden(store);
  try {
    for (let ahead = 0; ; ) {
      const { losses } = world;
      const began = clockOf(store, process);
      const time = off.slowAhead ? began : began + ahead;
      const marks = new Map(places.map((place) => [place, newMark(store, time, kind)]));
      sent?.(marks);
      yield* travel(store, process, [...marks], ([place, mark]) => {
        marksOf(store).set(place, mark);
        const isLate = clockOf(store, process) - began > ahead + half;
        if (isLate && (kind === 'stamp' || losses !== world.losses)) hidden.add(place);
      });
      yield;
      process.reply();
      const took = clockOf(store, process) - began;
      if (took <= ahead + half || (kind === 'stamp' ? off.slowWriteAgain : off.slowMarkerAgain)) return marks;
      ahead = 2 * took;
    }
  } finally {
    hidden.end();
  }
}

function newMark({ world }: Store, time: number, kind: Marking['kind']): Mark {
  return { token: world.off.firstUseToken && kind === 'marker' ? 0 : world.newId(), at: time };
}

/**
 * The bound of such stores. What came late has the place of what is newer, perhaps, until it has been written again; others
 * may be served what that hides. A late marker hides nothing, since the stamp is there, if nothing was lost.
 */
class Hidden {
  private readonly store: Store;
  private readonly rows: number[] = [];

  constructor(store: Store) {
    this.store = store;
  }

  add(place: string): void {
    const { truth } = this.store.world;
    for (const row of rowsOf(this.store, place.slice(2))) {
      truth.hidingBegins(row);
      this.rows.push(row);
    }
  }

  end(): void {
    for (const row of this.rows) this.store.world.truth.hidingEnds(row);
  }
}

function rowsOf({ world }: Store, name: string): readonly number[] {
  if (name.startsWith('e:')) return [Number(name.slice(2))];
  return Array.from({ length: world.scenario.rows }, (_, row) => row);
}
