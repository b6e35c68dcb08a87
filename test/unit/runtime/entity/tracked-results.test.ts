import { describe, expect, it } from 'vitest';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { StoreDefinition, WriteRequest } from '../../../../runtime/src/store/port.ts';
import { cacheOf, compileAsync, type FreshRuntime, freshRuntime } from '../compiled-function.ts';
import { compileTracked } from './compile-tracked.ts';

interface User {
  readonly id: number;
  readonly name: string;
}

const USER: readonly Tracked[] = [{ entity: 'user', paths: ['id'] }];
const USERS: readonly Tracked[] = [{ entity: 'user', paths: ['[].id'] }];

/** A memory store that takes down the dependencies of what it is given. */
function takingDown(): { readonly definition: StoreDefinition; readonly written: (readonly string[])[] } {
  const written: (readonly string[])[] = [];
  const open: StoreDefinition['open'] = ({ now }) => {
    const store = atomicStore('memory', new MemoryRows({ maxEntries: 100, now }), now);
    const write = (writes: readonly WriteRequest[]) => {
      written.push(...writes.map(({ dependencies }) => dependencies));
      return store.write(writes);
    };
    return { ...store, write };
  };
  return { definition: { kind: 'memory', open }, written };
}

function findUserIn({ runtime }: FreshRuntime) {
  const users = new Map([1, 2].map((id) => [id, { id, name: 'Ada' }]));
  const runs: number[] = [];
  const findUser = compileTracked(
    runtime,
    'findUser',
    { parameters: ['id'], tracks: USER, walk: (user: User, found) => found.one(0, user.id) },
    async (id: number): Promise<User | null> => {
      runs.push(id);
      return users.get(id) ?? null;
    },
  );
  return { users, runs, findUser };
}

describe('a call that tracks what its result holds', () => {
  it('depends on its function, its tags and on what was found', async () => {
    const { runtime } = freshRuntime();
    const store = takingDown();
    await runtime.configure({ store: store.definition });
    const search = compileTracked(
      runtime,
      'search',
      {
        parameters: ['team'],
        tracks: [{ entity: 'team', ids: [0] }, ...USERS],
        walk: (users: readonly User[], found) => {
          found.list(1);
          for (const user of users) found.one(1, user.id);
        },
        spec: { tags: [['all']] },
      },
      async (_team: number) => [
        { id: 1, name: 'Ada' },
        { id: 2, name: 'Ben' },
      ],
    );
    await search(7);
    expect(store.written).toEqual([['*', 'f:app:search', 't:all', 'e:team:7', 'e:user:1', 'e:user:2', 'c:user']]);
  });

  it('runs again when an entity that its result holds is invalidated, and for no other', async () => {
    const fresh = freshRuntime();
    const { findUser, runs } = findUserIn(fresh);
    await findUser(1);
    await findUser(2);
    await fresh.runtime.invalidateEntity('user', '1');
    await fresh.runtime.invalidateEntity('user', 3);
    await fresh.runtime.invalidateEntity('user');
    await fresh.runtime.invalidateEntity('team', 2);
    expect([await findUser(1), await findUser(2)]).toEqual([
      { id: 1, name: 'Ada' },
      { id: 2, name: 'Ada' },
    ]);
    expect(runs).toEqual([1, 2, 1]);
  });

  it('runs again when its result held none and the collection is invalidated', async () => {
    const fresh = freshRuntime();
    const { findUser, runs, users } = findUserIn(fresh);
    expect([await findUser(9), await findUser(9)]).toEqual([null, null]);
    users.set(9, { id: 9, name: 'Ida' });
    await fresh.runtime.invalidateEntity('user');
    expect([await findUser(9), runs]).toEqual([{ id: 9, name: 'Ida' }, [9, 9]]);
  });

  it('names an entity once that is known from the arguments and found as well', async () => {
    const { runtime } = freshRuntime();
    const store = takingDown();
    await runtime.configure({ store: store.definition });
    const tracks: readonly Tracked[] = [{ entity: 'user', ids: [0] }, ...USER];
    const find = compileTracked(
      runtime,
      'find',
      { parameters: ['id'], tracks, walk: (user: User, found) => found.one(1, user.id) },
      async (id: number) => ({ id, name: 'Ada' }),
    );
    await find(1);
    expect(store.written).toEqual([['*', 'f:app:find', 'e:user:1']]);
  });

  it('looks at what the body gave, before it is copied', async () => {
    const { runtime } = freshRuntime();
    class Model {
      get id(): number {
        return 42;
      }
    }
    const seen: unknown[] = [];
    const model = Object.freeze({ model: new Model() });
    const find = compileTracked(
      runtime,
      'find',
      {
        parameters: [],
        tracks: USER,
        walk: (result: typeof model, found) => {
          seen.push(result);
          found.one(0, result.model.id);
        },
        spec: { isolate: 'share' },
      },
      async () => model,
    );
    await find();
    await runtime.invalidateEntity('user', 42);
    await find();
    expect([seen.length, seen[0] === model]).toEqual([2, true]);
  });
});

describe('a result that cannot be told what it depends on', () => {
  it('is returned and not stored, with the value and its type in an event', async () => {
    const { runtime } = freshRuntime();
    const events: unknown[] = [];
    runtime.on('refuse', ({ reason }) => events.push(reason));
    runtime.on('error', ({ operation, error, id, key }) => events.push([operation, id, key, String(error)]));
    let runs = 0;
    const find = compileTracked(
      runtime,
      'find',
      {
        parameters: [],
        tracks: USERS,
        walk: (users: readonly { readonly id: unknown }[], found) => {
          for (const user of users) found.one(0, user.id);
        },
      },
      async () => {
        runs++;
        return [{ id: 1 }, { id: [1, 2, 3] }];
      },
    );
    expect([await find(), await find()]).toEqual([
      [{ id: 1 }, { id: [1, 2, 3] }],
      [{ id: 1 }, { id: [1, 2, 3] }],
    ]);
    const error = [
      'tracks',
      'find',
      'hf:app:find()',
      'MissingEntityIdError: HF3012 missing-entity-id: find: an id of the entity user is [1,2,3] (array); ids are strings, numbers and bigints. Say with id=… where the id stands, or missingId=skip where there may be none.',
    ];
    expect([runs, events]).toEqual([2, [error, 'missing-id', error, 'missing-id']]);
    expect(runtime.stats()).toMatchObject({ stored: 0, refused: 2 });
  });

  it('ends the entry that a refresh was to replace', async () => {
    const fresh = freshRuntime();
    const { findUser, users, runs } = findUserIn(fresh);
    await findUser(1);
    // What a driver gives where the type does not tell the truth.
    users.set(1, { name: 'Ada' } as User);
    await cacheOf(fresh.runtime, findUser).refresh(1);
    await findUser(1);
    expect(runs).toEqual([1, 1, 1]);
  });
});

it('tracks nothing where it says so', async () => {
  const { runtime } = freshRuntime();
  let runs = 0;
  const find = compileAsync(runtime, 'find', { parameters: [], spec: { tracks: 'none' } }, async () => ++runs);
  await find();
  await runtime.invalidateEntity('user');
  expect(await find()).toBe(1);
});
