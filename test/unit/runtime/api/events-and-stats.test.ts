import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it, vi } from 'vitest';
import { cacheOf, compileAsync, freshRuntime } from '../compiled-function.ts';

describe('events', () => {
  it('reach listeners until they are removed, each registration by itself', async () => {
    const { runtime } = freshRuntime();
    const heard: string[] = [];
    const listener = ({ key }: { readonly key: string }): void => {
      heard.push(key);
    };
    const removeFirst = runtime.on('miss', listener);
    const removeSecond = runtime.on('miss', listener);
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    await find(1);
    removeFirst();
    removeFirst();
    await find(2);
    removeSecond();
    await find(3);
    expect(heard).toEqual(['hf:app:find(id=1)', 'hf:app:find(id=1)', 'hf:app:find(id=2)']);
  });

  it('are published on diagnostics_channel', async () => {
    const { runtime } = freshRuntime();
    const published: unknown[] = [];
    const subscriber = (message: unknown): void => {
      published.push(message);
    };
    subscribe('holdfast:hit', subscriber);
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 1);
    await find();
    await find();
    unsubscribe('holdfast:hit', subscriber);
    await find();
    expect(published).toEqual([{ id: 'find', key: 'hf:app:find()' }]);
    expect(channel('holdfast:hit').hasSubscribers).toBe(false);
  });

  it('send the error of a listener to the error listeners, and never to the call', async () => {
    const { runtime } = freshRuntime();
    const errors: unknown[] = [];
    runtime.on('miss', () => {
      throw new Error('listener failed');
    });
    runtime.on('error', (event) => errors.push(event));
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 1);
    expect(await find()).toBe(1);
    expect(errors).toEqual([{ operation: 'listener of miss', error: new Error('listener failed') }]);
  });

  it('rethrow the error of a listener outside of the call where nobody listens to errors', async () => {
    const { runtime } = freshRuntime();
    const uncaught = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => undefined);
    runtime.on('miss', () => {
      throw new Error('listener failed');
    });
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 1);
    expect(await find()).toBe(1);
    const [rethrow] = uncaught.mock.calls[0] ?? [];
    uncaught.mockRestore();
    expect(() => rethrow?.()).toThrow('listener failed');
  });

  it('are known by name only', () => {
    const { runtime } = freshRuntime();
    expect(() => runtime.on('hits' as never, () => undefined)).toThrow(
      'there is no event hits. Events: hit, miss, join, store, refuse, invalidate, error.',
    );
  });
});

describe('stats', () => {
  it('count over all functions, and go on when one is cleared', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { nulls: 'skip' } }, async (id: number) =>
      id === 0 ? null : id,
    );
    await find(1);
    await find(1);
    await find(0);
    await Promise.all([find(2), find(2)]);
    await cacheOf(runtime, find).clear();
    await find(1);
    expect(runtime.stats()).toEqual({
      hits: 2,
      misses: 4,
      joins: 1,
      stored: 3,
      refused: 1,
      storeErrors: 0,
      invalidations: 1,
      flights: 0,
      pendingInvalidations: [],
      functions: { 'app:find': { hits: 0, misses: 1 } },
    });
  });
});

describe('invalidations', () => {
  it('reach entities, their collection and keys by name', async () => {
    const { runtime } = freshRuntime();
    const written: unknown[] = [];
    runtime.on('invalidate', ({ dependencies, keys }) => written.push([dependencies, keys]));
    await runtime.invalidateEntity('user', 42);
    await runtime.invalidateEntity('user', '42');
    await runtime.invalidateEntity('user', 42n);
    await runtime.invalidateEntity('transaction', [1, '7,8']);
    await runtime.invalidateEntity('us:er');
    await runtime.invalidateKey('hf:app:find(id=1)');
    await runtime.invalidateTag('a{b}%:c');
    await runtime.invalidateAll();
    expect(written).toEqual([
      [['e:user:42'], []],
      [['e:user:42'], []],
      [['e:user:42'], []],
      [['e:transaction:1,7%2C8'], []],
      [['c:us%3Aer'], []],
      [[], ['hf:app:find(id=1)']],
      [['t:a%7Bb%7D%25:c'], []],
      [['*'], []],
    ]);
  });

  it('refuse names and ids that are none', async () => {
    const { runtime } = freshRuntime();
    const attempts = [
      () => runtime.invalidateTag(''),
      () => runtime.invalidateTag(undefined as never),
      () => runtime.invalidateKey(1 as never),
      () => runtime.invalidateEntity('', 1),
      () => runtime.invalidateEntity('user', []),
      () => runtime.invalidateEntity('user', [1, null as never]),
      () => runtime.invalidateEntity('user', Number.NaN),
      () => runtime.invalidateEntity('user', {} as never),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'HF2001' });
  });
});
