import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const PRELUDE = `
/** @entity user */
export interface User { id: number; name: string; team: { code: string } }
export class Users extends Array<User> {}
export class Ids extends Set<number> {}
export class UserMap extends Map<number, User> {}
export class Session { close(): void {} }
`;
const LINE = '/** @batch ids\n * @tracks none */';
const ROWS = 'Promise<User[]>';

/** A declaration that is no batch, and what the build points at. */
type Refusal = readonly [source: string, words: readonly string[]];

const f = (parameters: string, result = ROWS, line = LINE): string =>
  `${PRELUDE}${line} export async function f(${parameters}): ${result} { throw new Error(); }`;

const IS_NO_LIST: Readonly<Record<string, Refusal>> = {
  'a single value': [f('ids: number'), ['1261 ids']],
  'a value or a list': [f('ids: number | number[]'), ['1261 ids']],
  'a list that may be missing': [f('ids?: number[]'), ['1261 ids']],
  'a list that may be null': [f('ids: number[] | null = []'), ['1261 ids']],
  'an array or a Set': [f('ids: number[] | Set<number>'), ['1261 ids']],
  'a tuple': [f('ids: [number, number]'), ['1261 ids']],
  'a rest parameter with places': [f('...ids: [number, string]'), ['1261 ids']],
  any: [f('ids: any'), ['1261 ids']],
  'an iterable': [f('ids: Iterable<number>'), ['1261 ids']],
  'a typed array': [f('ids: Uint8Array'), ['1261 ids']],
  'a Map': [f('ids: Map<number, string>'), ['1261 ids']],
  'a Set of another class': [f('ids: Ids'), ['1261 ids']],
  'a type parameter': [f('ids: T').replace('function f', 'function f<T extends number[]>'), ['1261 ids']],
  'a text': [f('ids: string'), ['1261 ids']],
};

const TELLS_NO_ITEM: Readonly<Record<string, Refusal>> = {
  'a single value': [f('ids: number[]', 'Promise<User>'), ['1262 Promise<User>']],
  nothing: [f('ids: number[]', 'Promise<void>'), ['1262 Promise<void>']],
  any: [f('ids: number[]', 'Promise<any>'), ['1262 Promise<any>']],
  'a list or null': [f('ids: number[]', 'Promise<User[] | null>'), ['1262 Promise<User[] | null>']],
  'a list or a Map': [
    f('ids: number[]', 'Promise<User[] | Map<number, User>>'),
    ['1262 Promise<User[] | Map<number, User>>'],
  ],
  'a tuple': [f('ids: number[]', 'Promise<[User, User]>'), ['1262 Promise<[User, User]>']],
  'a page': [f('ids: number[]', 'Promise<{ rows: User[] }>'), ['1262 Promise<{ rows: User[] }>']],
  'an object with names of its own': [
    f("ids: ('a' | 'b')[]", "Promise<Partial<Record<'a' | 'b', User>>>"),
    ["1262 Promise<Partial<Record<'a' | 'b', User>>>"],
  ],
  'a list with a field of its own': [
    f('ids: number[]', 'Promise<User[] & { total: number }>'),
    ['1262 Promise<User[] & { total: number }>'],
  ],
  'a Map with a field of its own': [
    f('ids: number[]', 'Promise<Map<number, User> & { total?: number }>'),
    ['1262 Promise<Map<number, User> & { total?: number }>'],
  ],
  'a Set': [f('ids: number[]', 'Promise<Set<User>>'), ['1262 Promise<Set<User>>']],
  'a list of another class': [f('ids: number[]', 'Promise<Users>'), ['1262 Promise<Users>']],
  'a Map of another class': [f('ids: number[]', 'Promise<UserMap>'), ['1262 Promise<UserMap>']],
  'a type parameter': [
    f('ids: number[], other: T', 'Promise<T>').replace('function f', 'function f<T extends User[]>'),
    ['1262 Promise<T>'],
  ],
  'an inferred single value': [
    `${PRELUDE}${LINE} export const f = async (ids: number[]) => ids.length;`,
    ['1262 @batch'],
  ],
  'rows without the property': [
    f('ids: number[]', ROWS, '/** @batch ids by=userId\n * @tracks none */'),
    ['1263 userId'],
  ],
  'rows without the part': [
    f('ids: string[]', ROWS, '/** @batch ids by=team.id\n * @tracks none */'),
    ['1263 team.id'],
  ],
  'rows and errors without the property': [
    f('ids: number[]', 'Promise<(User | Error | null)[]>', '/** @batch ids by=nam\n * @tracks none */'),
    ['1263 nam'],
  ],
  'errors without the property that rows have': [
    f('ids: number[]', 'Promise<(User | Error)[]>', '/** @batch ids by=id\n * @tracks none */'),
    ['1263 id'],
  ],
  'rows with a property of another type': [
    f('ids: string[]', ROWS, '/** @batch ids by=id\n * @tracks none */'),
    ['1264 id'],
  ],
  'rows with a bigint for a number': [
    f('ids: number[]', 'Promise<{ n: bigint }[]>', '/** @batch ids by=n */'),
    ['1264 n'],
  ],
  'a Map by another type': [f('ids: number[]', 'Promise<Map<string, User>>'), ['1265 Promise<Map<string, User>>']],
  'an object by a type parameter of dates': [
    f('ids: T[]', 'Promise<Record<string, User>>').replace('function f', 'function f<T extends Date>'),
    ['1265 Promise<Record<string, User>>'],
  ],
  'an object by date': [f('ids: Date[]', 'Promise<Record<string, User>>'), ['1265 Promise<Record<string, User>>']],
  'an object by number for texts': [
    f('ids: string[]', 'Promise<Record<number, User>>'),
    ['1265 Promise<Record<number, User>>'],
  ],
  'a Map and a path': [
    f('ids: number[]', 'Promise<Map<number, User>>', '/** @batch ids by=id\n * @tracks none */'),
    ['1266 id'],
  ],
};

const LINES: Readonly<Record<string, Refusal>> = {
  'that names nothing': [f('ids: number[]', ROWS, '/** @batch ttl=10m\n * @tracks none */'), ['1060 @batch']],
  'that names no parameter': [f('ids: number[]', ROWS, '/** @batch idz\n * @tracks none */'), ['1260 idz']],
  'that names a whole pattern': [
    f('{ ids }: { ids: number[] }', ROWS, '/** @batch query\n * @tracks none */'),
    ['1260 query'],
  ],
  'beside @cache': [f('ids: number[]', ROWS, '/** @cache\n * @batch ids\n * @tracks none */'), ['1061 @batch']],
  twice: [f('ids: number[]', ROWS, '/** @batch ids\n * @batch ids\n * @tracks none */'), ['1008 @batch']],
  'on a writer': [
    f('ids: number[]', ROWS, '/** @batch ids\n * @tracks none\n * @invalidates user */'),
    ['1320 @invalidates'],
  ],
  'on a type': ['/** @batch ids */ export interface A { id: number }', ['1311 @batch']],
  'on nothing': ['/** @batch ids */', ['1015 @batch']],
  'on a generator': [
    '/** @batch ids */ export function* f(ids: number[]): Generator<number> { yield* ids; }',
    ['1302 @batch'],
  ],
  'on an asynchronous generator': [
    '/** @batch ids */ export async function* f(ids: number[]): AsyncGenerator<number> { yield* ids; }',
    ['1302 @batch'],
  ],
  'on a function with overloads': [
    'export function f(ids: number[]): Promise<string[]>;\nexport function f(ids: number[], all: true): Promise<string[]>;\n/** @batch ids */ export async function f(ids: number[], all?: true): Promise<string[]> { return ids.map((id) => `${id}${all}`); }',
    ['1330 ids'],
  ],
  'on a method with overloads': [
    'export class A {\n  f(ids: number[]): Promise<string[]>;\n  f(ids: number[], all: true): Promise<string[]>;\n  /** @batch ids */ async f(ids: number[], all?: true): Promise<string[]> { return ids.map((id) => `${id}${all}`); }\n}',
    ['1330 ids'],
  ],
  'on a function that reads arguments': [
    '/** @batch ids */ export async function f(ids: number[]): Promise<string[]> { return [`${arguments.length}`]; }',
    ['1331 arguments'],
  ],
  'on a default export with overloads': [
    'export default function (ids: number[]): Promise<string[]>;\n/** @batch ids id=f */ export default async function (ids: number[], all?: true): Promise<string[]> { return ids.map((id) => `${id}${all}`); }',
    ['1330 ids'],
  ],
  'with a default that reads the list': [
    '/** @batch ids omit=all */ export const f = async ({ ids }: { ids: number[] }, all = { ids }): Promise<string[]> => ids.map((id) => `${id}${all.ids.length}`);',
    ['1333 ids'],
  ],
  'on an arrow that reads the arguments around it': [
    'export function outer(): unknown {\n  /** @batch ids */ const f = async (ids: number[]): Promise<number[]> => [arguments.length, ...ids];\n  return f;\n}',
    ['1317 arguments'],
  ],
  'with a window on a synchronous function': [
    '/** @batch ids window=0ms */ export function f(ids: number[]): string[] { return ids.map(String); }',
    ['1332 0ms'],
  ],
  'on a function that may give a promise': [
    '/** @batch ids */ export function f(ids: number[]): string[] | Promise<string[]> { return ids.map(String); }',
    ['1209 @batch'],
  ],
  'with a key that all items share': [
    f('ids: number[], lang: string', ROWS, '/** @batch ids\n * @key users:{lang}\n * @tracks none */'),
    ['1267 @key'],
  ],
  'with omit= of the items': [f('ids: number[]', ROWS, '/** @batch ids omit=ids\n * @tracks none */'), ['1267 ids']],
  'with omit= of the items in the key': [
    f('ids: number[]', ROWS, '/** @batch ids omit=ids\n * @key user:{ids}\n * @tracks none */'),
    ['1208 ids'],
  ],
};

const PARTS: Readonly<Record<string, Refusal>> = {
  'items that cannot be a key': [f('ids: Session[]'), ['1204 ids']],
  'a hole that no item has': [
    f('ids: { a: number }[]', ROWS, '/** @batch ids\n * @key user:{ids.length}\n * @tracks none */'),
    ['1203 {ids.length}'],
  ],
  'a tag of items that are objects': [
    f('ids: { a: number }[]', ROWS, '/** @batch ids\n * @tag user:{ids}\n * @tracks none */'),
    ['1206 {ids}'],
  ],
  'a tag function that takes the list': [
    `${f('ids: number[]', ROWS, '/** @batch ids\n * @tag =tagsOf\n * @tracks none */')}\nexport const tagsOf = (ids: number[]): string[] => ids.map(String);`,
    ['1224 tagsOf'],
  ],
  'a predicate that takes the list': [
    `${f('ids: number[]', ROWS, '/** @batch ids if=keep\n * @tracks none */')}\nexport const keep = (users: User[]): boolean => users.length > 0;`,
    ['1224 keep'],
  ],
  'a predicate that takes no null': [
    `${f('ids: number[]', ROWS, '/** @batch ids by=id if=keep\n * @tracks none */')}\nexport const keep = (user: User): boolean => user.id > 0;`,
    ['1224 keep'],
  ],
  'unordered= of the items': [
    f('ids: number[]', ROWS, '/** @batch ids unordered=ids\n * @tracks none */'),
    ['1227 ids'],
  ],
  'an entity and no word of it': [f('ids: number[]', ROWS, '/** @batch ids */'), ['1047 @batch']],
  'the id of an entity that is an object': [
    f('ids: { a: number }[]', ROWS, '/** @batch ids\n * @tracks user:{ids} */'),
    ['1046 {ids}'],
  ],
  'results that cannot be stored': [
    '/** @batch ids */ export async function f(ids: number[]): Promise<(() => void)[]> { return ids.map(() => () => {}); }',
    ['1234 Promise<(() => void)[]>'],
  ],
  'results that codec=json would change': [
    '/** @batch ids codec=json */ export async function f(ids: number[]): Promise<Map<number, Date>> { return new Map(); }',
    ['1235 Promise<Map<number, Date>>'],
  ],
};

const ALL = {
  ...prefixed('list', IS_NO_LIST),
  ...prefixed('result', TELLS_NO_ITEM),
  ...prefixed('line', LINES),
  ...prefixed('part', PARTS),
};
const found = analyzeSnippets(Object.fromEntries(Object.entries(ALL).map(([title, [source]]) => [title, source])));

function prefixed(group: string, cases: Readonly<Record<string, Refusal>>): Record<string, Refusal> {
  return Object.fromEntries(Object.entries(cases).map(([title, refusal]) => [`${group}: ${title}`, refusal]));
}

function outcomeOf(title: string): {
  readonly words: readonly string[] | undefined;
  readonly specs: number | undefined;
} {
  return { words: found[title]?.words, specs: found[title]?.specs.length };
}

describe('a batch is refused', () => {
  it.each(Object.entries(IS_NO_LIST))('where its parameter takes %s', (title, [, words]) => {
    expect(outcomeOf(`list: ${title}`)).toEqual({ words, specs: 0 });
  });

  it.each(Object.entries(TELLS_NO_ITEM))('where its result is %s', (title, [, words]) => {
    expect(outcomeOf(`result: ${title}`)).toEqual({ words, specs: 0 });
  });

  it.each(Object.entries(LINES))('%s', (title, [, words]) => {
    expect(outcomeOf(`line: ${title}`)).toEqual({ words, specs: 0 });
  });

  it.each([
    [
      'rows and errors without the property',
      'HF1263 unknown-batch-path: by=nam finds no property nam in the results of f, which are of type User | Error. Properties: id, name, team. Did you mean by=name?',
    ],
    [
      'errors without the property that rows have',
      'HF1263 unknown-batch-path: by=id finds no property id in the errors among the results of f. Properties of the others: id, name, team. Let an error name its item too, as in class RowError extends Error { constructor(readonly id: number) { super(); } }.',
    ],
  ])('with the properties of the rows in the message: %s', (title, message) => {
    expect(found[`result: ${title}`]?.messages).toEqual([message]);
  });

  it.each(Object.entries(PARTS))('with %s', (title, [, words]) => {
    expect(outcomeOf(`part: ${title}`)).toEqual({ words, specs: 0 });
  });
});
