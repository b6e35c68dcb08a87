import { expect, it } from 'vitest';
import { analyzeSnippets } from '../analyze-snippets.ts';

const USER = '/** @entity user */\nexport interface User { id: number; name: string }\n';

/** What is said of each: codes and words, and what is rewritten. */
const CASES: Readonly<Record<string, readonly [source: string, outcome: readonly string[]]>> = {
  'an interface': [USER, []],
  'a type alias': ['/** @entity user */ export type User = { id: number };', []],
  'a generic alias': ['/** @entity row id=key */ export type Row<T> = { key: number; value: T };', []],
  'a class': ['/** @entity user */ export class User { id = 1; }', []],
  'a class that is the default export': ['/** @entity user */ export default class { id = 1; }', []],
  'a class expression': ['export const User = /** @entity user */ class { id = 1; };', []],
  'a function': ['/** @entity user */ export function find(): number { return 1; }', ['1050 @entity']],
  'a method': ['export class A { /** @entity user */ find(): number { return 1; } }', ['1050 @entity']],
  'a const': ['/** @entity user */ export const user = { id: 1 };', ['1050 @entity']],
  'a property': ['export interface A { /** @entity user */ user: { id: number } }', ['1050 @entity']],
  'nothing at all': ['/** @entity user */', ['1015 @entity']],
  'a type that has another': [
    '/** @entity user\n * @entity team */ export interface A { id: number }',
    ['1008 @entity'],
  ],
  'a type that is cached': ['/** @cache\n * @entity user */ export interface A { id: number }', ['1311 @cache']],
  'a type that tracks': ['/** @tracks user */ export interface A { id: number }', ['1311 @tracks']],
  'a type that invalidates': ['/** @invalidates user */ export class A { id = 1; }', ['1311 @invalidates']],
  'a refused line': ['/** @entity none */ export interface A { id: number }', ['1040 none']],
  'a line behind prose': ['/** One row. @entity user */ export interface A { id: number }', ['1016 @entity']],
  'a line behind prose of a function': [`${USER}/** Gives a @entity user */ export const a = (): number => 1;`, []],

  '@tracks beside @batch': [
    `${USER}/** @batch ids\n * @tracks user */ export const find = (ids: number[]): User[] => [];`,
    ['cached find'],
  ],
  '@tracks alone': [`${USER}/** @tracks user */ export const find = (): User[] => [];`, ['1009 @tracks']],
  '@tracks on a writer': [
    `${USER}/** @tracks user\n * @invalidates user */ export const save = (): User[] => [];`,
    ['1009 @tracks'],
  ],
  '@key on a writer': [
    `${USER}/** @key a\n * @invalidates user */ export const save = (): User[] => [];`,
    ['1009 @key'],
  ],
  '@tracks twice': [
    `${USER}/** @cache\n * @tracks user\n * @tracks user rows */ export const find = (): User[] => [];`,
    ['1008 @tracks'],
  ],
  '@tracks of two ids': [
    `${USER}/** @cache\n * @tracks user\n * @tracks user id=name */ export const find = (): User[] => [];`,
    ['cached find'],
  ],
  '@tracks with an id of fewer parts than the type says': [
    '/** @entity seat id=(row,nr) */ export interface Seat { row: number; nr: number }\n/** @cache\n * @tracks seat:{row} */ export function f(row: number): number { return row; }',
    ['1249 seat'],
  ],
  '@tracks with an id of as many parts as one of the types says': [
    '/** @entity bench id=(row,nr) */ export interface Seat { row: number; nr: number }\n/** @entity bench id=code */ export interface Place { code: string }\n/** @cache\n * @tracks bench:{row} */ export function f(row: number): number { return row; }',
    ['cached f'],
  ],
  '@tracks with the parts of an id in another order than the type says': [
    '/** @entity berth id=(deckId,nr) */ export interface Berth { deckId: number; nr: number }\n/** @cache\n * @tracks berth id=(nr,deck_id) */ export function f(): { nr: number; deck_id: number }[] { return []; }',
    ['1249 nr'],
  ],
  '@tracks none beside another': [
    `${USER}/** @cache\n * @tracks user\n * @tracks none */ export const find = (): User[] => [];`,
    ['1044 @tracks'],
  ],
  '@invalidates twice': [
    `${USER}/** @invalidates user:{id}\n * @invalidates user:{id} rows */ export function a(id: number): void { void id; }`,
    ['1008 @invalidates'],
  ],
  '@invalidatesTag twice': [
    '/** @invalidatesTag a\n * @invalidatesTag b\n * @invalidatesTag a */ export function a(): void {}',
    ['1008 @invalidatesTag'],
  ],
  'a writer that is cached': [
    `${USER}/** @cache\n * @tracks user\n * @invalidatesTag a\n * @invalidates user */ export const a = (): User[] => [];`,
    ['1320 @invalidatesTag'],
  ],
  'no word of @tracks': [`${USER}/** @cache */ export const find = (): User[] => [];`, ['1047 @cache']],
  'no word of @tracks in a result that holds it': [
    `${USER}/** @cache */ export const find = async (): Promise<{ items: Map<string, User> }> => ({ items: new Map() });`,
    ['1047 @cache'],
  ],
  'no word of @tracks where overloads tell of it': [
    `${USER}declare const read: () => any;\nexport function find(id: number): Promise<User>;\n/** @cache */ export async function find(): Promise<any> { return read(); }`,
    ['1047 @cache'],
  ],
  'no word of @tracks where the type of the variable tells of it': [
    `${USER}declare const read: () => any;\n/** @cache */ export const find: () => Promise<User[]> = async () => read();`,
    ['1047 @cache'],
  ],
  'no word of @tracks where the type of the object tells of it': [
    `${USER}declare const read: () => any;\nexport const users: { find(): Promise<User> } = { /** @cache */ async find() { return read(); } };`,
    ['1047 @cache'],
  ],
  '@tracks none': [`${USER}/** @cache\n * @tracks none */ export const find = (): User[] => [];`, ['cached find']],
  'no word of @tracks where there is no entity': ['/** @cache */ export const f = (): string[] => [];', ['cached f']],
  'a refused @tracks': [`${USER}/** @cache\n * @tracks us/er */ export const find = (): User[] => [];`, ['1040 us/er']],
};

const found = analyzeSnippets(Object.fromEntries(Object.entries(CASES).map(([title, [source]]) => [title, source])));

it.each(Object.entries(CASES))('lines about entities on %s', (title, [, outcome]) => {
  const { words, specs, writers } = found[title] ?? { words: [], specs: [], writers: [] };
  const rewritten = [...specs.map(({ id }) => `cached ${id}`), ...writers.map(({ id }) => `writer ${id}`)];
  expect([...words, ...rewritten]).toEqual(outcome);
});
