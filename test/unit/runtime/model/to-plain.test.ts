import { expect, it } from 'vitest';
import type { PlainShape } from '../../../../runtime/src/model/plain-shape.ts';
import { plain } from '../../../../runtime/src/model/to-plain.ts';

class User {
  id: number;
  name: string | undefined;
  posts: Post[] | undefined;
  session = { connection: 'open' };

  constructor(id: number, name?: string, posts?: Post[]) {
    this.id = id;
    this.name = name;
    this.posts = posts;
  }

  get label(): string {
    return `user ${this.id}`;
  }
}

class Post {
  id: number;
  author: User | undefined;

  constructor(id: number, author?: User) {
    this.id = id;
    this.author = author;
  }
}

/** 0: one user, 1: its posts, 2: a post. */
const USER: readonly PlainShape[] = [
  { columns: ['id', 'name'], parts: [['posts', 1]] },
  { items: 2 },
  { columns: ['id'], parts: [['author', 0]] },
];

/** What the conversion makes of a value. */
function convert(value: unknown, shapes: readonly PlainShape[] = USER): unknown {
  return plain(() => value, shapes)();
}

it('an instance becomes an object of its columns, without what was not loaded', () => {
  const converted = convert(new User(1, 'Ada', [new Post(7)]));
  expect(converted).toStrictEqual({ id: 1, name: 'Ada', posts: [{ id: 7 }] });
  expect(convert(new User(2))).toStrictEqual({ id: 2 });
});

it('an error in the place of an instance stays the same', () => {
  const error = new Error('no user 2');
  expect(convert([new User(1), error], [{ items: 1 }, ...USER.slice(0, 1)])).toEqual([{ id: 1 }, error]);
});

it('a getter that is a column is read', () => {
  expect(convert(new User(1), [{ columns: ['id', 'label'] }])).toStrictEqual({ id: 1, label: 'user 1' });
});

it('relations that lead back stay the same object', () => {
  const user = new User(1, 'Ada', []);
  user.posts?.push(new Post(7, user), new Post(8, user));
  const converted = convert(user);
  const expected: Record<string, unknown> = { id: 1, name: 'Ada' };
  expected.posts = [
    { id: 7, author: expected },
    { id: 8, author: expected },
  ];
  expect(converted).toStrictEqual(expected);
});

it('finds instances in lists, sets, maps, wrappers and records, and keeps what is around them', () => {
  const shapes: readonly PlainShape[] = [
    {
      parts: [
        ['list', 1],
        ['set', 1],
        ['map', 2],
        ['record', 2],
        ['sparse', 1],
      ],
    },
    { items: 3 },
    { values: 3 },
    { columns: ['id'] },
  ];
  const result = {
    total: 2,
    list: [new User(1), null, new User(2)],
    set: new Set([new User(3)]),
    map: new Map([['four', new User(4)]]),
    record: { five: new User(5) },
  };
  expect(convert(result, shapes)).toStrictEqual({
    total: 2,
    list: [{ id: 1 }, null, { id: 2 }],
    set: new Set([{ id: 3 }]),
    map: new Map([['four', { id: 4 }]]),
    record: { five: { id: 5 } },
  });
  expect(result.list[0]).toBeInstanceOf(User);
});

it('a plain row in the place of an instance keeps all of its fields, also one named __proto__', () => {
  const row = JSON.parse('{"id":1,"extra":true,"__proto__":{"a":1}}');
  expect(JSON.stringify(convert(row))).toBe('{"id":1,"extra":true,"__proto__":{"a":1}}');
});

it('a value of another kind than its type says is left as it is', () => {
  const date = new Date(0);
  expect([convert(null), convert(undefined), convert('text'), convert([1])]).toEqual([null, undefined, 'text', [1]]);
  expect(convert(date, [{ items: 1 }, { columns: ['id'] }])).toBe(date);
});

it('a promise of an instance is a promise of plain data, and what a body throws stays thrown', async () => {
  await expect(plain(async () => new User(1), USER)()).resolves.toStrictEqual({ id: 1 });
  await expect(plain(async () => Promise.reject(new Error('no row')), USER)()).rejects.toThrow('no row');
  const throwing = plain(() => {
    throw new Error('no table');
  }, USER);
  expect(() => throwing()).toThrow('no table');
});

it('what is loaded in the place of the body is made plain, too', async () => {
  const body = plain(async () => new User(1), USER);
  await expect(body.instead(async () => new User(2))()).resolves.toStrictEqual({ id: 2 });
  expect(body.instead(() => new User(3))()).toStrictEqual({ id: 3 });
});
