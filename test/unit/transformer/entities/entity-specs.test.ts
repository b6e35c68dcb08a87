import type { FunctionSpec } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const PRELUDE = `
/** @entity user */
export interface User { id: number; name: string; team: Team | null }
/** @entity team id=code */
export interface Team { code: string }
export const idOf = (user: User): number => user.id;
`;

/** Body and result of a cached function, with the part of its spec that says on which entities it depends. */
type Tracking = Pick<FunctionSpec, 'holes' | 'tracks' | 'finds'>;

const TRACKING: Readonly<Record<string, readonly [source: string, spec: Tracking]>> = {
  'one that a parameter names': [
    '/** @cache\n * @tracks user:{id} */ export const f = (id: number): string => String(id);',
    { holes: ['id'], tracks: [{ entity: 'user', ids: [0] }] },
  ],
  'one that the key does not name': [
    '/** @cache omit=by\n * @tracks user:{by.id} */ export const f = (id: number, by: User): string => by.name + id;',
    { holes: ['id', 'by.id'], tracks: [{ entity: 'user', ids: [1] }] },
  ],
  'a composite one': [
    '/** @cache\n * @tracks item:{o.id},{p} */ export const f = (p: bigint, o: { id: string }): string => o.id + p;',
    { holes: ['o', 'p', 'o.id'], tracks: [{ entity: 'item', ids: [2, 1] }] },
  ],
  'one in the result': [
    '/** @cache\n * @tracks user */ export const f = async (id: number): Promise<User[]> => [];',
    { holes: ['id', 'finds()'], tracks: [{ entity: 'user', paths: ['[].id'] }], finds: 1 },
  ],
  'all of the result, those of parameters first': [
    '/** @cache\n * @tracks rows\n * @tracks user:{id} */ export const f = (id: number): User => ({ id, name: "", team: null });',
    {
      holes: ['id', 'finds()'],
      tracks: [
        { entity: 'user', ids: [0] },
        { entity: 'team', paths: ['team.code'], rows: true },
        { entity: 'user', paths: ['id'], rows: true },
      ],
      finds: 1,
    },
  ],
  'beside functions and tags': [
    '/** @cache vary=zone if=keep\n * @tracks user missingId=skip\n * @tag =tagsOf\n * @tag user:{id}\n * @tracks team:{code} */ export const f = (id: number, code?: string): User[] => [{ id, name: code ?? "", team: null }];\nfunction zone(): string { return ""; }\nfunction keep(): boolean { return true; }\nfunction tagsOf(): string[] { return []; }',
    {
      holes: ['code', 'id', 'zone()', 'tagsOf()', 'keep()', 'finds()'],
      tracks: [
        { entity: 'team', ids: [0] },
        { entity: 'user', paths: ['[].id'], missing: 'skip' },
      ],
      finds: 5,
    },
  ],
  'the result itself': [
    '/** @cache\n * @tracks user id=result */ export const f = (): number[] => [];',
    { holes: ['finds()'], tracks: [{ entity: 'user', paths: ['[]'] }], finds: 0 },
  ],
  'by a function': [
    '/** @cache\n * @tracks user id=idOf */ export const f = (): User[] => [];',
    { holes: ['finds()'], tracks: [{ entity: 'user', paths: ['[].idOf()'] }], finds: 0 },
  ],
  'none, on purpose': [
    '/** @cache\n * @tracks none */ export const f = (): User[] => [];',
    { holes: [], tracks: 'none' },
  ],
};

const tracking = analyzeSnippets(
  Object.fromEntries(Object.entries(TRACKING).map(([title, [source]]) => [title, PRELUDE + source])),
);

describe('a cached function depends on', () => {
  it.each(Object.entries(TRACKING))('%s', (title, [, expected]) => {
    const [spec] = tracking[title]?.specs ?? [];
    const { holes, tracks, finds } = spec ?? {};
    expect({ holes, tracks, ...(finds !== undefined && { finds }), words: tracking[title]?.words }).toEqual({
      ...expected,
      words: [],
    });
  });
});

const WRITERS = analyzeSnippets({
  all: `${PRELUDE}
/** @invalidates user:{id}
 *  @invalidatesTag team:{team.code}
 *  @invalidatesTag all
 *  @invalidates team:{team.code} rows
 *  @invalidates user rows */
export async function rename(id: number, team: Team): Promise<User> { return { id, name: '', team }; }
/** @invalidates user */
export const saveAll = (users: User[]): User[] => users;
/** @invalidatesTag users */
export function* generate() {}
export class Repo {
  /** @invalidates user:{this.id} */
  remove(): void {}
  id = 1;
}
/** @invalidates user id=result */
export default (): Promise<number> => Promise.resolve(1);
`,
  prefixed:
    '/** @idPrefix users */\n/** @invalidates user:{id} */\nexport function remove(id: string): void { void id; }',
});

it('a writer is known by what it invalidates', () => {
  expect(WRITERS.all?.words).toEqual(['1321 @invalidatesTag']);
  expect(WRITERS.all?.specs).toEqual([]);
  expect(WRITERS.all?.writers).toEqual([
    {
      id: 'rename',
      calls: 'async',
      holes: ['team.code', 'id', 'finds()'],
      invalidates: [
        { entity: 'user', ids: [1] },
        { entity: 'team', ids: [0], rows: true },
        { entity: 'user', paths: ['id'], rows: true },
      ],
      tags: [['team:', 0], ['all']],
      finds: 2,
    },
    { id: 'saveAll', calls: 'sync', holes: ['finds()'], invalidates: [{ entity: 'user', paths: ['[].id'] }], finds: 0 },
    { id: 'Repo.remove', calls: 'sync', holes: ['this.id'], invalidates: [{ entity: 'user', ids: [0] }] },
    {
      id: 'the default export',
      calls: 'async',
      holes: ['finds()'],
      invalidates: [{ entity: 'user', paths: ['.'] }],
      finds: 0,
    },
  ]);
  expect(WRITERS.prefixed?.writers).toEqual([
    { id: 'users.remove', calls: 'sync', holes: ['id'], invalidates: [{ entity: 'user', ids: [0] }] },
  ]);
});

describe('nothing is asked of a writer but what its lines name:', () => {
  const snippets = {
    'what it captures':
      'let count = 0; export class A { n = 0; /** @invalidates user:{id} */ f(id: number): void { this.n += id; count += 1; } }',
    'parameters that no key could hold':
      '/** @invalidates user:{id} */ export function f(id: number, done: () => void): void { done(); }',
    'parameters that are taken apart':
      '/** @invalidates user:{id} */ export function f({ id }: { id: number }, []: number[]): void {}',
    arguments: 'export function g() { return /** @invalidatesTag a */ () => arguments.length; }',
    'a name': 'export const list = [/** @invalidatesTag a */ (): number => 1];',
    'results that no copy can give back':
      '/** @invalidatesTag a */ export function f(): () => void { return () => {}; }',
  };
  const found = analyzeSnippets(snippets);

  it.each(Object.keys(snippets))('%s', (title) => {
    expect({ words: found[title]?.words, writers: found[title]?.writers.length }).toEqual({ words: [], writers: 1 });
  });
});

describe('the build refuses', () => {
  const cases: Readonly<Record<string, readonly [source: string, words: readonly string[]]>> = {
    'a hole of another name': ['/** @invalidates user:{uid} */ export function f(id: number): void {}', ['1201 {uid}']],
    'an object as an id': ['/** @invalidates user:{user} */ export function f(user: User): void {}', ['1046 {user}']],
    'a boolean as an id': [
      '/** @cache\n * @tracks user:{a} */ export const f = (a: boolean): string => "";',
      ['1046 {a}'],
    ],
    'null as an id': ['/** @invalidates user:{a} */ export function f(a: null): void {}', ['1046 {a}']],
    'a hole of a tag that is an object': [
      '/** @invalidatesTag a:{user} */ export function f(user: User): void {}',
      ['1206 {user}'],
    ],
    'a primitive result': ['/** @cache\n * @tracks user */ export const f = (): number => 1;', ['1048 @tracks']],
    'a primitive result without a name': [
      '/** @cache\n * @tracks */ export const f = (): number => 1;',
      ['1048 @tracks'],
    ],
    'a result of nothing': [
      '/** @invalidates user */ export async function f(userId: number): Promise<void> {}',
      ['1048 @invalidates'],
    ],
    'what is no promise': [
      '/** @invalidatesTag a */ export function f(): PromiseLike<number> & { more: 1 } { throw new Error(); }',
      ['1210 @invalidatesTag'],
    ],
    'a result that may be a promise': [
      '/** @invalidatesTag a */ export function f(): any {}',
      ['1209 @invalidatesTag'],
    ],
    'a function without a body': [
      '/** @invalidatesTag a */ export declare function f(): void;',
      ['1305 @invalidatesTag'],
    ],
    'a constructor': ['export class A { /** @invalidatesTag a */ constructor() {} }', ['1322 @invalidatesTag']],
    'a variable that may hold another function': [
      '/** @invalidatesTag a */ export let f = (): void => {}; f = () => {};',
      ['1314 @invalidatesTag'],
    ],
    'a parameter that its body declares again': [
      '/** @invalidatesTag a */ export function f(n: number): void { var n = 2; void arguments; }',
      ['1308 n'],
    ],
  };
  const found = analyzeSnippets(
    Object.fromEntries(Object.entries(cases).map(([title, [source]]) => [title, PRELUDE + source])),
  );

  it.each(Object.entries(cases))('%s', (title, [, words]) => {
    expect({
      words: found[title]?.words,
      rewritten: [...(found[title]?.specs ?? []), ...(found[title]?.writers ?? [])],
    }).toEqual({
      words,
      rewritten: [],
    });
  });

  it.each([
    [
      'a primitive result',
      'Write @tracks user:{id} with the parameter that holds the id, or @tracks user id=result if the result is the id itself.',
    ],
    [
      'a result of nothing',
      'Write @invalidates user:{userId} with the parameter that holds the id, or return what was written.',
    ],
    ['an object as an id', 'Did you mean @invalidates user:{user.id}?'],
    ['a boolean as an id', 'Name a parameter or a property that holds one.'],
    [
      'what is no promise',
      'what is emitted could only give a Promise. Make the function async and return await the value.',
    ],
    [
      'a function without a body',
      'has no body here that could be rewritten. Put the comment on the function that implements it.',
    ],
    ['a variable that may hold another function', 'which would not be rewritten. Declare it with const.'],
  ])('and says of %s what to write', (title, end) => {
    const [message] = found[title]?.messages ?? [];
    expect(message?.slice(-end.length)).toBe(end);
  });
});

it('what types do not tell is a warning, one a function', () => {
  const { warned } = analyzeSnippets({
    warned: `${PRELUDE}
/** @cache
 * @tracks */
export const f = (): { user: User; a: any; b: { c: unknown } } => ({ user: { id: 1, name: '', team: null }, a: 1, b: { c: 1 } });
/** @invalidates user
 * @invalidates team */
export const g = (): { user: User; more: unknown } => ({ user: { id: 1, name: '', team: null }, more: 1 });
`,
  });
  expect({ words: warned?.words, warnings: warned?.warnings }).toEqual({
    words: [],
    warnings: ['1051 @tracks', '1051 @invalidates'],
  });
});

it('a name that nothing but itself tells is warned of where it is a letter from that of a type', () => {
  const { warned } = analyzeSnippets({
    warned: `
/** @entity voucher */ export interface Voucher { id: number }
/** @cache\n * @tracks voucher:{id}\n * @tracks vouchers:{id} */ export const f = (id: number): number => id;
/** @invalidates vouher id=result */ export const g = (id: number): number => id;
/** @invalidates vault:{id} */ export const h = (id: number): number => id;
`,
  });
  expect({ words: warned?.words, warnings: warned?.warnings }).toEqual({
    words: [],
    warnings: ['1243 vouchers', '1243 vouher'],
  });
});
