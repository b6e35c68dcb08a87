/** A call of a cached function: which, and with which arguments. */
export interface Ask {
  readonly fn: 'single' | 'pair' | 'block' | 'recent' | 'second' | 'draft' | 'nested';
  readonly args: readonly [number, number?];
}

/** Rows that `block` shows. */
export const BLOCK = 3;

/** `pair(2,5)`: the name of what the call is cached as. */
export function labelOf({ fn, args }: Ask): string {
  return `${fn}(${args.join(',')})`;
}

/** The rows that the result shows. */
export function rowsOf({ fn, args: [first, other] }: Ask): readonly number[] {
  if (fn === 'block') return Array.from({ length: BLOCK }, (_, i) => first + i);
  return other === undefined || other === first ? [first] : [first, other];
}
