import { describe, expect, it } from 'vitest';
import { declareCase, LINE_CASES, PRELUDE } from './line-cases.ts';
import { planSource, walk } from './plan-source.ts';

describe('a line', () => {
  const planned = planSource(`${PRELUDE}${LINE_CASES.map(declareCase).join('\n')}`);

  it.each(
    LINE_CASES.map((one, index) => ({ ...one, index, title: `${one.line.replace('\n *', ',')} on ${one.type}` })),
  )('finds what it names: $title', ({ index, value, found, tracked, functions = [] }) => {
    const {
      code,
      messages,
      tracked: planning,
    } = planned[`f${index}`] ?? { code: '', messages: ['nothing'], tracked: [] };
    expect(messages).toEqual([]);
    expect(walk(code, value, ...functions)).toEqual(found);
    expect(
      planning.map(({ entity, paths, unseen = [], rows, missing }) =>
        [
          `${entity}:`,
          ...paths,
          ...(unseen.length > 0 ? ['?', ...unseen] : []),
          ...(rows ? ['rows'] : []),
          ...(missing ? [missing] : []),
        ].join(' '),
      ),
    ).toEqual(tracked);
  });
});

it('reads like code of one’s own', () => {
  const { find } = planSource(`
/** @entity user */ export interface User { id: number }
/** @entity item id=(a,b) */ export interface Item { a: number; b: string; owner: User | null }
/** @tracks */ export async function find(): Promise<{ items: Item[]; byName: Map<string, User>; total: number }> { throw new Error(); }
`);
  expect(find?.code.split('\n')).toEqual([
    'function hf_find(hf_value, hf_found) {',
    '    hf_found.list(1);',
    '    hf_value.byName.forEach(hf_item_1 => {',
    '        hf_found.one(1, hf_item_1.id);',
    '    });',
    '    hf_found.list(0);',
    '    for (const hf_item of hf_value.items) {',
    '        hf_found.parts(0, [hf_item.a, hf_item.b]);',
    '        const hf_owner = hf_item.owner;',
    '        if (hf_owner != null) {',
    '            hf_found.one(1, hf_owner.id);',
    '        }',
    '    }',
    '}',
  ]);
});

it('guards everything against null where the program does not tell', () => {
  const source = `
export interface Left { id: number }
/** @tracks left */ export function find(): { lefts: Left[] } { throw new Error(); }
`;
  const { find } = planSource(source, { options: { strict: false } });
  expect(walk(find?.code ?? '', { lefts: [null, { id: 1 }] })).toEqual(['list 0', 'one 0 1']);
  expect(walk(find?.code ?? '', { lefts: undefined })).toEqual([]);
});

it('a value that contradicts its type is not walked in silence', () => {
  const { find } = planSource(
    '/** @tracks left */ export function find(): { lefts: { id: number }[] } { throw new Error(); }',
  );
  expect(() => walk(find?.code ?? '', { lefts: null })).toThrow(TypeError);
});

it('types that make ever new ones of themselves have an end', () => {
  const { find, wide } = planSource(`
export interface Box<T> { inner?: Box<T[]>; value: T }
export interface Fork<T> { left?: Fork<T[]>; right?: Fork<Set<T>>; value: T }
/** @entity user */ export interface User { id: number }
/** @tracks */ export function find(): Box<User> { throw new Error(); }
/** @tracks */ export function wide(): Fork<User> { throw new Error(); }
`);
  expect(walk(find?.code ?? '', { value: { id: 1 }, inner: { value: [{ id: 2 }] } })).toEqual([
    'list 0',
    'one 0 1',
    'one 0 2',
  ]);
  expect(find?.tracked[0]?.unseen?.length).toBe(1);
  expect(walk(wide?.code ?? '', { value: { id: 1 }, right: { value: new Set([{ id: 2 }]) } })).toEqual([
    'list 0',
    'one 0 1',
    'one 0 2',
  ]);
  expect(wide?.code.length).toBeLessThan(500_000);
});
