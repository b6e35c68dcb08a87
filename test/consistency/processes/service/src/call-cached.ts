import { type Ask, blockOf } from './ask.ts';
import { block, book, draft, nested, pair, recent, second, shelf, single } from './cached-rows.ts';
import { catalog, list, named, page, type Row, shown, sought } from './tracked-rows.ts';

const FUNCTIONS: { readonly [fn in Ask['fn']]: (first: number, other: number) => Promise<readonly number[]> } = {
  single,
  pair,
  block,
  recent,
  second,
  draft,
  nested,
  shelf: async (first) => (await shelf(blockOf(first))).flat(),
  book,
  named,
  shown: async (r, s) => pairsOf(Object.values(await shown(r, s))),
  sought: async (r) => pairsOf([await sought(r)]),
  list: async (first) => pairsOf(await list(first)),
  page: async (first) => pairsOf((await page(first)).items),
  catalog: async (first) => {
    const { shelf, top } = await catalog(first);
    return pairsOf([...shelf, ...top.values()]);
  },
};

/** What the call gives: pairs of row and version. */
export function callCached({ fn, args: [first, other = first] }: Ask): Promise<readonly number[]> {
  return FUNCTIONS[fn](first, other);
}

/** Rows as pairs of row and version; `null` is none. */
export function pairsOf(shown: readonly (Row | null)[]): readonly number[] {
  return shown.flatMap((row) => (row === null ? [] : [row.id, row.version]));
}
