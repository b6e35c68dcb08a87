import type { FunctionSpec } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const PRELUDE = `
export interface Author { readonly id: number; readonly name: string }
export interface Comment { id: number; text: string; author: Author }
export type CommentId = string & { readonly brand: 'CommentId' };
export class NotFound extends Error {}
export interface Ref { readonly org: string; readonly id: number }
export const tagsOf = (id: number, locale?: string): string[] => [String(id), locale ?? ''];
export const keep = (comment: Comment | null, id: number, locale?: string): boolean => comment?.id === id && locale === '';
export const isAny = (): boolean => true;
export const tenantOf = (): string => '';
`;

/** A batch, its spec without the shape, and the result of the single function whose entries have its shape. */
interface Case {
  readonly source: string;
  readonly spec: Omit<FunctionSpec, 'id' | 'kind' | 'shape'>;
  readonly stored: string;
}

const LIST = { hole: 0, items: 'array', answers: 'list' } as const;
const IDS = {
  calls: 'async',
  holes: ['ids'],
  key: { form: 'arguments', holes: 1 },
  types: { primitives: [0] },
} as const;

const CASES: Readonly<Record<string, Case>> = {
  'a list in the order of the items': {
    source:
      '/** @batch ids ttl=10m */ export async function f(ids: number[], locale?: string): Promise<Comment[]> { return []; }',
    spec: {
      calls: 'async',
      holes: ['ids', 'locale'],
      key: { form: 'arguments', holes: 2 },
      ttl: 600_000,
      types: { primitives: [0, 1] },
      batch: LIST,
    },
    stored: 'Comment',
  },
  'holes in the order of their names': {
    source: '/** @batch ids */ export async function f(ids: number[], a: string): Promise<Comment[]> { return []; }',
    spec: {
      calls: 'async',
      holes: ['a', 'ids'],
      key: { form: 'arguments', holes: 2 },
      types: { primitives: [0, 1] },
      batch: { ...LIST, hole: 1 },
    },
    stored: 'Comment',
  },
  'a list with null': {
    source:
      '/** @batch ids */ export async function f(ids: readonly number[]): Promise<(Comment | null)[]> { return []; }',
    spec: { ...IDS, batch: LIST },
    stored: 'Comment | null',
  },
  'errors in place of results': {
    source:
      '/** @batch ids */ export async function f(ids: number[]): Promise<(Comment | Error | NotFound | null)[]> { return []; }',
    spec: { ...IDS, batch: LIST },
    stored: 'Comment | null',
  },
  'results that are shared': {
    source: '/** @batch ids */ export async function f(ids: number[]): Promise<readonly string[]> { return []; }',
    spec: { ...IDS, types: { isolate: 'share', primitives: [0] }, batch: LIST },
    stored: 'string',
  },
  'results that are frozen, whatever their list is': {
    source: '/** @batch ids */ export async function f(ids: number[]): Promise<Author[]> { return []; }',
    spec: { ...IDS, types: { isolate: 'freeze', primitives: [0] }, batch: LIST },
    stored: 'Author',
  },
  'rows in any order': {
    source: '/** @batch ids by=id */ export async function f(ids: number[]): Promise<Comment[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, by: 'id' } },
    stored: 'Comment | null',
  },
  'rows with their item in a part': {
    source: '/** @batch ids by=author.id */ export async function f(ids: number[]): Promise<Comment[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, by: 'author.id' } },
    stored: 'Comment | null',
  },
  'rows and null for what is missing': {
    source:
      '/** @batch ids by=id */ export async function f(ids: number[]): Promise<(Comment | null)[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, by: 'id', absent: 'null' } },
    stored: 'Comment | null',
  },
  'rows that may be undefined': {
    source:
      '/** @batch ids by=id */ export async function f(ids: number[]): Promise<(Comment | undefined)[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, by: 'id' } },
    stored: 'Comment | null',
  },
  'rows of any type': {
    source: '/** @batch ids by=id */ export async function f(ids: number[]): Promise<any[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, by: 'id', absent: 'null' } },
    stored: 'any',
  },
  'rows by an item of a narrower type': {
    source:
      '/** @batch ids by=id */ export async function f(ids: CommentId[]): Promise<{ id: string }[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, by: 'id' } },
    stored: '{ id: string } | null',
  },
  'a Map': {
    source:
      '/** @batch ids */ export async function f(ids: number[]): Promise<Map<number, Comment>> { return new Map(); }',
    spec: { ...IDS, batch: { ...LIST, answers: 'map' } },
    stored: 'Comment | null',
  },
  'a ReadonlyMap with null as a result': {
    source:
      '/** @batch ids */ export async function f(ids: number[]): Promise<ReadonlyMap<number, Comment | null>> { return new Map(); }',
    spec: { ...IDS, batch: { ...LIST, answers: 'map', absent: 'null' } },
    stored: 'Comment | null | undefined',
  },
  'an object by number': {
    source: '/** @batch ids */ export async function f(ids: number[]): Promise<Record<number, Comment>> { return {}; }',
    spec: { ...IDS, batch: { ...LIST, answers: 'record' } },
    stored: 'Comment | null',
  },
  'an object by text for numbers': {
    source:
      '/** @batch ids */ export async function f(ids: number[]): Promise<{ [id: string]: Comment | null }> { return {}; }',
    spec: { ...IDS, batch: { ...LIST, answers: 'record', absent: 'null' } },
    stored: 'Comment | null | undefined',
  },
  'an object by a branded text': {
    source:
      '/** @batch ids */ export async function f(ids: CommentId[]): Promise<Readonly<Record<CommentId, Comment>>> { return {}; }',
    spec: { ...IDS, batch: { ...LIST, answers: 'record' } },
    stored: 'Comment | null',
  },
  'items in a Set': {
    source: '/** @batch ids */ export async function f(ids: Set<number>): Promise<Comment[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, items: 'set' } },
    stored: 'Comment',
  },
  'items in a ReadonlySet': {
    source: '/** @batch ids */ export async function f(ids: ReadonlySet<number>): Promise<Comment[]> { return []; }',
    spec: { ...IDS, batch: { ...LIST, items: 'set' } },
    stored: 'Comment',
  },
  'items in a rest parameter': {
    source:
      '/** @batch ids */ export async function f(locale: string, ...ids: readonly number[]): Promise<Comment[]> { return []; }',
    spec: {
      calls: 'async',
      holes: ['ids', 'locale'],
      key: { form: 'arguments', holes: 2 },
      types: { primitives: [0, 1] },
      batch: LIST,
    },
    stored: 'Comment',
  },
  'items in a part of a parameter': {
    source:
      '/** @batch ids */ export async function f({ ids, locale }: { ids: number[]; locale?: string }): Promise<Comment[]> { return []; }',
    spec: {
      calls: 'async',
      holes: ['ids', 'locale'],
      key: { form: 'arguments', holes: 2 },
      types: { primitives: [0, 1] },
      batch: LIST,
    },
    stored: 'Comment',
  },
  'items with a default': {
    source: '/** @batch ids */ export async function f(ids: number[] = []): Promise<Comment[]> { return []; }',
    spec: { ...IDS, batch: LIST },
    stored: 'Comment',
  },
  'a default that reads something of the same name': {
    source:
      '/** @batch ids omit=all */ export async function f(ids: number[], all = { ids: 1, of: (ids: number) => ids }): Promise<number[]> { return [all.ids, all.of(ids.length)]; }',
    spec: { ...IDS, omit: ['all'], types: { isolate: 'share', primitives: [0] }, batch: LIST },
    stored: 'number',
  },
  'items of two types': {
    source:
      '/** @batch ids */ export async function f(ids: readonly number[] | string[]): Promise<Comment[]> { return []; }',
    spec: { ...IDS, batch: LIST },
    stored: 'Comment',
  },
  'items that are objects': {
    source: '/** @batch refs */ export async function f(refs: Ref[]): Promise<Comment[]> { return []; }',
    spec: { calls: 'async', holes: ['refs'], key: { form: 'arguments', holes: 1 }, batch: LIST },
    stored: 'Comment',
  },
  'items that are dates': {
    source:
      '/** @batch days */ export async function f(days: Date[]): Promise<Map<Date, string>> { return new Map(); }',
    spec: {
      calls: 'async',
      holes: ['days'],
      key: { form: 'arguments', holes: 1 },
      types: { isolate: 'share' },
      batch: { ...LIST, answers: 'map' },
    },
    stored: 'string | null',
  },
  'items of a type parameter': {
    source: '/** @batch ids */ export async function f<N extends number>(ids: N[]): Promise<Comment[]> { return []; }',
    spec: { ...IDS, batch: LIST },
    stored: 'Comment',
  },
  'the key of a single function': {
    source:
      '/** @batch ids\n * @key comment:{ids} */ export async function f(ids: number[], locale?: string): Promise<(Comment | null)[]> { return []; }',
    spec: { ...IDS, key: { form: 'template', holes: 1, template: ['comment:', 0] }, batch: LIST },
    stored: 'Comment | null',
  },
  'a key of parts of the items': {
    source:
      '/** @batch refs\n * @key {refs.org}/{refs.id}\n * @tag org:{refs.org} */ export async function f(refs: Ref[]): Promise<Comment[]> { return []; }',
    spec: {
      calls: 'async',
      holes: ['refs.org', 'refs.id', 'refs'],
      key: { form: 'template', holes: 2, template: [0, '/', 1] },
      tags: [['org:', 0]],
      types: { primitives: [0, 1] },
      batch: { ...LIST, hole: 2 },
    },
    stored: 'Comment',
  },
  'lines that mean one item': {
    source:
      '/** @batch ids vary=tenantOf if=keep omit=trace\n * @tag comment:{ids}\n * @tag ./own:{ids}\n * @tag =tagsOf\n * @tracks comment:{ids}\n * @tracks comment */ export async function f(ids: number[], locale?: string, trace?: string): Promise<Comment[]> { return []; }',
    spec: {
      calls: 'async',
      holes: ['ids', 'locale', 'tenantOf()', 'tagsOf()', 'keep()', 'finds()'],
      key: { form: 'arguments', holes: 3 },
      vary: 2,
      tags: [['comment:', 0], ['./own:', 0], [3]],
      if: 4,
      omit: ['trace'],
      tracks: [
        { entity: 'comment', ids: [0] },
        { entity: 'comment', paths: ['id'] },
      ],
      finds: 5,
      types: { primitives: [0, 1] },
      batch: LIST,
    },
    stored: 'Comment',
  },
  'all its options': {
    source:
      '/** @batch ids ttl=1m null=skip maxSize=9 isolate=freeze codec=json store=other max=100 by=id window=5ms */ export const f = async (ids: number[]): Promise<Comment[]> => [];',
    spec: {
      ...IDS,
      ttl: 60_000,
      nulls: 'skip',
      maxSize: 9,
      isolate: 'freeze',
      codec: 'json',
      store: 'other',
      batch: { ...LIST, by: 'id', max: 100, window: 5 },
    },
    stored: 'Comment | null',
  },
  'a synchronous function': {
    source: '/** @batch ids max=10 */ export function f(ids: number[]): Comment[] { return []; }',
    spec: { ...IDS, calls: 'sync', batch: { ...LIST, max: 10 } },
    stored: 'Comment',
  },
  'a window of one tick': {
    source: '/** @batch ids window=0ms */ export const f = (ids: number[]): Promise<Comment[]> => Promise.resolve([]);',
    spec: { ...IDS, batch: { ...LIST, window: 0 } },
    stored: 'Comment',
  },
};

const found = analyzeSnippets(
  Object.fromEntries(
    Object.entries(CASES).map(([title, { source, stored }]) => [
      title,
      `${PRELUDE}${source}\n/** @cache */ export async function single(): Promise<${stored}> { throw new Error(); }`,
    ]),
  ),
);

describe('a batch has', () => {
  it.each(Object.entries(CASES))('%s', (title, { spec }) => {
    const [batch, single] = found[title]?.specs ?? [];
    expect({ batch, messages: found[title]?.messages }).toEqual({
      batch: { id: 'f', kind: 'function', shape: single?.shape, ...spec },
      messages: [],
    });
  });
});
