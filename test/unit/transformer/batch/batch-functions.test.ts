import ts from 'typescript';
import { expect, it } from 'vitest';
import { compileSources } from '../compile-sources.ts';

const SOURCE = `
export const tenantOf = (): string => '';
export const tagsOf = (locale: string, id?: number): string[] => [locale, String(id)];
export const keep = (text: string | null, locale: string, id: number): boolean => text === locale && id > 0;
export class Repo {
  /** @batch ids by=length vary=tenantOf if=keep
   * @tag =tagsOf */
  async load(locale: string, ...ids: number[]): Promise<string[]> {
    locale += '';
    ids = [...ids];
    return ids.map((id) => \`\${id}\${locale}\`);
  }
}
`;

const { analysis, problems } = compileSources({ rootNames: ['/a.ts'], sources: { '/a.ts': SOURCE } });
const [analyzed] = [...analysis.values()].flatMap(({ functions }) => functions);

it('functions of the tag lines get one item, whatever the body does to the list', () => {
  const named = [...(analyzed?.functions ?? [])].map(([hole, { args }]) => [analyzed?.spec.holes[hole], args]);
  expect({ problems: [...problems], named }).toEqual({
    problems: [],
    named: [
      ['tenantOf()', []],
      [
        'tagsOf()',
        [
          { name: 'locale', isRest: false, isReassigned: false },
          { name: 'ids', isRest: false, isReassigned: false },
        ],
      ],
      [
        'keep()',
        [
          { name: 'locale', isRest: false, isReassigned: true },
          { name: 'ids', isRest: false, isReassigned: false },
        ],
      ],
    ],
  });
});

it('the parameter of the items is known by its name, the types by those of one item', () => {
  const { name, node, item, result, fields } = analyzed?.batch ?? {};
  expect({ name, text: node?.getText(), item: item?.flags, isUnion: result?.isUnion(), fields }).toEqual({
    name: 'ids',
    text: '...ids: number[]',
    item: ts.TypeFlags.Number,
    isUnion: true,
    fields: { items: 'array', answers: 'list', by: 'length' },
  });
});

it.each([
  ['an object by texts of a type parameter', 'f<T extends string>(ids: T[]): Promise<Record<string, T>>'],
  [
    'an object by a type parameter of texts and numbers',
    'f<T extends string | 1>(ids: T[]): Promise<Record<string, T>>',
  ],
  ['a list with a brand', "f(ids: string[]): Promise<string[] & { readonly __brand: 'Names' }>"],
])('%s tells the result of each item', (_, head) => {
  const source = `/** @batch ids */ export async function ${head} { throw new Error(); }`;
  expect([...compileSources({ rootNames: ['/a.ts'], sources: { '/a.ts': source } }).problems]).toEqual([]);
});
