/** One cached function in one implementation. */
export interface Contestant {
  /** `holdfast`, or the name of the package. */
  readonly name: string;
  /** Takes one value of each of the row's columns. */
  readonly call: (...args: never[]) => unknown;
  /** How often the function's body ran: proves that what was measured were hits. */
  readonly countRuns: () => number;
}

/** One line of the table: a kind of call, the code by hand as base, and who is compared with it. */
export interface Row {
  readonly name: string;
  /** Whether the calls are awaited. */
  readonly calls: 'sync' | 'async';
  /** The arguments, a list for each parameter; all of one length, a power of two. */
  readonly columns: readonly (readonly unknown[])[];
  /** Called before the row is measured: `configure({ store, replace: true })`. */
  readonly setUp?: () => Promise<unknown>;
  readonly base: Contestant;
  readonly contestants: readonly Contestant[];
  /** The ratio to the base that Holdfast is to reach. */
  readonly goal: number;
}
