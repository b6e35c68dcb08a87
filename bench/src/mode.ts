/** How long rows are measured. */
export interface Mode {
  /** `--quick`: a first look; the figures are not kept. */
  readonly quick: boolean;
  /** Interleaved rounds of a race; odd, so that one of them is the median. */
  readonly rounds: number;
  /** How long a contestant runs in a round, in nanoseconds. */
  readonly slice: number;
}

export const FULL: Mode = { quick: false, rounds: 41, slice: 12e6 };

export const QUICK: Mode = { quick: true, rounds: 11, slice: 10e6 };
