/** A call of a cached function: which, and with which arguments. */
export interface Ask {
  readonly fn: TaggedFunction | TrackingFunction;
  readonly args: readonly [number, number?];
}

/** Functions whose entries depend on tags. */
export type TaggedFunction = 'single' | 'pair' | 'block' | 'recent' | 'second' | 'draft' | 'nested' | 'shelf' | 'book';

/** Functions whose entries depend on entities; rows that are behind those of the others. */
export type TrackingFunction = 'named' | 'shown' | 'sought' | 'list' | 'page' | 'catalog';

/** Rows that `block`, `shelf` and the lists show. */
export const BLOCK = 3;

/** Functions of the first row of a block. */
const OF_BLOCKS: readonly Ask['fn'][] = ['block', 'shelf', 'list', 'page', 'catalog'];
/** Functions that show only rows that are there. */
const OF_PRESENT: readonly Ask['fn'][] = ['sought', 'list', 'page', 'catalog'];

/** `pair(2,5)`: the name of what the call is cached as. */
export function labelOf({ fn, args }: Ask): string {
  return `${fn}(${args.join(',')})`;
}

/** The rows of a block. */
export function blockOf(first: number): readonly number[] {
  return Array.from({ length: BLOCK }, (_, i) => first + i);
}

/** The rows that the result shows, or may show. */
export function rowsOf({ fn, args: [first, other] }: Ask): readonly number[] {
  if (OF_BLOCKS.includes(fn)) return blockOf(first);
  return other === undefined || other === first ? [first] : [first, other];
}

/** Names what the call says of rows that it does not show. */
export function labelWithout(label: string): string {
  return `${label} without`;
}

/** The calls of functions that track whose result may show the row. */
export function labelsShowing(row: number): readonly string[] {
  const before = Array.from({ length: BLOCK }, (_, i) => row - i);
  const asks: readonly Ask[] = [
    { fn: 'named', args: [row] },
    { fn: 'sought', args: [row] },
    ...before.flatMap((first): readonly Ask[] => [
      { fn: 'shown', args: [first, row] },
      { fn: 'shown', args: [row, 2 * row - first] },
      { fn: 'list', args: [first] },
      { fn: 'page', args: [first] },
      { fn: 'catalog', args: [first] },
    ]),
  ];
  return [...new Set(asks.map(labelOf))];
}

/** Whether the result shows only those of the rows that are there. */
export function showsPresent({ fn }: Ask): boolean {
  return OF_PRESENT.includes(fn);
}
