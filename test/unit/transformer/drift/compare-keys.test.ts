import { describe, expect, it } from 'vitest';
import { compareKeys } from '../../../../transformer/src/drift/compare-keys.ts';
import { renderKeys, renderReasons } from '../../../../transformer/src/drift/render-change.ts';
import type { ManifestFunction, ManifestParameter } from '../../../../transformer/src/manifest/manifest.ts';

type Changed = Partial<ManifestFunction>;

const FIND: ManifestFunction = {
  id: 'find',
  key: 'find(id,teamId)',
  file: 'src/find.ts',
  kind: 'function',
  calls: 'async',
  parameters: [
    { name: 'teamId', type: 'number' },
    { name: 'id', type: 'string' },
  ],
};

const TEMPLATE: Changed = { key: 'user:{id}' };

const [TEAM, ID] = [
  { name: 'teamId', type: 'number' },
  { name: 'id', type: 'string' },
];

/** `@batch ids`, or `@cache` where no item is given. */
function list(type: string, item?: string, more: Partial<ManifestParameter> = {}): Changed {
  const ids = { name: 'ids', type, ...more };
  if (item === undefined) return { key: 'find(ids)', parameters: [ids] };
  return { key: 'find(ids)', parameters: [{ ...ids, item }], options: { batch: 'ids' } };
}

function compare(before: Changed, after: Changed): string {
  const recorded = { ...FIND, ...before };
  const current = { ...FIND, ...after };
  const reasons = compareKeys(recorded, current);
  const { from, to } = renderKeys(recorded, current);
  return reasons.length === 0 ? 'the same' : `${from} -> ${to}: ${renderReasons(reasons)}`;
}

describe('these leave every key as it was', () => {
  it.each<[string, Changed, Changed]>([
    ['another order of the parameters', {}, { parameters: [ID, TEAM] }],
    [
      'a new optional parameter',
      {},
      { key: 'find(id,lang,teamId)', parameters: [TEAM, ID, { name: 'lang', type: 'string', optional: true }] },
    ],
    ['a parameter that became optional', {}, { parameters: [TEAM, { ...ID, optional: true }] }],
    ['a parameter that became required', { parameters: [TEAM, { ...ID, optional: true }] }, {}],
    ['a default where the parameter was required', {}, { parameters: [TEAM, { ...ID, default: "'a'" }] }],
    [
      'a type of another name and the same shape',
      { parameters: [TEAM, { name: 'id', type: 'Id', shape: '{ a: string }' }] },
      { parameters: [TEAM, { name: 'id', type: 'Key', shape: '{ a: string }' }] },
    ],
    [
      'a type that is laid out in another way',
      { parameters: [TEAM, { name: 'id', type: "{ a: 'x'; b: string[] }" }] },
      { parameters: [TEAM, { name: 'id', type: '{a: "x"; b: string[];}' }] },
    ],
    [
      'a default that became a constant',
      { parameters: [TEAM, { ...ID, default: "'a'" }] },
      { parameters: [TEAM, { ...ID, default: 'FIRST' }] },
    ],
    [
      'a default with other quotation marks',
      { parameters: [TEAM, { ...ID, default: "'a b'" }] },
      { parameters: [TEAM, { ...ID, default: '"a b"' }] },
    ],
    [
      'another order of a union',
      { parameters: [TEAM, { ...ID, type: "'b | c' | 'a'" }] },
      { parameters: [TEAM, { ...ID, type: "'a' | 'b | c'" }] },
    ],
    [
      'a union that got a name',
      { parameters: [TEAM, { ...ID, type: 'string | number' }] },
      { parameters: [TEAM, { ...ID, type: 'Id', shape: 'number | string' }] },
    ],
    [
      'a default that is written in another way',
      { parameters: [TEAM, { ...ID, default: "{ n: 1_000, at: ['a',] }" }] },
      { parameters: [TEAM, { ...ID, default: '{n: 1e3, at: ["a"]} as Page' }] },
    ],
    [
      'a default that names something else',
      { parameters: [TEAM, { ...ID, default: '`${first}`' }] },
      { parameters: [TEAM, { ...ID, default: '`${initial}`' }] },
    ],
    ['what is behind a template', TEMPLATE, { ...TEMPLATE, parameters: [ID, { ...TEAM, type: 'string' }] }],
    [
      'another field beside the one in a template',
      { key: 'at:{fix.lat}', parameters: [{ name: 'fix', type: 'Fix', shape: '{ device: string; lat: number }' }] },
      { key: 'at:{fix.lat}', parameters: [{ name: 'fix', type: 'Fix', shape: '{ device: number; lat: number }' }] },
    ],
    ['another kind of list with the same items', list('number[]', 'number'), list('Set<number>', 'number')],
    ['a list that became a rest parameter', list('number[]', 'number'), list('number[]', 'number', { rest: true })],
    [
      'another default of a list',
      list('number[]', 'number', { default: '[1]' }),
      list('number[]', 'number', { default: '[2]' }),
    ],
    [
      'another max=, by= and window=',
      { ...list('number[]', 'number'), options: { batch: 'ids', max: '10', by: 'id' } },
      { ...list('number[]', 'number'), options: { batch: 'ids', window: '0ms' } },
    ],
    ['another file, ttl and tags', {}, { file: 'src/a.ts', options: { ttl: '1m' }, tags: ['a'] }],
  ])('%s', (_, before, after) => {
    expect(compare(before, after)).toBe('the same');
  });
});

describe('these change keys', () => {
  it.each<[string, Changed, Changed, string]>([
    [
      'a renamed parameter',
      {},
      { key: 'find(groupId,id)', parameters: [{ ...TEAM, name: 'groupId' }, ID] },
      'find(id,teamId) -> find(groupId,id): teamId is gone; groupId is new',
    ],
    [
      'a renamed optional parameter',
      { parameters: [TEAM, { ...ID, optional: true }] },
      { key: 'find(key,teamId)', parameters: [TEAM, { ...ID, name: 'key', optional: true }] },
      'find(id,teamId) -> find(key,teamId): id is gone; key is new',
    ],
    [
      'a new required parameter',
      {},
      { key: 'find(id,lang,teamId)', parameters: [TEAM, ID, { name: 'lang', type: 'string' }] },
      'find(id,teamId) -> find(id,lang,teamId): lang is new',
    ],
    [
      'a new parameter with a default',
      {},
      { key: 'find(id,lang,teamId)', parameters: [TEAM, ID, { name: 'lang', type: 'string', default: "'en'" }] },
      'find(id,teamId) -> find(id,lang,teamId): lang is new',
    ],
    ['a parameter less', {}, { key: 'find(id)', parameters: [ID] }, 'find(id,teamId) -> find(id): teamId is gone'],
    [
      'another type',
      {},
      { parameters: [{ ...TEAM, type: 'string' }, ID] },
      'find(id: string, teamId: number) -> find(id: string, teamId: string): the type of teamId was number and is string',
    ],
    [
      'another shape of a type',
      { parameters: [{ ...TEAM, type: 'Team', shape: '{ id: number }' }, ID] },
      { parameters: [{ ...TEAM, type: 'Team', shape: '{ id: string }' }, ID] },
      'find(id: string, teamId: Team) -> find(id: string, teamId: Team): the type Team of teamId has another shape, { id: string } in place of { id: number }',
    ],
    [
      'another default',
      { parameters: [{ ...TEAM, default: '10' }, ID] },
      { parameters: [{ ...TEAM, default: '20' }, ID] },
      'find(id: string, teamId: number = 10) -> find(id: string, teamId: number = 20): the default of teamId was 10 and is 20',
    ],
    [
      'another number with separators',
      { parameters: [{ ...TEAM, default: '1_000' }, ID] },
      { parameters: [{ ...TEAM, default: '2_000' }, ID] },
      'find(id: string, teamId: number = 1_000) -> find(id: string, teamId: number = 2_000): the default of teamId was 1_000 and is 2_000',
    ],
    [
      'another list as default',
      { parameters: [{ ...TEAM, default: '["a"]' }, ID] },
      { parameters: [{ ...TEAM, default: '["b"]' }, ID] },
      'find(id: string, teamId: number = ["a"]) -> find(id: string, teamId: number = ["b"]): the default of teamId was ["a"] and is ["b"]',
    ],
    [
      'another field of a default',
      { parameters: [{ ...TEAM, default: '{ page: 1 }' }, ID] },
      { parameters: [{ ...TEAM, default: '{ page: 2 }' }, ID] },
      'find(id: string, teamId: number = { page: 1 }) -> find(id: string, teamId: number = { page: 2 }): the default of teamId was { page: 1 } and is { page: 2 }',
    ],
    [
      'another text with quotation marks',
      { parameters: [{ ...TEAM, default: '`say "x"`' }, ID] },
      { parameters: [{ ...TEAM, default: '`say "y"`' }, ID] },
      'find(id: string, teamId: number = `say "x"`) -> find(id: string, teamId: number = `say "y"`): the default of teamId was `say "x"` and is `say "y"`',
    ],
    [
      'a default for what could be left out',
      { parameters: [{ ...TEAM, optional: true }, ID] },
      { parameters: [{ ...TEAM, default: '1' }, ID] },
      'find(id: string, teamId?: number) -> find(id: string, teamId: number = 1): the default of teamId was none and is 1',
    ],
    ['a template in place of arguments', {}, TEMPLATE, 'find(id,teamId) -> user:{id}: the template is another'],
    ['another template', TEMPLATE, { key: 'users:{id}' }, 'user:{id} -> users:{id}: the template is another'],
    ['another hole', TEMPLATE, { key: 'user:{teamId}' }, 'user:{id} -> user:{teamId}: the template is another'],
    [
      'the type of a hole',
      TEMPLATE,
      { ...TEMPLATE, parameters: [TEAM, { ...ID, type: 'number' }] },
      'user:{id: string} -> user:{id: number}: the type of id was string and is number',
    ],
    [
      'the type of a field in a template',
      { key: 'at:{fix.lat}', parameters: [{ name: 'fix', type: 'Fix', shape: '{ lat: number } | null' }] },
      { key: 'at:{fix.lat}', parameters: [{ name: 'fix', type: 'Fix', shape: '{ lat: string }' }] },
      'at:{fix.lat} -> at:{fix.lat}: the type of fix.lat was number and is string',
    ],
    [
      'a constant that looks like arguments',
      {},
      { key: 'find(id,teamId){}' },
      'find(id,teamId) -> find(id,teamId){}: the template is another',
    ],
    [
      'vary=',
      {},
      { key: 'find(id,teamId)|tenantOf()', options: { vary: 'tenantOf' } },
      'find(id,teamId) -> find(id,teamId)|tenantOf(): vary was none and is tenantOf',
    ],
    [
      'unordered=',
      { options: { unordered: 'id' } },
      {},
      'find(id: string, teamId: number) unordered=id -> find(id: string, teamId: number): unordered was id and is none',
    ],
    [
      'another type of items',
      list('number[]', 'number'),
      list('string[]', 'string'),
      'find(ids: number) -> find(ids: string): the type of ids was number[] and is string[]',
    ],
    [
      'another shape of items',
      list('Id[]', '{ a: number }'),
      list('Id[]', '{ a: string }'),
      'find(ids: { a: number }) -> find(ids: { a: string }): the type Id[] of ids has another shape, { a: string } in place of { a: number }',
    ],
    [
      'a list that was renamed',
      list('number[]', 'number'),
      {
        key: 'find(keys)',
        parameters: [{ name: 'keys', type: 'number[]', item: 'number' }],
        options: { batch: 'keys' },
      },
      'find(ids) -> find(keys): ids is gone; keys is new',
    ],
    [
      '@batch in place of @cache',
      list('number[]'),
      list('number[]', 'number'),
      'find(ids: number[]) -> find(ids: number): each item of ids has a key of its own now',
    ],
    [
      '@cache in place of @batch',
      list('any', 'any'),
      list('any'),
      'find(ids: any) -> find(ids: any): each item of ids had a key of its own',
    ],
    [
      'another list',
      { parameters: [{ ...TEAM, item: 'number' }, ID], options: { batch: 'teamId' } },
      { parameters: [TEAM, { ...ID, item: 'string' }], options: { batch: 'id' } },
      'find(id: string, teamId: number) -> find(id: string, teamId: number): each item of teamId had a key of its own, and now each of id has',
    ],
  ])('%s', (_, before, after, expected) => {
    expect(compare(before, after)).toBe(expected);
  });
});
