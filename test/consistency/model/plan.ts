/** One piece of a cached function's body. */
export type Part =
  /** Reads a row; with `ifOdd` only when that row's version, read before, is odd: the result decides the list. */
  | {
      readonly row: number;
      readonly ifOdd?: number;
      readonly lookup?: true;
      /** Nothing says that the result depends on it, so nothing is promised for it. */
      readonly untracked?: true;
    }
  /** Calls another cached function. */
  | { readonly call: string };

/** One cached call: its key, where it lives and what its body does. */
export interface KeyPlan {
  readonly key: string;
  readonly store: number;
  readonly parts: readonly Part[];
  /** Depends on its rows only: fewer steps, so that rare orders of the rest come up. */
  readonly rowsOnly?: true;
  /** What it depends on whatever its result is, as its arguments tell; absent: everything and the function. */
  readonly known?: readonly string[];
  /** The key of its entry, where that is another function's too. */
  readonly sharedKey?: string;
}

/** Names that a call depends on before its body has run. */
export const knownNames = (plan: KeyPlan): readonly string[] =>
  plan.known ?? (plan.rowsOnly ? [] : ['*', `f:${plan.key}`]);

/** Whether nothing is promised for a row in this function's result. */
export const isUntracked = (plan: KeyPlan, row: number): boolean =>
  plan.parts.some((part) => 'row' in part && part.row === row && part.untracked === true);

/** A looked-up row does not exist at every third version: the result is then empty. */
export const rowExists = (version: number): boolean => version % 3 !== 0;

/** The rows that a key's result may hold, nested calls included. */
function rowsBelow(plans: readonly KeyPlan[], plan: KeyPlan, seen: readonly string[]): ReadonlySet<number> {
  const rows = new Set<number>();
  if (seen.includes(plan.key)) return rows;
  for (const part of plan.parts) {
    if ('row' in part) rows.add(part.row);
    const nested = 'call' in part ? plans.find((other) => other.key === part.call) : undefined;
    if (nested !== undefined) for (const row of rowsBelow(plans, nested, [...seen, plan.key])) rows.add(row);
  }
  return rows;
}

function depth(plans: readonly KeyPlan[], plan: KeyPlan, seen: readonly string[]): number {
  let deepest = 0;
  if (seen.includes(plan.key)) return deepest;
  for (const part of plan.parts) {
    const nested = 'call' in part ? plans.find((other) => other.key === part.call) : undefined;
    if (nested !== undefined) deepest = Math.max(deepest, 1 + depth(plans, nested, [...seen, plan.key]));
  }
  return deepest;
}

/** For each row the keys whose results may hold it, inner calls before those that call them. */
export function dependentsOfRows(plans: readonly KeyPlan[], rows: number): readonly (readonly KeyPlan[])[] {
  const inner = [...plans].sort((a, b) => depth(plans, a, []) - depth(plans, b, []));
  return Array.from({ length: rows }, (_, row) => inner.filter((plan) => rowsBelow(plans, plan, []).has(row)));
}

/** Keyv: whether clocks decide over a function's entry: for what its result shows, and over another function's. */
export function isByClocks(plans: ReadonlyMap<string, KeyPlan>, key: string): boolean {
  const plan = plans.get(key);
  if (plan === undefined) return false;
  const known = knownNames(plan);
  return (
    plan.sharedKey !== undefined ||
    plan.parts.some((part) => ('row' in part ? !part.untracked && !known.includes(`e:${part.row}`) : true))
  );
}
