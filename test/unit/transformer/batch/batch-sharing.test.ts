import { describe, expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

/** A single function and a batch that have one key. */
function pair(single: string, batch: string, [ofSingle, ofBatch]: readonly [string, string] = ['', '']): string {
  return `
export interface User { id: number }
/** @cache${ofSingle}\n * @key user:{id} */ export async function findUser(id: number): Promise<${single}> { throw new Error(); }
/** @batch ids${ofBatch}\n * @key user:{ids} */ export async function loadUsers(ids: number[]): Promise<${batch}> { throw new Error(); }
`;
}

const WARNED = ['1268 @batch'];
const CASES: Readonly<Record<string, readonly [source: string, warnings: readonly string[]]>> = {
  'a list in order of what the single one gives': [pair('User | null', '(User | null)[]'), []],
  'rows, and a single one that may give null': [pair('User | null', 'User[]', ['', ' by=id']), []],
  'rows with null, and a single one that may give null': [pair('User | null', '(User | null)[]', ['', ' by=id']), []],
  'a Map, and a single one that may give null': [pair('User | null', 'Map<number, User>'), []],
  'an object, and a single one that may give null': [pair('User | null', 'Record<number, User>'), []],
  'errors, which are not stored': [pair('User', '(User | Error)[]'), []],
  'rows, and a single one that gives no null': [pair('User', 'User[]', ['', ' by=id']), WARNED],
  'rows, and a single one that may give undefined': [pair('User | undefined', 'User[]', ['', ' by=id']), WARNED],
  'a list in order without null': [pair('User | null', 'User[]'), WARNED],
  'another type': [pair('User', 'string[]'), WARNED],
  'another type in another store': [pair('User', 'string[]', ['', ' store=other']), []],
  'another type of any shape': [pair('User', 'string[]', ['', ' shape=any']), []],
  'another type behind it': [
    `/** @batch ids\n * @key user:{ids} */ export async function loadUsers(ids: number[]): Promise<string[]> { throw new Error(); }
/** @cache id=found\n * @key user:{id} */ export async function findUser(id: number): Promise<number> { throw new Error(); }`,
    ['1268 found'],
  ],
  'another type of a function that is no batch either': [
    `/** @cache\n * @key user:{id} */ export async function a(id: number): Promise<string> { throw new Error(); }
/** @cache\n * @key user:{id} */ export async function b(id: number): Promise<number> { throw new Error(); }`,
    [],
  ],
  'another type under another key': [
    `/** @cache\n * @key user:{id} */ export async function a(id: number): Promise<string> { throw new Error(); }
/** @batch ids\n * @key users:{ids} */ export async function b(ids: number[]): Promise<number[]> { throw new Error(); }`,
    [],
  ],
};

const found = analyzeSnippets(Object.fromEntries(Object.entries(CASES).map(([title, [source]]) => [title, source])));

describe('functions of one key are told of', () => {
  it.each(Object.entries(CASES))('%s', (title, [, warnings]) => {
    const { specs = [], words, warnings: told } = found[title] ?? {};
    expect({ cached: specs.length, words, told }).toEqual({ cached: 2, words: [], told: warnings });
  });
});
