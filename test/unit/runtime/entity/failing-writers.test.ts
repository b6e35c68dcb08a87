import { describe, expect, it } from 'vitest';
import { InvalidationError, MissingEntityIdError } from '../../../../runtime/src/errors.ts';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { type FreshRuntime, freshRuntime } from '../compiled-function.ts';
import { compileWriter } from './compile-tracked.ts';
import { failureOf } from './failure-of.ts';
import { hearInvalidations } from './hear-invalidations.ts';
import { slowStore } from './slow-store.ts';

interface User {
  readonly id: number;
  readonly name: string;
}

const USER: readonly Tracked[] = [{ entity: 'user', paths: ['id'] }];
const USERS: readonly Tracked[] = [{ entity: 'user', paths: ['[].id'] }];

function errorsOf({ runtime }: FreshRuntime): unknown[] {
  const errors: unknown[] = [];
  runtime.on('error', ({ operation, error, id }) => errors.push([operation, id, String(error)]));
  return errors;
}

describe('a writer whose body fails', () => {
  const failure = new Error('deadlock');

  it.each(['async', 'sync'] as const)('ends what its parameters name, and passes the error on (%s)', async (calls) => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const rename = compileWriter(
      fresh.cache,
      'rename',
      {
        parameters: ['id'],
        invalidates: [{ entity: 'user', ids: [0] }, ...USER],
        tags: [['user:', 0]],
        walk: (user: User, found) => found.one(1, user.id),
        calls,
      },
      (_id: number): User => {
        throw failure;
      },
    );
    expect(await failureOf(() => rename(1))).toBe(failure);
    expect(lists).toEqual([['e:user:1', 'c:user', 't:user:1']]);
  });

  it('writes nothing where only the result would tell', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const rename = compileWriter(
      fresh.cache,
      'rename',
      { parameters: [], invalidates: USER, walk: (user: User, found) => found.one(0, user.id) },
      async (): Promise<User> => {
        throw failure;
      },
    );
    expect(await failureOf(rename)).toBe(failure);
    expect(lists).toEqual([]);
  });

  it('passes its error on also where the invalidation fails, which is an event then', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: true });
    await fresh.runtime.configure({ store: store.definition });
    store.down = true;
    const errors = errorsOf(fresh);
    const rename = compileWriter(
      fresh.cache,
      'rename',
      {
        parameters: ['id', 'teamId'],
        invalidates: [
          { entity: 'user', ids: [0] },
          { entity: 'team', ids: [1] },
        ],
      },
      async (_id: number, _teamId: unknown): Promise<User> => {
        throw failure;
      },
    );
    expect(await failureOf(() => rename(1, null))).toBe(failure);
    expect(errors).toEqual([
      [
        'invalidate',
        'rename',
        expect.stringMatching(/^MissingEntityIdError: HF3012 .*: rename: \{teamId\} is null, so it names no team; /),
      ],
      [
        'invalidate',
        'rename',
        expect.stringMatching(/^InvalidationError: HF3005 .*e:user:1, c:user, c:team could not/),
      ],
    ]);
    expect(fresh.runtime.pendingInvalidations()).toEqual([
      { store: 'slow', dependencies: ['e:user:1', 'c:user', 'c:team'], keys: [], attempts: 0 },
    ]);
  });
});

describe('a writer whose result holds an entity without an id', () => {
  it.each(['async', 'sync'] as const)('fails with the result, and ends what could be told (%s)', async (calls) => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const saved = [{ id: 1 }, { name: 'Ben' }, { id: 3 }];
    const save = compileWriter(
      fresh.cache,
      'save',
      {
        parameters: ['teamId'],
        invalidates: [{ entity: 'team', ids: [0] }, ...USERS],
        walk: (users: readonly { readonly id?: number }[], found) => {
          for (const user of users) found.one(1, user.id);
        },
        calls,
      },
      (_teamId: number) => saved,
    );
    const error = await failureOf(() => save(7));
    if (!(error instanceof MissingEntityIdError)) throw error;
    expect([error.entity, error.value, error.result === saved, error.dependencies]).toEqual([
      'user',
      undefined,
      true,
      ['e:user:1', 'e:user:3'],
    ]);
    expect(lists).toEqual([['e:team:7', 'c:team', 'e:user:1', 'e:user:3', 'c:user']]);
  });

  it('fails in the same way where a parameter is no id: the body has run', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const invalidates: readonly Tracked[] = [
      { entity: 'user', ids: [0] },
      { entity: 'team', ids: [1] },
    ];
    const save = compileWriter(
      fresh.cache,
      'save',
      { parameters: ['id', 'teamId'], invalidates },
      async (_id: unknown, _teamId: number) => 'saved',
    );
    const error = await failureOf(() => save({}, 7));
    if (!(error instanceof MissingEntityIdError)) throw error;
    expect([error.message, error.entity, error.value, error.result]).toEqual([
      'HF3012 missing-entity-id: save: {id} is {} (object), so it names no user; ids are strings, numbers and bigints. Pass one of these.',
      'user',
      {},
      'saved',
    ]);
    expect(lists).toEqual([['e:team:7', 'c:user', 'c:team']]);
  });

  it('fails with what the store said where it did not take the rest, and the missing id is an event', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: true });
    await fresh.runtime.configure({ store: store.definition });
    store.down = true;
    const errors = errorsOf(fresh);
    const save = compileWriter(
      fresh.cache,
      'save',
      {
        parameters: [],
        invalidates: USER,
        walk: (user: { readonly id?: number }, found) => found.one(0, user.id),
      },
      async () => ({}),
    );
    const error = await failureOf(save);
    if (!(error instanceof InvalidationError)) throw error;
    expect([error.dependencies, errors]).toEqual([
      ['c:user'],
      [['invalidate', 'save', expect.stringMatching(/^MissingEntityIdError: HF3012 /)]],
    ]);
  });

  it('does not run its body where a tag has no text', async () => {
    const fresh = freshRuntime();
    let runs = 0;
    const save = compileWriter(
      fresh.cache,
      'save',
      { parameters: ['team'], invalidates: [], tags: [['team:', 0]] },
      async (_team: object) => ++runs,
    );
    expect(await failureOf(() => save({}))).toMatchObject({ code: 'HF3001' });
    expect(runs).toBe(0);
  });
});
