import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const PRELUDE = `
export interface User { id: number }
export class NotFound extends Error {}
export class RowError extends NotFound { constructor(readonly id: number) { super(); } }
export interface Failure extends NotFound { code: string }
`;
const f = (result: string, line = '/** @batch ids */'): string =>
  `${PRELUDE}${line} export async function f(ids: number[]): Promise<${result}> { throw new Error(); }`;

const BY = '/** @batch ids by=id */';
const NOTHING_BUT_ERRORS: Readonly<Record<string, readonly [source: string, word: string]>> = {
  'a list': [f('Error[]'), '1269 Promise<Error[]>'],
  'a readonly list': [f('readonly Error[]'), '1269 Promise<readonly Error[]>'],
  'a list of a synchronous function': [
    `${PRELUDE}/** @batch ids */ export function f(ids: number[]): Error[] { throw new Error(); }`,
    '1269 Error[]',
  ],
  'an inferred list': [
    `${PRELUDE}/** @batch ids */ export const f = async (ids: number[]) => ids.map(() => new RangeError());`,
    '1269 @batch',
  ],
  'a list with null': [f('(Error | null | undefined)[]'), '1269 Promise<(Error | null | undefined)[]>'],
  'a Map': [f('Map<number, TypeError>'), '1269 Promise<Map<number, TypeError>>'],
  'an object': [f('Record<number, Error>'), '1269 Promise<Record<number, Error>>'],
  'an object with missing ones': [f('Partial<Record<number, Error>>'), '1269 Promise<Partial<Record<number, Error>>>'],
  rows: [f('RowError[]', BY), '1269 Promise<RowError[]>'],
  'rows that do not name their items': [f('Error[]', BY), '1269 Promise<Error[]>'],
  'a list of a class': [f('NotFound[]'), '1269 Promise<NotFound[]>'],
  'a list of an interface': [f('Failure[]'), '1269 Promise<Failure[]>'],
  'a list of several': [f('(RowError | TypeError | Failure)[]'), '1269 Promise<(RowError | TypeError | Failure)[]>'],
  'a list with more': [f('(Error & { id: number })[]'), '1269 Promise<(Error & { id: number })[]>'],
  'a list of what Node throws': [f('NodeJS.ErrnoException[]'), '1269 Promise<NodeJS.ErrnoException[]>'],
  'a list that must not be changed': [f('Readonly<Error>[]'), '1269 Promise<Readonly<Error>[]>'],
};

/** Results that are no errors, or of which the type does not tell. */
const MORE_THAN_ERRORS: Readonly<Record<string, string>> = {
  'users and errors': f('(User | Error)[]'),
  'users, errors and null': f('Map<number, User | NotFound | null>'),
  'users and errors in rows': f('(User | RowError)[]', BY),
  'a name and a message': f('{ name: string; message: string }[]'),
  'an interface of that name': `export interface Error { code: number }\n/** @batch ids */ export async function f(ids: number[]): Promise<Error[]> { return []; }`,
  'errors in objects': f('{ error: Error }[]'),
  any: f('any[]'),
  unknown: f('unknown[]'),
  null: f('null[]'),
  'a type parameter': f('T[]').replace('function f', 'function f<T extends Error>'),
};

const found = analyzeSnippets({
  ...Object.fromEntries(Object.entries(NOTHING_BUT_ERRORS).map(([title, [source]]) => [title, source])),
  ...MORE_THAN_ERRORS,
});

describe('a batch that gives nothing but errors is refused', () => {
  it.each(Object.entries(NOTHING_BUT_ERRORS))('as %s', (title, [, word]) => {
    expect([found[title]?.words, found[title]?.specs.length]).toEqual([[word], 0]);
  });
});

describe('a batch is not refused', () => {
  it.each(Object.keys(MORE_THAN_ERRORS))('where it gives %s', (title) => {
    expect([found[title]?.words, found[title]?.specs.length]).toEqual([[], 1]);
  });
});
