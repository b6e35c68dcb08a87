import { describe, expect, it } from 'vitest';
import { useFreshCache } from '../../../../runtime/src/api/use-fresh-cache.ts';
import { createCache } from '../../../../runtime/src/cache.ts';
import { createRuntime, type Runtime } from '../../../../runtime/src/runtime.ts';
import type { FunctionSpec } from '../../../../runtime/src/spec.ts';
import { memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import type { Store, StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { cacheOf, compileAsync, deferred, freshRuntime } from '../compiled-function.ts';
import { memoryStoreWith } from './memory-store-with.ts';

/** A store that fails to close, and notes that it was told to. */
function unclosable(kind: string, closed: string[]): StoreDefinition {
  const dispose = (): never => {
    closed.push(kind);
    throw new Error('already closed');
  };
  return memoryStoreWith(kind, () => ({ dispose }));
}

/** A runtime on a store that lives elsewhere as well, as another process has it. */
async function runtimeOn(store: Store): Promise<Runtime> {
  const { runtime } = freshRuntime();
  await runtime.configure({ store: { kind: store.kind, open: () => store } });
  return runtime;
}

describe('configure', () => {
  it('keeps the main store where a later call names further stores only', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: memoryStoreWith('mine', () => ({})) });
    expect(await runtime.configure({ stores: { second: memoryStore() } })).toEqual({
      store: { kind: 'mine', promise: 'strict' },
      syncStore: { kind: 'mine', promise: 'strict' },
      stores: { second: { kind: 'memory', promise: 'strict' } },
    });
  });

  it('uses the new store where the old one fails to close, which is an event', async () => {
    const { runtime } = freshRuntime();
    const closed: string[] = [];
    const events: unknown[] = [];
    runtime.on('error', (event) => events.push(event));
    await runtime.configure({ store: unclosable('old', closed) });
    const { store } = await runtime.configure({ store: unclosable('new', closed), replace: true });
    expect({ store, closed, events }).toEqual({
      store: { kind: 'new', promise: 'strict' },
      closed: ['old'],
      events: [{ operation: 'dispose', error: new Error('already closed') }],
    });
  });

  it('refuses another store after an entry was primed, though no call ran', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    await cacheOf(runtime, find).prime([1], () => 1);
    await expect(runtime.configure({ store: memoryStore() })).rejects.toMatchObject({ code: 'HF2002' });
  });

  it('lets an invalidation wait for the store that it is opening, and reach it', async () => {
    const shared = await memoryStoreWith('shared', () => ({})).open({ now: () => 0, prefix: 'hf' });
    const other = await runtimeOn(shared);
    let row = 'old';
    const find = compileAsync(other, 'find', { parameters: [], spec: { tags: [['row']] } }, async () => row);
    const get = compileAsync(other, 'get', { parameters: [] }, async () => row);
    expect([await find(), await get()]).toEqual(['old', 'old']);

    const { runtime } = freshRuntime();
    const opening = deferred<Store>();
    const configuring = runtime.configure({ store: { kind: 'shared', open: () => opening.promise } });
    row = 'new';
    const invalidating = Promise.all([runtime.invalidateTag('row'), runtime.invalidateKey('hf:app:get()')]);
    opening.resolve(shared);
    await configuring;
    expect(await invalidating).toEqual([undefined, true]);
    expect([await find(), await get()]).toEqual(['new', 'new']);
  });

  it('that fails lets the invalidations that waited reach the stores that stay', async () => {
    const { runtime } = freshRuntime();
    const [opening, asked] = [deferred<Store>(), deferred<void>()];
    const open = (): Promise<Store> => {
      asked.resolve();
      return opening.promise;
    };
    const configuring = runtime.configure({ store: { kind: 'down', open } });
    let row = 'old';
    const find = compileAsync(runtime, 'find', { parameters: [], spec: { tags: [['row']] } }, async () => row);
    expect(await find()).toBe('old');
    row = 'new';
    const invalidating = runtime.invalidateTag('row');
    await asked.promise;
    opening.reject(new Error('connection refused'));
    await expect(configuring).rejects.toMatchObject({ code: 'HF3004' });
    await invalidating;
    expect(await find()).toBe('new');
  });
});

describe('configure() that is not waited for', () => {
  /** A function over a store that another process uses as well, which holds what it gave. */
  async function otherProcess(invalidated: Pick<FunctionSpec, 'tags'>) {
    const store = await memoryStoreWith('shared', () => ({})).open({ now: () => 0, prefix: 'hf' });
    const other = await runtimeOn(store);
    let row = 'old';
    const find = compileAsync(other, 'find', { parameters: [], spec: invalidated }, async () => row);
    expect(await find()).toBe('old');
    row = 'new';
    return { store, find };
  }

  const tagged = { tags: [['row']] } as const;

  it('lets an invalidation wait also for the store of a second one that began meanwhile', async () => {
    const { store, find } = await otherProcess(tagged);
    const { runtime } = freshRuntime();
    const [first, second] = [deferred<Store>(), deferred<Store>()];
    const sooner = await memoryStoreWith('sooner', () => ({})).open({ now: () => 0, prefix: 'hf' });
    const one = runtime.configure({ store: { kind: 'sooner', open: () => first.promise } });
    const invalidating = runtime.invalidateTag('row');
    const two = runtime.configure({ store: { kind: 'later', open: () => second.promise }, replace: true });
    first.resolve(sooner);
    await one;
    second.resolve(store);
    await two;
    await invalidating;
    expect(await find()).toBe('new');
  });

  it.each([
    ['sets something else', { ttl: '10m' }],
    ['is refused', { ttl: 'nonsense' }],
    ['names another store, which is open sooner', { store: memoryStore() }],
  ])('lets an invalidation wait for its store also where a later one %s', async (_, options) => {
    const { store, find } = await otherProcess(tagged);
    const { runtime } = freshRuntime();
    const opening = deferred<Store>();
    const one = runtime.configure({ store: { kind: 'shared', open: () => opening.promise } });
    await Promise.allSettled([runtime.configure(options)]);
    const invalidating = runtime.invalidateTag('row');
    opening.resolve(store);
    await one;
    await invalidating;
    expect(await find()).toBe('new');
  });

  it('takes its store also where a call came before the store was open', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 'row');
    const configuring = runtime.configure({ store: memoryStoreWith('later', () => ({})) });
    expect(await find()).toBe('row');
    expect((await configuring).store.kind).toBe('later');
  });
});

describe('a fresh cache for a test', () => {
  it('puts the old one back also where a store of the test fails to close', async () => {
    const cache = createCache({ now: () => 0, startTimer: () => undefined });
    const runtime = createRuntime(cache);
    const before = cache.stores;
    const closed: string[] = [];
    const restore = useFreshCache(cache, () => 0);
    await runtime.configure({ store: unclosable('fresh', closed) });
    await restore();
    expect(closed).toEqual(['fresh']);
    expect(cache.stores).toBe(before);
  });
});
