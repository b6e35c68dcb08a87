import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compileSources } from '../compile-sources.ts';
import { linkRuntime } from '../link-runtime.ts';

const PRELUDE = `
export interface User { id: number; name: string | null; age?: number }
export interface Group { id: number; members: string[] }
export interface Dated { id: number; at: Date }
export interface Odd { 'first-name': string }
export interface Caller { id: number; call(): void }
export class Instance { id = 1 }
export type Branded = { id: number & { readonly __brand: 'id' } };
export type Wide = { ${Array.from({ length: 33 }, (_, i) => `f${i}: number`).join('; ')} };
declare const anything: any;
`;

const USER = ['id', 'name', 'age'];

/** Names of the fields that the build's copy has, by the type of the result. */
const ROWS: Readonly<Record<string, readonly string[] | undefined>> = {
  User: USER,
  'User | null': USER,
  'User[]': USER,
  'readonly User[] | undefined': USER,
  '(User | null)[]': USER,
  'Pick<User, "id">': ['id'],
  Branded: ['id'],
  '{ __v: number; $id: string }': ['__v', '$id'],
  Group: undefined,
  Dated: undefined,
  Odd: undefined,
  Instance: undefined,
  Wide: undefined,
  'User | Group': undefined,
  'User[][]': undefined,
  '{ __proto__: number }': undefined,
  'Record<string, number>': undefined,
  'Map<string, User>': undefined,
  'Readonly<User>': undefined,
  number: undefined,
  any: undefined,
  '{}': undefined,
};

function findCopies(sources: Readonly<Record<string, string>>): readonly (readonly string[] | undefined)[] {
  const { outputs, problems } = compileSources({ rootNames: Object.keys(sources), sources });
  expect([...problems.values()]).toEqual([]);
  return [...outputs.values()].map((output) => {
    const [, fields] = /copyRow = function \(row\) \{ return \{ (.*) \}; \};/.exec(output) ?? [];
    return fields?.split(', ').map((field) => {
      const [name, value] = field.split(': ');
      expect(value).toBe(`row.${name}`);
      return name ?? '';
    });
  });
}

describe('the copy of rows', () => {
  const types = Object.keys(ROWS);
  const sources = types.map((type, index) => [
    `/${index}.ts`,
    `${PRELUDE}/** @cache */ export async function find${index}(id: number): Promise<${type}> { return anything; }`,
  ]);
  const found = findCopies(Object.fromEntries(sources));

  it.each(types.map((type, index) => [type, index] as const))('of %s', (type, index) => {
    expect(found[index]).toEqual(ROWS[type]);
  });

  it('is written for items of a batch, and not where callers share one value', () => {
    const copies = findCopies({
      '/batch.ts': `${PRELUDE}/** @batch ids */
        export async function load(ids: number[]): Promise<User[]> { return anything; }`,
      '/shared.ts': `${PRELUDE}/** @cache isolate=share */
        export async function find(id: number): Promise<User> { return anything; }`,
      '/frozen.ts': `${PRELUDE}/** @cache isolate=freeze */
        export async function get(id: number): Promise<User> { return anything; }`,
      '/copied.ts': `${PRELUDE}/** @cache isolate=copy */
        export async function read(id: number): Promise<Readonly<User>> { return anything; }`,
    });
    expect(copies).toEqual([USER, undefined, undefined, USER]);
  });
});

const PROGRAM = `
interface User { id: number; name: string }
let runs = 0;
const known = (id: number): User => {
  runs++;
  const named = { id, name: \`name \${id}\` };
  return id === 2 ? { ...named, age: 36 } as User : id === 3 ? { name: named.name, id } : named;
};
/** @cache */
export async function find(id: number): Promise<User> { return known(id); }
/** @cache */
export function list(): User[] { return [known(1), known(2)]; }
/** @batch ids */
export async function load(ids: number[]): Promise<User[]> { return ids.map(known); }

const report: unknown[] = [];
for (let round = 0; round < 4; round++) {
  for (const id of [1, 2, 3]) {
    const user = await find(id);
    report.push(JSON.stringify(user));
    user.name = 'changed';
  }
  const all = [...list(), ...await load([1, 2, 3])];
  report.push(JSON.stringify(all));
  for (const user of all) user.id = 0;
}
console.log(JSON.stringify({ runs, report }));
`;

const folder = mkdtempSync(join(tmpdir(), 'holdfast-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('callers get all that the first one got, in its order, and a change of theirs is theirs alone', () => {
  const { outputs } = compileSources({ rootNames: ['/rows.mts'], sources: { '/rows.mts': PROGRAM } });
  const output = [...outputs.values()].join('');
  expect(output.split('.copyRow = ')).toHaveLength(4);
  const path = join(linkRuntime(folder), 'rows.mjs');
  writeFileSync(path, output);
  const printed: unknown = JSON.parse(execFileSync(process.execPath, [path], { encoding: 'utf8' }));
  const [one, two, three] = [
    '{"id":1,"name":"name 1"}',
    '{"id":2,"name":"name 2","age":36}',
    '{"name":"name 3","id":3}',
  ];
  const round = [one, two, three, `[${[one, two, one, two, three].join(',')}]`];
  expect(printed).toEqual({ runs: 8, report: [...round, ...round, ...round, ...round] });
});
