import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const PRELUDE = `
import type { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
export interface User { id: number; name?: string; toString(): string }
export class Author { name = ''; save(): void {} }
export class Secret { protected token = ''; }
export class Computed { get full(): string { return ''; } }
export class Plain { id = 1; user?: User }
export class NotFound extends Error {}
export interface Node1 { next: Node1 | null; author?: Author }
export interface Users extends Map<string, User> {}
export interface Box<T> { inner?: Box<T[]>; value: T }
export interface Promised { get name(): string }
declare const anything: any;
`;

function findPart(types: readonly string[], options = ''): Readonly<Record<string, readonly (string | undefined)[]>> {
  const snippets = types.map((type) => [
    type,
    `${PRELUDE}/** @cache ${options}*/ export async function find(id: number): Promise<${type}> { return anything; }`,
  ]);
  const found = analyzeSnippets(Object.fromEntries(snippets));
  return Object.fromEntries(
    Object.entries(found).map(([type, { messages }]) => [
      type,
      messages.map((message) => /(?:uncopyable-result|returns): (.*)(?:, which no|\. Remove)/.exec(message)?.[1]),
    ]),
  );
}

const UNCOPYABLE: Readonly<Record<string, string>> = {
  Author: 'save in the result of find is a method of class Author',
  'Author[]': '[].save in the result of find is a method of class Author',
  '{ rows: [User, { author: Author | null }] }':
    'rows[1].author.save in the result of find is a method of class Author',
  'Record<string, Secret>': '[string].token in the result of find is a private member of class Secret',
  'Map<string, Set<Computed>>': '[value][].full in the result of find is an accessor of class Computed',
  'Map<Secret, string>': '[key].token in the result of find is a private member of class Secret',
  Node1: 'author.save in the result of find is a method of class Author',
  '() => void': 'the result of find is a function',
  Function: 'the result of find is a function',
  'typeof Author': 'the result of find is a function',
  symbol: 'the result of find is a symbol',
  '{ load(): string }': 'load in the result of find is a function',
  '{ onDone?: (() => void) | undefined }': 'onDone in the result of find is a function',
  '{ later: Promise<string> }': 'later in the result of find is of type Promise',
  Readable: 'the result of find is of type Readable',
  'EventEmitter[]': '[] in the result of find is of type EventEmitter',
  'WeakMap<object, string>': 'the result of find is of type WeakMap',
  URL: 'the result of find is of type URL',
  'Response | null': 'the result of find is of type Response',
  'Generator<string>': 'the result of find is of type Generator',
  NotFound: 'the result of find is an instance of NotFound, a kind of Error',
  'Box<Author>': 'inner.inner.inner.value[][][].save in the result of find is a method of class Author',
};

const COPYABLE = [
  ...['User', 'Plain', 'any', 'unknown', 'object', '{}', 'void', 'Node1["next"] extends never ? 1 : 2'],
  ...['Readonly<Date>', 'Readonly<Uint8Array>[]', 'Readonly<Map<string, Date>>'],
  ...['Map<string, Date>', 'ReadonlySet<bigint>', 'Error | TypeError', 'Uint8Array', 'Buffer', 'ArrayBuffer', 'RegExp'],
  ...[
    'Box<number>',
    'Users & { readonly brand: 1 }',
    '(Date & { b: 1 })[] & { b: 1 }',
    '(string & { readonly brand: 1 })[]',
    'readonly [1, { a?: undefined }]',
    'Promised',
    'Iterable<string>',
  ],
  ...['Awaited<Promise<User>>', 'Partial<Record<"a" | "b", User[]>>', 'Users', 'import("node:os").CpuInfo'],
];

describe('a result that cannot be copied', () => {
  const found = findPart([...Object.keys(UNCOPYABLE), ...COPYABLE]);

  it.each(Object.keys(UNCOPYABLE))('is refused with the path: %s', (type) => {
    expect(found[type]).toEqual([UNCOPYABLE[type]]);
  });

  it.each(COPYABLE)('is not %s', (type) => {
    expect(found[type]).toEqual([]);
  });

  it.each(['isolate=share', 'codec=own'])('is let through by %s', (option) => {
    expect(findPart(['Author'], `${option} `)).toEqual({ Author: [] });
  });

  it.each(['isolate=copy', 'codec=data', 'store=redis'])('is refused with %s too', (option) => {
    expect(findPart(['Author'], `${option} `)).toEqual({ Author: [UNCOPYABLE.Author] });
  });
});

const CHANGED: Readonly<Record<string, string>> = {
  Date: 'it is of type Date, which JSON turns into text',
  '{ users: { at: Date | null }[] }': 'users[].at is of type Date, which JSON turns into text',
  'Map<string, string>': 'it is of type Map, which JSON turns into a plain object',
  'Record<string, bigint>': '[string] is a bigint, which JSON has not',
  Buffer: 'it is of type Buffer, which JSON turns into what its toJSON() gives',
  '(User | undefined)[]': '[] is undefined at times, which JSON turns into null in a list',
  '[1, undefined | 2]': '[] is undefined at times, which JSON turns into null in a list',
  RegExp: 'it is of type RegExp, which JSON turns into a plain object',
};

const KEPT = ['User', 'User[] | null', 'string | undefined', 'unknown', '[1, 2?]', 'Record<string, unknown>', 'Plain'];

describe('a result that JSON would change', () => {
  const found = findPart([...Object.keys(CHANGED), ...KEPT], 'codec=json ');

  it.each(Object.keys(CHANGED))('is refused with codec=json: %s', (type) => {
    expect(found[type]).toEqual([CHANGED[type]]);
  });

  it.each(KEPT)('is not %s', (type) => {
    expect(found[type]).toEqual([]);
  });
});

const UNKEYABLE: Readonly<Record<string, string>> = {
  '() => void': 'parameter x of find is a function',
  symbol: 'parameter x of find is a symbol',
  'AbortSignal | undefined': 'parameter x of find is of type AbortSignal',
  Author: 'parameter x of find is an instance of Author without toJSON()',
  NotFound: 'parameter x of find is an instance of NotFound without toJSON()',
  Readable: 'parameter x of find is of type Readable',
  RegExp: 'parameter x of find is of type RegExp',
  'Promise<string>': 'parameter x of find is of type Promise',
  '{ signal?: AbortSignal; id: number }': 'x.signal, a part of parameter x of find, is of type AbortSignal',
  '{ query(sql: string): string }': 'x.query, a part of parameter x of find, is a function',
  '{ users: Author[] }': 'x.users[], a part of parameter x of find, is an instance of Author without toJSON()',
  'Map<string, Secret>': 'x[value], a part of parameter x of find, is an instance of Secret without toJSON()',
  '[id: number, log: Console]': 'x[1], a part of parameter x of find, is of type Console',
  Node1: 'x.author, a part of parameter x of find, is an instance of Author without toJSON()',
};

const KEYABLE = [
  ...[
    'User',
    'Plain',
    'any',
    'unknown',
    'object',
    'string | (() => void)',
    '{ a: Author | string }',
    'URL',
    'Date',
    'Buffer',
  ],
  ...[
    'Map<string, Set<number>>',
    'Uint8Array',
    'string & { brand: 1 }',
    '{ save(): void; toJSON(): string }',
    'Box<number>',
  ],
  ...['{ date: Date | { toJSON(): string } }', 'Iterable<string>', 'String', 'readonly Partial<User>[]', 'Users'],
];

describe('a parameter that cannot be a key', () => {
  const types = [...Object.keys(UNKEYABLE), ...KEYABLE];
  const found = analyzeSnippets(
    Object.fromEntries(
      types.map((type) => [
        type,
        `${PRELUDE}/** @cache */ export async function find(x: ${type}): Promise<string> { return String(x); }`,
      ]),
    ),
  );
  const part = (type: string) =>
    found[type]?.messages.map((text) => /parameter: (.*), which cannot be part/.exec(text)?.[1]);

  it.each(Object.keys(UNKEYABLE))('is refused with the path: %s', (type) => {
    expect(part(type)).toEqual([UNKEYABLE[type]]);
  });

  it.each(KEYABLE)('is not %s', (type) => {
    expect(part(type)).toEqual([]);
  });
});
