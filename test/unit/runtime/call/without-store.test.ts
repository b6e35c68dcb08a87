import { describe, expect, it } from 'vitest';
import type { MaybePromise, Reading, Store, WriteOutcome } from '../../../../runtime/src/store/port.ts';
import { compileAsync, compileSync, freshRuntime } from '../compiled-function.ts';

describe('enabled: false', () => {
  it('serves, joins and stores nothing, and still writes invalidations', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileAsync(
      runtime,
      'find',
      { parameters: ['id'], spec: { tags: [['row:', 0]] } },
      async (_id: number) => ++runs,
    );
    expect(await find(1)).toBe(1);
    await runtime.configure({ enabled: false });
    expect(await Promise.all([find(1), find(1)])).toEqual([2, 3]);
    await runtime.invalidateTag('row:1');
    await runtime.configure({ enabled: true });
    expect(await find(1)).toBe(4);
  });
});

describe('a function whose body answers a promise although its type said otherwise', () => {
  it('passes the promise on and does not store it', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileSync(runtime, 'find', { parameters: [] }, (): unknown => Promise.resolve(++runs));
    expect(await Promise.all([find(), find()])).toEqual([1, 2]);
  });
});

describe('a store that fails', () => {
  function brokenStore(overrides: Partial<Store>): Store {
    const failure = (): never => {
      throw new Error('store is down');
    };
    return {
      kind: 'broken',
      promise: 'strict',
      synchronous: false,
      read: failure as () => MaybePromise<readonly Reading[]>,
      takeNextStamps: failure,
      write: failure as () => MaybePromise<readonly WriteOutcome[]>,
      invalidate: failure,
      invalidateKeys: failure,
      sizeOf: () => undefined,
      dispose: () => undefined,
      ...overrides,
    };
  }

  it('never fails a call; each failure is an event', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: { kind: 'broken', open: () => brokenStore({}) } });
    const errors: unknown[] = [];
    runtime.on('error', ({ operation, error }) => errors.push([operation, String(error)]));
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => ({ id }));
    expect(await find(1)).toEqual({ id: 1 });
    expect(errors).toEqual([['read', 'Error: store is down']]);
  });

  it('fails the call where onStoreError is throw', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: { kind: 'broken', open: () => brokenStore({}) }, onStoreError: 'throw' });
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => ({ id }));
    await expect(find(1)).rejects.toThrow(new Error('store is down'));
  });

  it('always fails the invalidation that it does not take, naming what was to be invalidated', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: { kind: 'broken', open: () => brokenStore({}) } });
    await expect(runtime.invalidateTag('team:1')).rejects.toMatchObject({
      name: 'InvalidationError',
      code: 'HF3005',
      dependencies: ['t:team:1'],
    });
  });
});
