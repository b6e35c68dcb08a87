import type { Mode } from './mode.ts';

/** One line of a row: who, and how it did. */
export interface Figure {
  /** `holdfast`, `by hand`, the name of a package, with what was done: `holdfast, a miss`. */
  readonly who: string;
  /** `base` is what the ratios are of, `limit` the fastest that could be, `ours` is Holdfast. */
  readonly role: 'base' | 'limit' | 'ours' | 'peer';
  /** In the row's unit; the median of the rounds. */
  readonly value: number;
  /** Half the width of the middle half of the rounds, in the row's unit; of several processes the most. */
  readonly noise: number;
  /** The most it is to be; absent: it is shown, and nothing is asked of it. */
  readonly goal?: number;
  /** What else is to be said: `77 ns`, `no ttl, no bound`. */
  readonly detail?: string;
  /** The value in each round, in the row's unit; absent: it was not measured in rounds, or they are not kept. */
  readonly rounds?: readonly number[];
}

/** Who should stand in the row but could not be measured here. */
export interface Absent {
  readonly who: string;
  readonly reason: string;
}

/** Where the time of one figure goes: the functions that took most of it. */
export interface Profile {
  readonly who: string;
  readonly lines: readonly ProfileLine[];
}

export interface ProfileLine {
  /** Name and file: `hit look.ts`. */
  readonly place: string;
  /** Share of all samples in the function itself, 0–1. */
  readonly share: number;
}

export interface Measured {
  readonly figures: readonly Figure[];
  readonly absent?: readonly Absent[];
  /** Of goals that were exceeded; a row that was measured has those of goals that were missed. */
  readonly profiles?: readonly Profile[];
}

/** What the figures of a row are counted in: `times` is relative to the row's base. */
export type Unit = 'times' | 'milliseconds' | 'percent' | 'trips' | 'bytes';

/** One row of the table. */
export interface Row {
  /** For a person: `hit, async, one number`. */
  readonly title: string;
  readonly unit: Unit;
  /** What is measured and what it is compared with, in whole sentences. */
  readonly meaning: string;
  /** The least that can be reached, of design and prototype; shown where none of the figures is a measured limit. */
  readonly limit?: number;
  /**
   * A full run measures the row in so many processes, one after another, and takes their rounds together; peers run in
   * the first only. How V8 compiles a call and where its data come to lie is decided once in a process, and can make more
   * of a difference than all rounds of one show. Absent: in one.
   */
  readonly processes?: number;
  readonly measure: (mode: Mode) => Promise<Measured>;
}

/** A row that was measured: what is kept in results.json. */
export interface RowResult extends Measured {
  /** As `--row` takes it. */
  readonly name: string;
  readonly title: string;
  readonly unit: Unit;
  readonly meaning: string;
  readonly limit?: number;
  readonly processes?: number;
  /** `2025-11-21` */
  readonly measuredOn: string;
  /** `Node 24.21.0, 2 cores` */
  readonly machine: string;
}
