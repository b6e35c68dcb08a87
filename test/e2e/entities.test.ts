import { afterAll, describe, expect, it } from 'vitest';
import { createTemporaryProject, TSPC } from './temporary-project.ts';

const TYPES = `/** @entity user */
export interface User { id: number; name: string; team: Team }

/** @entity team id=code */
export interface Team { code: string }

/** @entity item id=(order,product) */
export interface Item { order: number; product: string }
`;

const USERS = `import { idOfRow, table, type Row } from './table.js';
import type { Item, Team, User } from './types.js';

export const ran: string[] = [];

const toUser = ({ key, name, code }: Row): User => ({ id: key, name, team: { code } });

/**
 * @cache
 * @tracks
 */
export async function findUser(id: number): Promise<User | null> {
  ran.push(\`findUser \${id}\`);
  const row = table.get(id);
  return row === undefined ? null : toUser(row);
}

/**
 * @cache
 * @tracks user
 */
export async function listUsers(code: string): Promise<{ items: readonly User[]; total: number }> {
  ran.push(\`listUsers \${code}\`);
  const items = [...table.values()].filter((row) => row.code === code).map(toUser);
  return { items, total: items.length };
}

/**
 * @cache
 * @tracks user id=idOfRow rows
 */
export function readRows(code: string): Row[] {
  ran.push(\`readRows \${code}\`);
  return [...table.values()].filter((row) => row.code === code);
}

/**
 * @cache
 * @tracks user:{id}
 */
export const nameOf = async (id: number): Promise<string> => {
  ran.push(\`nameOf \${id}\`);
  return table.get(id)?.name ?? '';
};

export class Items {
  /**
   * @cache
   * @tracks
   */
  async find(order: number, product: string): Promise<Item> {
    ran.push(\`Items.find \${order} \${product}\`);
    return { order, product };
  }

  /** @invalidates item:{order},{product} */
  remove(order: number, product: string): number {
    ran.push(\`Items.remove \${order} \${product}\`);
    return this.count + order;
  }

  readonly count = 1;
}

/** @invalidates user rows */
export async function renameUser(key: number, name: string): Promise<User> {
  const row = { ...(table.get(key) ?? { key, code: 'a' }), name };
  table.set(key, row);
  return toUser(row);
}

/** @invalidates user */
export function addUser(row: Row): User {
  table.set(row.key, row);
  return toUser(row);
}

/** @invalidates team */
export async function closeTeam(code: string): Promise<Team> {
  return { code };
}

/** @invalidates user:{id} */
export async function failToDelete(id: number): Promise<void> {
  table.delete(id);
  throw new Error(\`user \${id} is gone, and the connection too\`);
}
`;

const TABLE = `export interface Row { key: number; name: string; code: string }
export const table = new Map<number, Row>();
export const idOfRow = (row: Row): number => row.key;
`;

const MAIN = `import { configure } from 'holdfast';
import { sqliteStore } from 'holdfast/sqlite';
import { addUser, closeTeam, failToDelete, findUser, Items, listUsers, nameOf, ran, readRows, renameUser } from './users.js';

if (process.argv[2] === 'sqlite') {
  await configure({ store: sqliteStore(':memory:'), syncStore: sqliteStore(':memory:') });
}
const items = new Items();
const steps: { [step: string]: () => unknown } = {
  'add Ada and Bob': () => [addUser({ key: 1, name: 'Ada', code: 'a' }), addUser({ key: 2, name: 'Bob', code: 'b' })],
  'rename Ada': () => renameUser(1, 'Augusta'),
  'rename Eve, who is in no result': () => renameUser(5, 'Eve'),
  'add Cid': () => addUser({ key: 3, name: 'Cid', code: 'a' }),
  'close team b': () => closeTeam('b'),
  'remove another item': () => items.remove(1, 'y'),
  'remove the item': () => items.remove(1, 'x'),
  'fail to delete Bob': () => failToDelete(2).catch((error: Error) => error.message),
};
for (const [step, run] of Object.entries(steps)) {
  const given = await run();
  const read = async (): Promise<void> => {
    await Promise.all([findUser(1), findUser(2), findUser(9), listUsers('a'), listUsers('c'), nameOf(2), items.find(1, 'x')]);
    readRows('b');
  };
  ran.splice(0);
  await read();
  const first = ran.splice(0).sort();
  await read();
  console.log(JSON.stringify({ step, given, first, again: ran.splice(0) }));
}
`;

const project = createTemporaryProject({
  'package.json': '{ "name": "shop", "type": "module" }',
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
  'src/types.ts': TYPES,
  'src/users.ts': USERS,
  'src/table.ts': TABLE,
  'src/main.ts': MAIN,
});
afterAll(() => project.remove());
project.link('holdfast', 'runtime');
project.link('@holdfast/transformer', 'transformer');
project.link('typescript', 'node_modules/typescript');
project.link('@types', 'node_modules/@types');

const ALL = [
  'Items.find 1 x',
  'findUser 1',
  'findUser 2',
  'findUser 9',
  'listUsers a',
  'listUsers c',
  'nameOf 2',
  'readRows b',
];
// What found no user, and what lists them, waits for rows that join.
const OF_COLLECTION = ['findUser 9', 'listUsers a', 'listUsers c'];

describe('a project with entities', () => {
  it('builds without a word', () => {
    expect(project.run('node', TSPC, '-p', '.')).toEqual({ exitCode: 0, out: '', error: '' });
  });

  it.each(['memory', 'sqlite'])('runs again exactly what held what was written, with %s', (store) => {
    const { exitCode, out, error } = project.run('node', 'dist/main.js', store);
    expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' });
    const ada = { id: 1, name: 'Ada', team: { code: 'a' } };
    const bob = { id: 2, name: 'Bob', team: { code: 'b' } };
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { step: 'add Ada and Bob', given: [ada, bob], first: ALL, again: [] },
      { step: 'rename Ada', given: { ...ada, name: 'Augusta' }, first: ['findUser 1', 'listUsers a'], again: [] },
      {
        step: 'rename Eve, who is in no result',
        given: { id: 5, name: 'Eve', team: { code: 'a' } },
        first: [],
        again: [],
      },
      { step: 'add Cid', given: { id: 3, name: 'Cid', team: { code: 'a' } }, first: OF_COLLECTION, again: [] },
      { step: 'close team b', given: { code: 'b' }, first: ['findUser 2', 'findUser 9'], again: [] },
      { step: 'remove another item', given: 2, first: [], again: [] },
      { step: 'remove the item', given: 2, first: ['Items.find 1 x'], again: [] },
      {
        step: 'fail to delete Bob',
        given: 'user 2 is gone, and the connection too',
        first: ['findUser 2', ...OF_COLLECTION, 'nameOf 2', 'readRows b'],
        again: [],
      },
    ]);
  });

  it('is told of a place that the types hide, and is built all the same', () => {
    project.write(
      'src/unseen.ts',
      "import type { User } from './types.js';\n/** @cache\n * @tracks user */\nexport const f = (): { user?: User; meta: any } => ({ meta: 1 });\n",
    );
    expect(project.run('node', TSPC, '-p', '.')).toEqual({
      exitCode: 0,
      out: '',
      error:
        'src/unseen.ts(3,4): warning TS991051: HF1051 unseen-entities: the types do not tell what meta holds in the result of f, so an entity there is not seen by @tracks. Give it a type in place of any or unknown.\n',
    });
    expect(project.read('dist/unseen.js').split('.find(').length).toBe(2);
  });
});
