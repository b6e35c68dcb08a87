/** How long rows are measured. */
export interface Mode {
  /** `--quick`: a first look; the figures are not kept. */
  readonly quick: boolean;
  /** Whether the peers take part in races. */
  readonly peers: boolean;
  /** Interleaved rounds of a race; odd, so that one of them is the median. */
  readonly rounds: number;
  /** How long a contestant runs in a round, in nanoseconds. */
  readonly slice: number;
  /** How long a contestant runs at least before the first round, in nanoseconds: by then its code is compiled. */
  readonly warmUp: number;
  /** How long a contestant may run in all rounds together, in nanoseconds: a slower one takes part in fewer of them. */
  readonly budget: number;
}

export const FULL: Mode = { quick: false, peers: true, rounds: 41, slice: 12e6, warmUp: 5e8, budget: 4e9 };

export const QUICK: Mode = { quick: true, peers: true, rounds: 11, slice: 10e6, warmUp: 1.5e8, budget: 1e9 };
