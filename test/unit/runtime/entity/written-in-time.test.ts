import { describe, expect, it } from 'vitest';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { deferred, freshRuntime } from '../compiled-function.ts';
import { compileWriter } from './compile-tracked.ts';
import { failureOf } from './failure-of.ts';
import { hearInvalidations } from './hear-invalidations.ts';
import { settled } from './settled.ts';
import { slowStore } from './slow-store.ts';

interface User {
  readonly id: number;
  readonly name: string;
}

const USER: readonly Tracked[] = [{ entity: 'user', paths: ['id'] }];

describe('a writer inside invalidateAfter', () => {
  it('is collected with the rest and written when the transaction has ended', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const compile = (calls: 'sync' | 'async', id: string) =>
      compileWriter(
        fresh.cache,
        id,
        { parameters: ['id'], invalidates: USER, walk: (user: User, found) => found.one(0, user.id), calls },
        (userId: number) => ({ id: userId, name: id }),
      );
    const [rename, renameSync] = [compile('async', 'rename'), compile('sync', 'renameSync')];
    const result = await fresh.runtime.invalidateAfter(async () => {
      await rename(1);
      expect(renameSync(2)).toEqual({ id: 2, name: 'renameSync' });
      await fresh.runtime.invalidateTag('all');
      expect(lists).toEqual([]);
      return 'done';
    });
    expect([result, lists]).toEqual(['done', [['e:user:1', 'c:user', 'e:user:2', 't:all']]]);
  });

  it('is dropped where the transaction is rolled back, and its failed body is collected where it is not', async () => {
    const fresh = freshRuntime();
    const lists = hearInvalidations(fresh);
    const failure = new Error('deadlock');
    const rename = compileWriter(
      fresh.cache,
      'rename',
      { parameters: ['id'], invalidates: [{ entity: 'user', ids: [0] }] },
      async (_id: number) => {
        throw failure;
      },
    );
    const rolledBack = fresh.runtime.invalidateAfter(() => rename(1));
    expect(await failureOf(() => rolledBack)).toBe(failure);
    expect(lists).toEqual([]);
    await fresh.runtime.invalidateAfter(() => failureOf(() => rename(1)));
    expect(lists).toEqual([['e:user:1', 'c:user']]);
  });
});

describe('an asynchronous writer', () => {
  it('resolves when all stores have taken it', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: false });
    await fresh.runtime.configure({ store: store.definition });
    const gate = deferred<void>();
    store.gate = gate.promise;
    const steps: string[] = [];
    const rename = compileWriter(
      fresh.cache,
      'rename',
      { parameters: ['id'], invalidates: [{ entity: 'user', ids: [0] }] },
      async (_id: number) => 'renamed',
    );
    const renamed = rename(1).then((result) => steps.push(result));
    await settled();
    steps.push('taken');
    gate.resolve();
    await renamed;
    expect(steps).toEqual(['taken', 'renamed']);
  });

  it('rejects where a store does not, which then stays in the outbox', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: false });
    await fresh.runtime.configure({ store: store.definition });
    store.down = true;
    const rename = compileWriter(
      fresh.cache,
      'rename',
      { parameters: ['id'], invalidates: [{ entity: 'user', ids: [0], rows: true }] },
      async (_id: number) => 'renamed',
    );
    expect(await failureOf(() => rename(1))).toMatchObject({ code: 'HF3005', dependencies: ['e:user:1'] });
    expect(fresh.runtime.pendingInvalidations()).toEqual([
      { store: 'slow', dependencies: ['e:user:1'], keys: [], attempts: 0 },
    ]);
  });
});
