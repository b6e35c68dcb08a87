import { describe, expect, it } from 'vitest';
import { compileWriters } from '../../../../runtime/src/entity/compile-writers.ts';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { freshRuntime } from '../compiled-function.ts';
import { compileTracked, compileWriter } from './compile-tracked.ts';
import { hearInvalidations } from './hear-invalidations.ts';

interface User {
  readonly id: number;
  readonly name: string;
}

const USER: readonly Tracked[] = [{ entity: 'user', paths: ['id'] }];
const USERS: readonly Tracked[] = [{ entity: 'user', paths: ['[].id'] }];

describe('a writer', () => {
  it('ends the entries that hold what it wrote, and answers what its body gave', async () => {
    const fresh = freshRuntime();
    let runs = 0;
    const findUser = compileTracked(
      fresh.runtime,
      'findUser',
      { parameters: ['id'], tracks: USER, walk: (user: User, found) => found.one(0, user.id) },
      async (id: number) => ({ id, name: `run ${++runs}` }),
    );
    const written = { id: 1, name: 'Ada' };
    const renameUser = compileWriter(
      fresh.cache,
      'renameUser',
      { parameters: ['id'], invalidates: USER, walk: (user: User, found) => found.one(0, user.id) },
      async (_id: number) => written,
    );
    await findUser(1);
    await findUser(2);
    const lists = hearInvalidations(fresh);
    expect(await renameUser(1)).toBe(written);
    expect([await findUser(1), await findUser(2)]).toEqual([
      { id: 1, name: 'run 3' },
      { id: 2, name: 'run 2' },
    ]);
    expect([lists, fresh.runtime.stats().invalidations]).toEqual([[['e:user:1', 'c:user']], 1]);
  });

  it('ends all entities of a list, and of several lines, with their collections and tags', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const move = compileWriter(
      fresh.cache,
      'move',
      {
        parameters: ['teamId', 'region'],
        invalidates: [{ entity: 'team', ids: [0] }, ...USERS],
        tags: [['region:', 1], ['all']],
        walk: (users: readonly User[], found) => {
          found.list(1);
          for (const user of users) found.one(1, user.id);
        },
      },
      async (_teamId: number, _region: string) => [
        { id: 1, name: 'Ada' },
        { id: 2, name: 'Ben' },
      ],
    );
    await move(7, 'eu');
    expect(lists).toEqual([['e:team:7', 'c:team', 't:region:eu', 't:all', 'e:user:1', 'e:user:2', 'c:user']]);
  });

  it('leaves the collections alone with rows', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const touch = compileWriter(
      fresh.cache,
      'touch',
      {
        parameters: ['teamId'],
        invalidates: [
          { entity: 'team', ids: [0], rows: true },
          { entity: 'user', paths: ['[].id'], rows: true },
        ],
        walk: (users: readonly User[], found) => {
          found.list(1);
          for (const user of users) found.one(1, user.id);
        },
      },
      async (_teamId: number): Promise<User[]> => [{ id: 1, name: 'Ada' }],
    );
    await touch(7);
    expect(lists).toEqual([['e:team:7', 'e:user:1']]);
  });

  it('writes nothing where nothing is named', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const touch = compileWriter(
      fresh.cache,
      'touch',
      {
        parameters: [],
        invalidates: [{ entity: 'user', paths: ['[].id'], rows: true }],
        walk: (users: readonly User[], found) => found.list(users.length),
      },
      async (): Promise<User[]> => [],
    );
    await touch();
    expect([lists, fresh.runtime.stats().invalidations]).toEqual([[], 0]);
  });

  it('ends the collection where its result is null: a row may be gone', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const update = compileWriter(
      fresh.cache,
      'update',
      { parameters: [], invalidates: USER, walk: (user: User, found) => found.one(0, user.id) },
      async (): Promise<User | null> => null,
    );
    expect(await update()).toBe(null);
    expect(lists).toEqual([['c:user']]);
  });

  it('passes over what has no id with missingId=skip', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const save = compileWriter(
      fresh.cache,
      'save',
      {
        parameters: [],
        invalidates: [{ entity: 'user', paths: ['[].id'], missing: 'skip' }],
        walk: (users: readonly { readonly id?: number }[], found) => {
          for (const user of users) found.one(0, user.id);
        },
      },
      async () => [{ id: 1 }, {}, { id: 3 }],
    );
    await save();
    expect(lists).toEqual([['e:user:1', 'e:user:3', 'c:user']]);
  });

  it('evaluates what it needs of its arguments before the body, which may change them', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const rename = compileWriter(
      fresh.cache,
      'rename',
      { parameters: ['id'], invalidates: [{ entity: 'user', ids: [0] }], tags: [['user:', 0]] },
      async (_id: number) => undefined,
    );
    await rename(5);
    expect(lists).toEqual([['e:user:5', 'c:user', 't:user:5']]);
  });

  it('is refused where the code was compiled for another version of the runtime', () => {
    const { cache } = freshRuntime();
    // What a build of the future may emit.
    const file = { abi: 2, file: 'src/user.ts', namespace: 'app', writers: [] } as unknown as Parameters<
      typeof compileWriters
    >[1];
    expect(() => compileWriters(cache, file)).toThrow(
      /^HF2001 configuration: src\/user\.ts was compiled for version 2 /,
    );
  });
});
