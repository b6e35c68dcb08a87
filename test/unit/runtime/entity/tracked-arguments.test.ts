import { describe, expect, it } from 'vitest';
import { MissingEntityIdError } from '../../../../runtime/src/errors.ts';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { cacheOf, compileSync, deferred, type FreshRuntime, freshRuntime } from '../compiled-function.ts';
import { compileTracked } from './compile-tracked.ts';

describe('a call that tracks an entity of its arguments', () => {
  function findPostsIn({ runtime }: FreshRuntime) {
    const runs: unknown[] = [];
    const tracks: readonly Tracked[] = [{ entity: 'user', ids: [0] }];
    const findPosts = compileTracked(
      runtime,
      'findPosts',
      { parameters: ['userId'], tracks },
      async (userId: number | undefined) => {
        runs.push(userId);
        return null;
      },
    );
    return { findPosts, runs };
  }

  it('runs again when that entity is invalidated, also where the result is null', async () => {
    const fresh = freshRuntime();
    const { findPosts, runs } = findPostsIn(fresh);
    await findPosts(1);
    await fresh.runtime.invalidateEntity('user');
    await findPosts(1);
    expect(runs).toEqual([1]);
    await fresh.runtime.invalidateEntity('user', 1);
    await findPosts(1);
    expect(runs).toEqual([1, 1]);
  });

  it('is found by a composite id, in the declared order', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const tracks: readonly Tracked[] = [{ entity: 'line', ids: [1, 0] }];
    const find = compileTracked(
      runtime,
      'find',
      { parameters: ['a', 'b'], tracks },
      async (_a: string, _b: number) => ++runs,
    );
    await find('x,y', 2);
    await runtime.invalidateEntity('line', ['x,y', 2]);
    expect(await find('x,y', 2)).toBe(1);
    await runtime.invalidateEntity('line', [2, 'x,y']);
    expect(await find('x,y', 2)).toBe(2);
  });

  it('is the same in a synchronous function', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const spec = { tracks: [{ entity: 'user', ids: [0] }] };
    const find = compileSync(runtime, 'find', { parameters: ['id'], spec }, (_id: number) => ++runs);
    expect([find(1), find(1)]).toEqual([1, 1]);
    await runtime.invalidateEntity('user', 1);
    expect(find(1)).toBe(2);
  });

  it('runs its body uncached where the argument is no id, with events that say so', async () => {
    const fresh = freshRuntime();
    const { findPosts, runs } = findPostsIn(fresh);
    const { runtime } = fresh;
    const events: unknown[] = [];
    const errors: unknown[] = [];
    runtime.on('error', ({ error, ...event }) => {
      errors.push(error);
      events.push(event);
    });
    runtime.on('miss', (event) => events.push(event));
    runtime.on('refuse', (event) => events.push(event));
    expect([await findPosts(undefined), await findPosts(undefined)]).toEqual([null, null]);
    expect(runs).toEqual([undefined, undefined]);
    const call = { id: 'findPosts', key: 'hf:app:findPosts()' };
    const perCall = [
      { ...call, reason: 'missing-id' },
      { ...call, operation: 'tracks' },
      { ...call, reason: 'missing-id' },
    ];
    expect(events).toEqual([...perCall, ...perCall]);
    const [error] = errors;
    if (!(error instanceof MissingEntityIdError)) throw error;
    expect([error.message, error.entity, error.value, errors.length]).toEqual([
      'HF3012 missing-entity-id: findPosts: {userId} is undefined, so it names no user; ids are strings, numbers and bigints. Pass one of these.',
      'user',
      undefined,
      2,
    ]);
  });

  it('shares no computation there, and every operation on its cache does without one', async () => {
    const { runtime } = freshRuntime();
    const gates = [deferred<string>(), deferred<string>()];
    let runs = 0;
    const tracks: readonly Tracked[] = [{ entity: 'user', ids: [1] }];
    const find = compileTracked(
      runtime,
      'find',
      { parameters: ['id', 'userId'], tracks, spec: { key: { form: 'template', holes: 1, template: ['find:', 0] } } },
      (_id: number, _userId: unknown) => gates[runs++ % 2]?.promise ?? Promise.resolve('more'),
    );
    const two = [find(1, {}), find(1, null)];
    for (const [i, gate] of gates.entries()) gate.resolve(`run ${i + 1}`);
    expect(await Promise.all(two)).toEqual(['run 1', 'run 2']);
    const cached = cacheOf(runtime, find);
    expect([await cached.refresh(1, null), await cached.peek(1, null), cached.key(1, null)]).toEqual([
      'run 1',
      undefined,
      'hf:app:find:1',
    ]);
    expect([await cached.prime([1, null], async () => 'primed'), await cached.invalidate(1, null)]).toEqual([
      'primed',
      false,
    ]);
    expect([await find(1, 7), await cached.invalidate(1, null)]).toEqual(['run 2', true]);
  });

  it('is not served what another call with the same key stored, where the argument is no id', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const tracks: readonly Tracked[] = [{ entity: 'user', ids: [1] }];
    const find = compileTracked(
      runtime,
      'find',
      { parameters: ['id', 'userId'], tracks, spec: { key: { form: 'template', holes: 1, template: ['find:', 0] } } },
      async (_id: number, _userId: unknown) => ++runs,
    );
    expect([await find(1, 7), await find(1, 7), await find(1, Number.NaN), await find(1, 7)]).toEqual([1, 1, 2, 1]);
  });
});
