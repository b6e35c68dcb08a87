import { expect, it } from 'vitest';
import { reportCases } from './report-cases.ts';

const find = (type: string): string =>
  `@@export function find<T extends readonly string[]>(id: number, ids: ${type}): number { return id; }`;
const noList = (type: string): string =>
  `unordered-no-list: unordered=ids names a parameter of find of type ${type}, and only the order of an array or a Set can be left out. Remove ids from unordered=.`;
const needless = (on: string): string =>
  `needless-shared: shared lets all objects of a class share the entries of a method, and ${on} has no this that could keep them apart. Remove shared.`;

const CASES: readonly (readonly [lines: string, source: string, problem: string])[] = [
  ['unordered=ids', find('number[]'), ''],
  ['unordered=ids', find('readonly { readonly id: number }[]'), ''],
  ['unordered=ids', find('Set<string> | null'), ''],
  ['unordered=ids', find('ReadonlySet<Date> | readonly Date[]'), ''],
  ['unordered=ids', find('[number, number]'), ''],
  ['unordered=ids', find('T'), ''],
  ['unordered=ids', find('any'), ''],
  ['unordered=ids', find('string[] | undefined').replace('ids:', 'ids?:').replace(' | undefined', ''), ''],
  ['unordered=ids', '@@export function find(...ids: number[]): number { return ids.length; }', ''],
  ['unordered=ids', '@@export function find({ ids }: { ids: number[] }): number { return ids.length; }', ''],
  ['unordered=ids', find('string'), noList('string')],
  ['unordered=ids', find('string | string[]'), noList('string | string[]')],
  ['unordered=ids', find('Map<string, string>'), noList('Map<string, string>')],
  ['unordered=ids', find('Record<string, string>'), noList('Record<string, string>')],
  [
    'unordered=idss',
    find('string[]'),
    'unknown-parameter: unordered=idss names no parameter of find. Parameters: id, ids. Did you mean unordered=ids?',
  ],
  [
    'unordered=ids omit=ids',
    find('string[]'),
    'unordered-outside-key: unordered=ids says how ids counts in the key of find, and the key does not hold ids as a whole. Remove it from unordered=, or make {ids} part of the key.',
  ],
  ['unordered=ids\n@key a:{ids}', find('string[]'), ''],
  [
    'unordered=ids\n@key a:{ids.length}',
    find('string[]'),
    'unordered-outside-key: unordered=ids says how ids counts in the key of find, and the key does not hold ids as a whole. Remove it from unordered=, or make {ids} part of the key.',
  ],
  ['shared', 'export class Repo { @@find(id: number): number { return id; } }', ''],
  ['shared', 'export class Repo { @@static find(id: number): number { return id; } }', ''],
  ['shared', 'export class Repo { @@find = (id: number): number => id; }', ''],
  ['shared', 'export const repo = { @@find(id: number): number { return id; } };', ''],
  ['shared', '@@export function find(this: { readonly name: string }, id: number): number { return id; }', ''],
  ['shared', '@@export function find(id: number): number { return id; }', needless('find')],
  ['shared', '@@export const find = (id: number): number => id;', needless('find')],
  ['shared', 'export const repo = { @@find: (id: number): number => id };', needless('repo.find')],
];

const reports = reportCases(
  CASES.map(([lines, source]) => ({ lines, source })),
  { prelude: '', modules: {} },
);

it.each(CASES.map(([lines, source, problem], index) => ({ lines, source, problem, index })))(
  '$lines in $source',
  ({ problem, index }) => {
    expect(reports[index]).toBe(problem);
  },
);
