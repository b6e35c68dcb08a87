import { afterAll, describe, expect, it } from 'vitest';
import { createTemporaryProject, TSPC } from './temporary-project.ts';

const USERS = `export interface Row { id: number; name: string; follows: number | null }
/** @entity user */
export interface User { id: number; name: string; follows: number | null }

export const table = new Map<number, Row>();
export const asked: unknown[] = [];
let locale = 'en';
export const setLocale = (next: string): void => { locale = next; };
const localeOf = (): string => locale;

/**
 * As the README of dataloader has it: results in the order of the ids, an Error for one that failed.
 * @batch ids window=0ms
 * @key user:{ids}
 * @tracks user
 */
export async function loadUsers(ids: readonly number[]): Promise<(User | null | Error)[]> {
  asked.push(['loadUsers', ...ids]);
  await null;
  return ids.map((id) => (id < 0 ? new RangeError(\`no user \${id}\`) : (table.get(id) ?? null)));
}

/**
 * @cache
 * @key user:{id}
 * @tracks user
 */
export async function findUser(id: number): Promise<User | null> {
  asked.push(['findUser', id]);
  return table.get(id) ?? null;
}

/**
 * @cache
 * @key user:{id}
 * @tracks user
 */
export async function findThroughBatch(id: number): Promise<User | null> {
  const [user = null] = await loadUsers([id]);
  return user instanceof Error ? null : user;
}

/** @invalidates user rows */
export async function rename(id: number, name: string): Promise<User> {
  const row = { follows: null, ...table.get(id), id, name };
  table.set(id, row);
  return row;
}

/**
 * @batch ids by=id max=2
 * @tracks none
 * @tag =tagsOf
 */
export async function loadRows(ids: ReadonlySet<number>): Promise<Row[]> {
  asked.push(['loadRows', ...ids]);
  return [...table.values()].filter(({ id }) => ids.has(id)).reverse();
}
const tagsOf = (id: number): string => \`half:\${id % 2}\`;

export class Names {
  readonly #of = table;

  /** @batch ids vary=localeOf shared */
  byId(...ids: number[]): Record<number, string> {
    asked.push(['byId', ...ids]);
    return Object.fromEntries(ids.flatMap((id) => (this.#of.has(id) ? [[id, \`\${this.#of.get(id)?.name} \${locale}\`]] : [])));
  }

  /** @batch keys if=isLong */
  static async lengths({ keys, least = 0 }: { keys: readonly string[]; least?: number }): Promise<Map<string, number>> {
    asked.push(['lengths', least, ...keys]);
    return new Map(keys.map((key) => [key, Math.max(key.length, least)]));
  }
}
const isLong = (length: number | null): boolean => (length ?? 0) > 1;

/**
 * @batch points window=0ms
 * @key distance:{points.x}:{points.at.y}:{from.x}
 * @tag column:{points.x}
 */
export const distances = async (points: readonly { x: number; at: { y: number } }[], from = { x: 0, y: 0 }): Promise<number[]> => {
  asked.push(['distances', points.length]);
  return points.map(({ x, at: { y } }) => Math.hypot(x - from.x, y - from.y));
};

/** @batch ids */
export async function broken(ids: number[], how: string): Promise<string[]> {
  asked.push(['broken', ...ids]);
  const answers: { [how: string]: () => unknown } = {
    'too few': () => ids.slice(1),
    'nothing': () => undefined,
    'a throw': () => { throw new Error('no connection'); },
    'a change of its list': () => ids.splice(0).map(String),
  };
  return answers[how]?.() as string[];
}
`;

const MAIN = `import { cacheOf, configure, dispose, invalidateTag } from 'holdfast';
import { BatchItemError, batchOf } from 'holdfast/batch';
import { sqliteStore } from 'holdfast/sqlite';
import { asked, broken, distances, findThroughBatch, findUser, loadRows, loadUsers, Names, rename, setLocale, table } from './users.js';

const names = new Names();
const point = (x: number, y: number) => ({ x, at: { y } });
const told = (error: unknown): unknown =>
  error instanceof BatchItemError
    ? { errors: [...error.errors].map(([item, reason]) => [item, String(reason)]), results: [...error.results] }
    : String(error);
const load = async (id: number) => (await loadUsers([id]))[0];

const steps: { [step: string]: () => unknown } = {
  'loads of one tick': () => Promise.all([load(1), load(2), load(1), loadUsers([3, 2])]),
  'loads of what was loaded, level by level': async () => {
    const followed = async (id: number) => load(((await load(id)) as { follows: number }).follows);
    return Promise.all([followed(11), followed(12)]);
  },
  'a single call beside a batch': () => Promise.all([loadUsers([4]), findUser(5), findUser(4)]),
  'a single call of what a batch stored': () => Promise.all([findUser(4), findUser(5)]),
  'a batch of what a single call stored': async () => [await findUser(6), await loadUsers([6, 4])],
  'an item that fails': () => loadUsers([7, -1, 1]).catch(told),
  'the others of it': () => loadUsers([7, 1]),
  'an item that fails beside another caller': async () =>
    (await Promise.allSettled([load(8), load(-2), load(8)])).map((one) => (one.status === 'fulfilled' ? one.value : told(one.reason))),
  'a write': async () => [await rename(2, 'Bo'), await loadUsers([1, 2, 3])],
  'a single function that asks the batch itself': async () => [await findThroughBatch(31), await Promise.all([findThroughBatch(32), findThroughBatch(33), loadUsers([32])])],
  'and what the batch has of that': () => Promise.all([loadUsers([31, 33]), findUser(32)]),
  'a user that there is not': async () => [await loadUsers([99]), await findUser(99)],
  'by key': () => batchOf(loadUsers).key([1, 2]),
  'clear one': async () => [await batchOf(loadUsers).invalidate([1]), await loadUsers([1, 2])],
  'refresh': () => batchOf(loadUsers).refresh([1, 3, 1]),
  'prime': async () => [await batchOf(loadUsers).prime([[50]], async () => [{ id: 50, name: 'Primed', follows: null }]), await findUser(50)],
  'peek': () => batchOf(loadUsers).peek([50, 51]),
  'require': () => batchOf(loadUsers).require([50, 51]).catch(told),
  'rows in any order, by id, in twos': () => loadRows(new Set([5, 1, 99, 3, 2])),
  'a tag of an item': async () => [await invalidateTag('half:1'), await loadRows(new Set([1, 2, 3]))],
  'a synchronous method with a record': () => [names.byId(1, 99, 3), names.byId(99, 1)],
  'another locale': () => [setLocale('de'), names.byId(1)],
  'a Map of a list in a parameter': async () => Object.fromEntries(await Names.lengths({ keys: ['a', 'bb', 'ccc'] })),
  'without what if= refused': async () => Object.fromEntries(await Names.lengths({ keys: ['bb', 'a'] })),
  'with another argument': async () => Object.fromEntries(await Names.lengths({ keys: ['bb'], least: 9 })),
  'objects as items, equal ones once': () => Promise.all([distances([point(3, 4), point(3, 4)]), distances([point(0, 1), point(3, 4)])]),
  'with the tag of one': async () => [await invalidateTag('column:3'), await distances([point(0, 1), point(3, 4)]), batchOf(distances).key([point(1, 2)])],
  'an empty list': () => distances([]),
  'too few results': () => broken([1, 2], 'too few').catch(told),
  'no results': () => broken([1], 'nothing').catch(told),
  'a body that throws': () => broken([1, 2], 'a throw').catch(told),
  'the same once more, since no error is stored': () => broken([2], 'a throw').catch(told),
  '10,000 loads of one tick': async () => {
    await Promise.all(Array.from({ length: 10_000 }, (_, i) => load(1000 + i)));
    return asked.splice(0).map((one) => (one as unknown[]).length - 1);
  },
  'a body that changes its list': () => broken([1, 2], 'a change of its list'),
  'clear all': async () => [await cacheOf(loadUsers).clear(), await loadUsers([1])],
  'counts items': () => cacheOf(Names, 'lengths').info(),
};

async function main(): Promise<void> {
  if (process.argv[2] === 'sqlite') {
    await configure({ store: sqliteStore(':memory:'), syncStore: sqliteStore(':memory:') });
  }
  for (const [id, follows] of [[1, null], [2, null], [3, null], [4, null], [5, null], [6, null], [7, null], [8, null], [11, 21], [12, 22], [21, null], [22, null], [31, null], [32, null], [33, null]] as const) {
    table.set(id, { id, name: \`u\${id}\`, follows });
  }
  for (const [step, run] of Object.entries(steps)) {
    asked.splice(0);
    const gave = await run();
    console.log(JSON.stringify({ step, gave, asked }));
  }
  await dispose();
}
void main();
`;

function openProject(type: 'module' | 'commonjs') {
  const project = createTemporaryProject({
    'package.json': JSON.stringify({ name: 'shop', type }),
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2023',
        lib: ['es2023'],
        types: ['node'],
        strict: true,
        rootDir: 'src',
        outDir: 'dist',
        plugins: [{ transform: '@holdfast/transformer' }],
      },
      include: ['src'],
    }),
    'src/users.ts': USERS,
    'src/main.ts': MAIN,
  });
  project.link('holdfast', 'runtime');
  project.link('@holdfast/transformer', 'transformer');
  project.link('typescript', 'node_modules/typescript');
  project.link('@types', 'node_modules/@types');
  return project;
}

const user = (id: number, name = `u${id}`, follows: number | null = null) => ({ id, name, follows });

/** What each step gives, and what bodies were called with. */
const EXPECTED: Readonly<Record<string, readonly [gave: unknown, ...asked: unknown[]]>> = {
  'loads of one tick': [
    [user(1), user(2), user(1), [user(3), user(2)]],
    ['loadUsers', 1, 2, 3],
  ],
  'loads of what was loaded, level by level': [
    [user(21), user(22)],
    ['loadUsers', 11, 12],
    ['loadUsers', 21, 22],
  ],
  'a single call beside a batch': [
    [[user(4)], user(5), user(4)],
    ['loadUsers', 4, 5],
  ],
  'a single call of what a batch stored': [[user(4), user(5)]],
  'a batch of what a single call stored': [
    [user(6), [user(6), user(4)]],
    ['findUser', 6],
  ],
  'an item that fails': [
    {
      errors: [[-1, 'RangeError: no user -1']],
      results: [
        [7, user(7)],
        [1, user(1)],
      ],
    },
    ['loadUsers', 7, -1],
  ],
  'the others of it': [[user(7), user(1)]],
  'an item that fails beside another caller': [
    [user(8), { errors: [[-2, 'RangeError: no user -2']], results: [] }, user(8)],
    ['loadUsers', 8, -2],
  ],
  'a write': [
    [user(2, 'Bo'), [user(1), user(2, 'Bo'), user(3)]],
    ['loadUsers', 2],
  ],
  'a single function that asks the batch itself': [
    [user(31), [user(32), user(33), [user(32)]]],
    ['loadUsers', 31],
    ['loadUsers', 32, 33],
  ],
  'and what the batch has of that': [[[user(31), user(33)], user(32)]],
  'a user that there is not': [
    [[null], null],
    ['loadUsers', 99],
  ],
  'by key': [['hf:shop:user:1', 'hf:shop:user:2']],
  'clear one': [
    [true, [user(1), user(2, 'Bo')]],
    ['loadUsers', 1],
  ],
  refresh: [
    [user(1), user(3), user(1)],
    ['loadUsers', 1, 3],
  ],
  prime: [[[user(50, 'Primed')], user(50, 'Primed')]],
  peek: [{ value: [user(50, 'Primed'), null] }],
  require: [
    'NotCachedError: HF3003 not-cached: loadUsers has no entry for 1 of 2 items (51), and require() never runs the function.',
  ],
  'rows in any order, by id, in twos': [
    [user(5), user(1), user(3), user(2, 'Bo')],
    ['loadRows', 5, 1],
    ['loadRows', 99, 3],
    ['loadRows', 2],
  ],
  'a tag of an item': [
    [null, [user(1), user(2, 'Bo'), user(3)]],
    ['loadRows', 1, 3],
  ],
  'a synchronous method with a record': [
    [{ 1: 'u1 en', 3: 'u3 en' }, { 1: 'u1 en' }],
    ['byId', 1, 99, 3],
  ],
  'another locale': [
    [null, { 1: 'u1 de' }],
    ['byId', 1],
  ],
  'a Map of a list in a parameter': [{ a: 1, bb: 2, ccc: 3 }, ['lengths', 0, 'a', 'bb', 'ccc']],
  'without what if= refused': [{ a: 1, bb: 2 }, ['lengths', 0, 'a']],
  'with another argument': [{ bb: 9 }, ['lengths', 9, 'bb']],
  'objects as items, equal ones once': [
    [
      [5, 5],
      [1, 5],
    ],
    ['distances', 2],
  ],
  'with the tag of one': [
    [null, [1, 5], ['hf:shop:distance:1:2:0']],
    ['distances', 1],
  ],
  'an empty list': [[]],
  'too few results': [
    'BatchResultError: HF3013 batch-result: broken was called with 2 items (1, 2) and gave a list of 1. There must be one result for each item, in the order of the items, null for one that has none. Where the order is another, or results are missing, name what tells them apart in the @batch line: by=id. Nothing was stored.',
    ['broken', 1, 2],
  ],
  'no results': [
    'BatchResultError: HF3013 batch-result: broken was called with 1 item (1) and gave undefined. A batch of this type gives a list. Nothing was stored.',
    ['broken', 1],
  ],
  'a body that throws': ['Error: no connection', ['broken', 1, 2]],
  'the same once more, since no error is stored': ['Error: no connection', ['broken', 2]],
  '10,000 loads of one tick': [[10_000]],
  'a body that changes its list': [
    ['1', '2'],
    ['broken', 1, 2],
  ],
  'clear all': [
    [null, [user(1)]],
    ['loadUsers', 1],
  ],
  'counts items': [{ hits: 1, misses: 5, currSize: 3 }],
};

describe.each(['module', 'commonjs'] as const)('a project with batches in a package of type %s', (type) => {
  const project = openProject(type);
  afterAll(() => project.remove());

  it('builds without a word', () => {
    expect(project.run('node', TSPC, '-p', '.')).toEqual({ exitCode: 0, out: '', error: '' });
  });

  it.each(['memory', 'sqlite'])('asks its bodies for what is missing, with %s', (store) => {
    const { exitCode, out, error } = project.run('node', 'dist/main.js', store);
    expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
    const told = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const expected = Object.entries(EXPECTED).map(([step, [gave, ...asked]]) => ({ step, gave, asked }));
    expect(told).toEqual(expected);
  });
});
