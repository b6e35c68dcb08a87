import { describe, expect, it } from 'vitest';
import { find, type Walk } from '../../../../runtime/src/entity/find.ts';
import { MissingEntityIdError } from '../../../../runtime/src/errors.ts';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { entityDependency } from '../../../../runtime/src/stamp/dependency.ts';

const USERS: readonly Tracked[] = [{ entity: 'user', paths: ['[].id'] }];

interface Row {
  readonly id?: unknown;
}

const walkRows: Walk<readonly Row[], []> = (rows, found) => {
  found.list(0);
  for (const row of rows) found.one(0, row.id);
};

function findIn(rows: readonly Row[], tracks = USERS): readonly string[] {
  return find({ id: 'findUsers', tracks }, walkRows, rows);
}

function failureOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
}

describe('what is found in a result', () => {
  it('is each entity once, and the collection of a list', () => {
    expect(findIn([{ id: 3 }, { id: 1 }, { id: 3 }])).toEqual(['e:user:3', 'e:user:1', 'c:user']);
  });

  it('is one entity for 1, 1n and "1", and for 0 and -0', () => {
    expect(findIn([{ id: 1 }, { id: '1' }, { id: 1n }, { id: 0 }, { id: -0 }])).toEqual([
      'e:user:1',
      'e:user:0',
      'c:user',
    ]);
  });

  it('is an object alone without the collection', () => {
    const walk: Walk<Row, []> = (row, found) => found.one(0, row.id);
    expect(find({ id: 'findUser', tracks: USERS }, walk, { id: 42 })).toEqual(['e:user:42']);
  });

  it.each([
    ['null', null],
    ['undefined', undefined],
  ])('is the collection for %s, through which nothing walks', (_, result) => {
    const walk: Walk<null | undefined, []> = () => {
      throw new Error('there is nothing to walk through');
    };
    expect(find({ id: 'findUser', tracks: USERS }, walk, result)).toEqual(['c:user']);
  });

  it('is the collection for an empty list, and for a wrapper around nothing', () => {
    const walk: Walk<{ items: Row[] }, []> = ({ items }, found) => walkRows(items, found);
    expect(findIn([])).toEqual(['c:user']);
    expect(find({ id: 'search', tracks: USERS }, walk, { items: [] })).toEqual(['c:user']);
  });

  it('is never the collection with rows', () => {
    const tracks: readonly Tracked[] = [{ entity: 'user', paths: ['[].id'], rows: true }];
    expect([findIn([{ id: 1 }], tracks), findIn([], tracks)]).toEqual([['e:user:1'], []]);
  });

  it('is a composite id in the given order, encoded so that no two are the same', () => {
    const walk: Walk<readonly (readonly unknown[])[], []> = (rows, found) => {
      for (const row of rows) found.parts(0, row);
    };
    const tracks: readonly Tracked[] = [{ entity: 'item', paths: ['(a,b)'] }];
    expect(
      find({ id: 'find', tracks }, walk, [
        [1, 7],
        ['1', '7'],
        ['a,b', 'c'],
        ['a', 'b,c'],
      ]),
    ).toEqual(['e:item:1,7', 'e:item:a%2Cb,c', 'e:item:a,b%2Cc']);
  });

  it('is named as invalidateEntity names it', () => {
    const ids = ['a:b', 'a%b', '{a}', 'a,b', '', 'é', 5n, 1e21, -1.5, Number.POSITIVE_INFINITY];
    const tracks: readonly Tracked[] = [{ entity: 'a:b{c}', paths: ['[].id'], rows: true }];
    expect(
      findIn(
        ids.map((id) => ({ id })),
        tracks,
      ),
    ).toEqual(ids.map((id) => entityDependency('a:b{c}', id)));
  });

  it('is that of several entities, each with its collection where it was met in a list or not at all', () => {
    interface Post {
      readonly id: number;
      readonly author: Row;
      readonly comments: readonly Row[];
    }
    const tracks: readonly Tracked[] = [
      { entity: 'team', ids: [0] },
      { entity: 'post', paths: ['id'] },
      { entity: 'user', paths: ['author.id'] },
      { entity: 'comment', paths: ['comments[].id'] },
      { entity: 'image', paths: ['comments[].image.id'] },
    ];
    const walk: Walk<Post, []> = (post, found) => {
      found.one(1, post.id);
      found.one(2, post.author.id);
      found.list(3);
      for (const comment of post.comments) found.one(3, comment.id);
    };
    const post: Post = { id: 1, author: { id: 'ada' }, comments: [{ id: 5 }, { id: 6 }] };
    expect(find({ id: 'findPost', tracks }, walk, post)).toEqual([
      'e:user:ada',
      'e:post:1',
      'e:comment:5',
      'e:comment:6',
      'c:comment',
      'c:image',
    ]);
  });

  it('is each dependency once, also where two lines find the same', () => {
    const tracks: readonly Tracked[] = [
      { entity: 'user', paths: ['author.id'] },
      { entity: 'user', paths: ['editor.id'] },
    ];
    const walk: Walk<{ author: Row; editor: Row }, []> = ({ author, editor }, found) => {
      found.one(0, author.id);
      found.one(1, editor.id);
    };
    expect(find({ id: 'findPost', tracks }, walk, { author: { id: 1 }, editor: { id: 1 } })).toEqual(['e:user:1']);
  });

  it('is the collection too where one of two lines for the entity has met no id', () => {
    const tracks: readonly Tracked[] = [
      { entity: 'user', paths: ['author'] },
      { entity: 'user', paths: ['editor'] },
    ];
    const walk: Walk<{ author: unknown; editor: unknown }, []> = ({ author, editor }, found) => {
      found.one(0, author);
      if (editor !== null) found.one(1, editor);
    };
    const findUsers = (editor: unknown) => find({ id: 'findPost', tracks }, walk, { author: 7, editor });
    expect([findUsers(null), findUsers(7), findUsers('7')]).toEqual([
      ['e:user:7', 'c:user'],
      ['e:user:7'],
      ['e:user:7'],
    ]);
  });

  it('is what a function of id= gives', () => {
    const walk: Walk<Row, [(row: Row) => string]> = (row, found, idOf) => found.one(0, idOf(row));
    expect(find({ id: 'findUser', tracks: USERS }, walk, { id: 7 }, (row) => `user-${String(row.id)}`)).toEqual([
      'e:user:user-7',
    ]);
  });

  it('is the same for a writer', () => {
    expect(find({ id: 'renameUsers', invalidates: USERS }, walkRows, [{ id: 1 }])).toEqual(['e:user:1', 'c:user']);
  });

  it('is nothing where the function says that it tracks none', () => {
    expect(find({ id: 'findUsers', tracks: 'none' }, walkRows, [{ id: 1 }])).toEqual([]);
  });
});

const cyclic: unknown[] = [];
cyclic.push(cyclic);

describe('an object without a usable id', () => {
  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    [Number.NaN, 'NaN (number)'],
    [true, 'true (boolean)'],
    [[1, 2, 3], '[1,2,3] (array)'],
    [{ a: 1 }, '{"a":1} (object)'],
    [cyclic, 'something (array)'],
    [Symbol('id'), 'Symbol(id) (symbol)'],
  ])('is an error that names the value %s with its type, and carries the result and what was found', (id, named) => {
    const rows = [{ id: 1 }, { id }, { id: 3 }];
    const error = failureOf(() => findIn(rows));
    if (!(error instanceof MissingEntityIdError)) throw error;
    const { message, entity, value, result, dependencies } = error;
    expect({ message, entity, value, result, dependencies }).toEqual({
      message: `HF3012 missing-entity-id: findUsers: an id of the entity user is ${named}; ids are strings, numbers and bigints. Say with id=… where the id stands, or missingId=skip where there may be none.`,
      entity: 'user',
      value: id,
      result: rows,
      dependencies: ['e:user:1', 'e:user:3', 'c:user'],
    });
  });

  it('is named by the first one that is missing, of a composite id by the part', () => {
    const tracks: readonly Tracked[] = [{ entity: 'item', paths: ['(a,b)'] }];
    const walk: Walk<readonly (readonly unknown[])[], []> = (rows, found) => {
      for (const row of rows) found.parts(0, row);
    };
    const rows = [
      [1, 2],
      [3, undefined],
      [null, 4],
    ];
    expect(failureOf(() => find({ id: 'find', tracks }, walk, rows))).toMatchObject({
      value: undefined,
      dependencies: ['e:item:1,2'],
    });
  });

  it('is passed over with missingId=skip, as long as it has none', () => {
    const tracks: readonly Tracked[] = [{ entity: 'user', paths: ['[].id'], missing: 'skip', rows: true }];
    expect(findIn([{ id: 1 }, {}, { id: null }, { id: 3 }], tracks)).toEqual(['e:user:1', 'e:user:3']);
    expect(failureOf(() => findIn([{ id: [1] }], tracks))).toMatchObject({ code: 'HF3012', value: [1] });
  });

  it('leaves the collection where all of them are passed over', () => {
    const tracks: readonly Tracked[] = [{ entity: 'user', paths: ['id'], missing: 'skip' }];
    const walk: Walk<Row, []> = (row, found) => found.one(0, row.id);
    expect(find({ id: 'findUser', tracks }, walk, {})).toEqual(['c:user']);
  });
});

it('fails as a whole where the walk fails, with the cause and what was found before', () => {
  const cause = new Error('no id for you');
  const walk: Walk<Row, [() => never]> = (row, found, idOf) => {
    found.one(0, row.id);
    found.one(0, idOf());
  };
  const fails = (): never => {
    throw cause;
  };
  const error = failureOf(() => find({ id: 'findUser', tracks: USERS }, walk, { id: 1 }, fails));
  expect(error).toMatchObject({
    message:
      'HF3012 missing-entity-id: findUser: the ids of user could not be read from the result, for its type does not tell the truth or a function of id= failed. The cause says what was met.',
    entity: 'user',
    value: undefined,
    result: { id: 1 },
    dependencies: ['e:user:1'],
    cause,
  });
});
