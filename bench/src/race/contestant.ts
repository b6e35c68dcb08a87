import type { Figure } from '../row.ts';

interface Entrant {
  readonly who: string;
  readonly role: Figure['role'];
  readonly goal?: number;
  /** What it does not do, or does besides: `no ttl, no bound`. */
  readonly remark?: string;
}

/** A function of this process. */
export interface Called extends Entrant {
  /** Takes one value of each of the race's columns. */
  readonly call: (...args: never[]) => unknown;
  /** How often the function's body ran: proves that what was measured were hits. */
  readonly countRuns: () => number;
}

/** Another process that makes the calls and takes the time itself. */
export interface Timed extends Entrant {
  /** Makes so many calls; the answer is nanoseconds. */
  readonly time: (count: number) => Promise<number>;
  readonly countRuns: () => Promise<number>;
}

/** One cached function in one implementation. */
export type Contestant = Called | Timed;
