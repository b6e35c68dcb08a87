/** One statement of a cached function's body. `next` rows behind the function's own row `r`. */
export type Part =
  /** Reads a row. */
  | { readonly row: number }
  /** Calls a cached function; `floating`: nobody waits for it. */
  | { readonly call: string; readonly next: number; readonly floating?: true };

/** A cached function `id(r)` and what its body does. */
export interface Plan {
  readonly id: string;
  readonly parts: readonly Part[];
  /** Synchronous: it answers at once, and all its parts are rows. */
  readonly sync?: true;
  /** Most entries of the function. */
  readonly maxSize?: number;
  /** All parts at once. */
  readonly parallel?: true;
  /** Gives `null` where the row is looked up in vain; `skip`: which is not stored. */
  readonly nulls?: 'ttl' | 'skip';
  /** Its body fails now and then. */
  readonly fails?: true;
  /** Its entries live in the second store. */
  readonly store?: 'second';
  /** Part of its key, where several functions share one; absent: the function's own key. */
  readonly key?: string;
  /** Tags by this word in place of `row`, so that only invalidations of `other` reach it. */
  readonly tag?: 'other';
  /**
   * Depends on entities in place of tags: the one that its argument names, those that its result shows, or those of a
   * list, on which not every row is at every version.
   */
  readonly tracks?: 'argument' | 'result' | 'list';
  /** What it shows of a row has no id at every third version, and cannot be read at the one after that. */
  readonly nameless?: true;
  /** Calls itself, directly or not, down to a depth. */
  readonly circular?: true;
  /** It takes a list of rows. `window`: it waits for more callers; 0: for the rest of the tick. */
  readonly batch?: { readonly window?: number; readonly max?: number };
}

/** A call of a cached function. */
export interface Subject {
  readonly plan: Plan;
  readonly r: number;
}

/** The functions of the worlds, each before those that call it. */
export const PLANS = {
  row: { id: 'row', parts: [{ row: 0 }] },
  pair: { id: 'pair', parts: [{ row: 0 }, { row: 1 }], maxSize: 1 },
  instant: { id: 'instant', parts: [{ row: 0 }], sync: true },
  mixed: { id: 'mixed', parts: [{ call: 'instant', next: 0 }, { row: 1 }] },
  leaving: { id: 'leaving', parts: [{ call: 'row', next: 0, floating: true }, { row: 1 }, { call: 'row', next: 0 }] },
  lookup: { id: 'lookup', parts: [{ row: 0 }], nulls: 'ttl' },
  rare: { id: 'rare', parts: [{ row: 0 }], nulls: 'skip' },
  fragile: { id: 'fragile', parts: [{ row: 0 }], fails: true },
  outer: { id: 'outer', parts: [{ call: 'row', next: 0 }, { row: 1 }] },
  both: {
    id: 'both',
    parts: [
      { call: 'row', next: 0 },
      { call: 'row', next: 1 },
    ],
    parallel: true,
  },
  deep: { id: 'deep', parts: [{ call: 'outer', next: 0 }, { row: 0 }, { call: 'row', next: 1 }] },
  item: { id: 'item', parts: [{ row: 0 }], key: 'item' },
  other: { id: 'other', parts: [{ row: 0 }], key: 'item', tag: 'other' },
  named: { id: 'named', parts: [{ row: 0 }], tracks: 'argument', nulls: 'ttl' },
  shown: { id: 'shown', parts: [{ row: 0 }, { row: 1 }], tracks: 'result' },
  sought: { id: 'sought', parts: [{ row: 0 }], tracks: 'result', nulls: 'ttl' },
  nameless: { id: 'nameless', parts: [{ row: 0 }], tracks: 'result', nameless: true },
  list: { id: 'list', parts: [{ row: 0 }, { row: 1 }], tracks: 'list' },
  page: { id: 'page', parts: [{ call: 'list', next: 0 }, { row: 0 }], tracks: 'list' },
  pick: { id: 'pick', parts: [{ row: 0 }], tracks: 'result', sync: true },
  book: { id: 'book', parts: [{ row: 0 }], key: 'item', tracks: 'result' },
  many: { id: 'many', parts: [{ row: 0 }], batch: {} },
  pairs: { id: 'pairs', parts: [{ row: 0 }, { call: 'many', next: 1 }], batch: { max: 2 } },
  brittle: { id: 'brittle', parts: [{ row: 0 }], batch: {}, fails: true },
  looked: { id: 'looked', parts: [{ row: 0 }], tracks: 'result', nulls: 'ttl', batch: {} },
  lists: { id: 'lists', parts: [{ row: 0 }, { row: 1 }], tracks: 'list', batch: { max: 2 } },
  counted: { id: 'counted', parts: [{ row: 0 }], tracks: 'argument', nulls: 'ttl', batch: { window: 0 } },
  shelf: { id: 'shelf', parts: [{ row: 0 }], key: 'item', batch: { window: 0 } },
  patient: { id: 'patient', parts: [{ row: 0 }], key: 'item', batch: { window: 10 } },
  east: { id: 'east', parts: [{ row: 0 }, { call: 'west', next: 0 }], batch: {}, circular: true },
  west: { id: 'west', parts: [{ call: 'east', next: 0 }, { row: 0 }], batch: {}, circular: true },
  away: { id: 'away', parts: [{ call: 'row', next: 0 }], store: 'second' },
  far: { id: 'far', parts: [{ call: 'outer', next: 0 }, { row: 1 }], store: 'second' },
  farther: { id: 'farther', parts: [{ call: 'far', next: 0 }, { row: 0 }] },
  again: { id: 'again', parts: [{ row: 0 }, { call: 'again', next: 0 }], circular: true },
  left: { id: 'left', parts: [{ row: 0 }, { call: 'right', next: 0 }], circular: true },
  right: { id: 'right', parts: [{ call: 'left', next: 0 }, { row: 0 }], circular: true },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;

/** The plan of this name. */
export function planOf(name: string): Plan {
  const plan: Plan | undefined = Object.values(PLANS).find(({ id }) => id === name);
  if (plan === undefined) throw new Error(`there is no function ${name}`);
  return plan;
}

/** The rows that the result of `plan(r)` may hold, nested calls included: what its tags name. */
export function rowsOf(plan: Plan, r: number, rows: number): readonly number[] {
  const found = new Set<number>();
  const visited = new Set<string>();
  const visit = ({ id, parts }: Plan, at: number): void => {
    if (visited.has(`${id} ${at}`)) return;
    visited.add(`${id} ${at}`);
    for (const part of parts) {
      if ('row' in part) found.add((at + part.row) % rows);
      else visit(planOf(part.call), (at + part.next) % rows);
    }
  };
  visit(plan, r);
  return [...found].sort();
}

/** Names the key of a call, which functions may share: `item(r=1)`. */
export function keyOf(plan: Plan, r: number): string {
  return `${plan.key ?? plan.id}(r=${r})`;
}

/** Names a call in the ledger and in stories: `pair(r=1)`. */
export function nameOf(plan: Plan, r: number): string {
  return `${plan.id}(r=${r})`;
}
