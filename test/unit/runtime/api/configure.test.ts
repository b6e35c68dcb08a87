import { describe, expect, it } from 'vitest';
import type { ConfigureOptions } from '../../../../runtime/src/api/configure-options.ts';
import { BUILT_IN_CODECS } from '../../../../runtime/src/api/read-settings.ts';
import { findCodec } from '../../../../runtime/src/codec/find-codec.ts';
import { type MemoryOptions, memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import type { StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { cacheOf, compileAsync, compileSync, freshRuntime } from '../compiled-function.ts';

/** A memory store that answers with promises, as a server does. */
function slowMemory(): StoreDefinition {
  return {
    kind: 'slow',
    open: async (context) => {
      const store = await memoryStore().open(context);
      return {
        kind: 'slow',
        promise: 'strict',
        synchronous: false,
        read: async (requests) => store.read(requests),
        takeNextStamps: async (requests) => store.takeNextStamps(requests),
        write: async (writes) => store.write(writes),
        invalidate: async (dependencies) => store.invalidate(dependencies),
        invalidateKeys: async (keys) => store.invalidateKeys(keys),
        sizeOf: async (owner) => store.sizeOf(owner),
        dispose: async () => store.dispose(),
      };
    },
  };
}

describe('configure', () => {
  it('reports what each store is and promises', async () => {
    const { runtime } = freshRuntime();
    expect(await runtime.configure({ store: slowMemory(), stores: { second: memoryStore() } })).toEqual({
      store: { kind: 'slow', promise: 'strict' },
      syncStore: { kind: 'memory', promise: 'strict' },
      stores: { second: { kind: 'memory', promise: 'strict' } },
    });
  });

  it('refuses what it does not know, naming the nearest', async () => {
    const { runtime } = freshRuntime();
    const cases: [options: unknown, text: string][] = [
      [{ tll: '1h' }, 'configure() has no option tll. Did you mean ttl?'],
      [{ ttl: 600 }, 'ttl is 600, but it has no unit.'],
      [{ ttl: '10' }, 'ttl is "10", but it has no unit.'],
      [{ ttl: '10y' }, 'ttl is "10y", but its unit is not known.'],
      [{ ttl: '0s' }, 'ttl is "0s", but it must be more than 0.'],
      [{ ttl: '-1s' }, 'ttl is "-1s", but it must be more than 0.'],
      [{ maxValueBytes: 0 }, 'maxValueBytes is 0; it takes a whole number of bytes, at least 1.'],
      [{ keep: 'soon' }, 'keep is "soon", but it is no duration.'],
      [{ prefix: '' }, 'prefix takes a text that is not empty, not "".'],
      [{ isolate: 'clone' }, 'isolate is "clone"; it takes one of "copy", "freeze", "share".'],
      [{ enabled: 'yes' }, 'enabled is "yes"; it takes one of true, false.'],
      [{ onStoreError: 'ignore' }, 'onStoreError is "ignore"; it takes one of "event", "throw".'],
      [{ ttl: '1h', lockedTtl: '1h' }, 'ttl and lockedTtl exclude each other'],
      [{ store: {} }, 'store takes a store definition such as memoryStore()'],
      [
        { stores: { second: null } },
        'stores.second takes a store definition such as memoryStore(), a Keyv, a storage adapter of Keyv or a Map, not null',
      ],
      [{ syncStore: slowMemory() }, 'syncStore is a slow store, which answers with promises'],
      [{ syncStore: slowMemory(), wait: false }, 'syncStore is a slow store, which answers with promises'],
      [{ wait: 'no' }, 'wait is "no"; it takes one of true, false.'],
      [{ waitUntil: true }, 'waitUntil takes a function, not true.'],
      [{ codec: 5 }, 'configure() was given codec: 5, but there is no codec of this name. Codecs: data, json, yaml.'],
      [
        { clockSkew: '10ms' },
        'configure() has no option clockSkew: it belongs to the store. Give it to the store itself, as in configure({ store: someStore({ clockSkew: … }) }).',
      ],
    ];
    for (const [options, text] of cases) {
      const failure: unknown = await runtime.configure(options as ConfigureOptions).catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'ConfigurationError', code: 'HF2001', slug: 'configuration' });
      expect(String(failure)).toContain(text);
    }
  });

  it('refuses another store after cached calls ran, unless told to replace it', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => ++runs);
    await find();
    await expect(runtime.configure({ store: memoryStore() })).rejects.toMatchObject({ code: 'HF2002' });
    await runtime.configure({ ttl: '5m' });
    expect(await find()).toBe(1);
    await runtime.configure({ store: memoryStore(), replace: true });
    expect(await find()).toBe(2);
  });

  it('leaves everything as it was where a store does not open, and closes those that did', async () => {
    const { runtime } = freshRuntime();
    const disposed: string[] = [];
    const first: StoreDefinition = {
      kind: 'first',
      open: async (context) => ({
        ...(await memoryStore().open(context)),
        dispose: () => {
          disposed.push('first');
        },
      }),
    };
    const unreachable: StoreDefinition = {
      kind: 'remote',
      open: () => Promise.reject(new Error('connection refused')),
    };
    const failure = runtime.configure({ store: first, stores: { second: unreachable } });
    await expect(failure).rejects.toMatchObject({
      code: 'HF3004',
      message: 'HF3004 store-unreachable: stores.second (remote) did not open: connection refused',
      cause: new Error('connection refused'),
    });
    expect(disposed).toEqual(['first']);
    expect((await runtime.configure({})).store.kind).toBe('memory');
  });

  it('changes the prefix of keys from then on', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    const key = (): string => cacheOf(runtime, find).key(1);
    expect(key()).toBe('hf:app:find(id=1)');
    await runtime.configure({ prefix: 'shop:2' });
    expect(key()).toBe('shop%3A2:app:find(id=1)');
  });

  it('forbids a ttl of a function where it is locked, at configure and at load', async () => {
    const { runtime } = freshRuntime();
    compileAsync(runtime, 'find', { parameters: [], spec: { ttl: 5000 } }, async () => 1);
    await expect(runtime.configure({ lockedTtl: '1h' })).rejects.toThrow(
      'lockedTtl (3600000ms) is the ttl of every function, but find in src/find.ts says ttl=5000ms',
    );
    const other = freshRuntime().runtime;
    await other.configure({ lockedTtl: '1h' });
    expect(() => compileAsync(other, 'find', { parameters: [], spec: { ttl: 'forever' } }, async () => 1)).toThrow(
      'but find in src/find.ts says ttl=forever',
    );
  });

  it('puts entries of a function into the store that it names', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ stores: { second: memoryStore() } });
    const spec = { store: 'second' };
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (id: number) => id);
    await find(1);
    await find(1);
    expect(await cacheOf(runtime, find).info()).toEqual({ hits: 1, misses: 1, currSize: 1, maxSize: undefined });
    await runtime.invalidateAll();
    await find(1);
    expect((await cacheOf(runtime, find).info()).misses).toBe(2);
    const lost = compileAsync(runtime, 'lost', { parameters: [], spec: { store: 'third' } }, async () => 1);
    await expect(lost()).rejects.toThrow('lost says store=third, but configured are: second.');
  });

  it('refuses a synchronous function in a store that answers with promises', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: slowMemory(), stores: { slow: slowMemory() } });
    const beside = compileSync(runtime, 'beside', { parameters: [] }, () => 1);
    expect([beside(), beside()]).toEqual([1, 1]);
    const square = compileSync(runtime, 'square', { parameters: [], spec: { store: 'slow' } }, () => 1);
    expect(() => square()).toThrow(expect.objectContaining({ code: 'HF3008', name: 'SyncStoreError' }));
  });

  it('serves an asynchronous function from a store that answers with promises', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: slowMemory() });
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => {
      runs++;
      return { id };
    });
    expect(await Promise.all([find(1), find(1), find(1)])).toEqual([{ id: 1 }, { id: 1 }, { id: 1 }]);
    expect(await find(1)).toEqual({ id: 1 });
    expect(runs).toBe(1);
  });

  it('starts with an empty memory store after dispose', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => ++runs);
    await find();
    await runtime.dispose();
    expect(await find()).toBe(2);
  });
});

describe('the names of codecs that need not be given', () => {
  it('are those of codec/find-codec.ts', () => {
    expect(BUILT_IN_CODECS.map((name) => findCodec(name, new Map()).name)).toEqual(BUILT_IN_CODECS);
  });
});

describe('memoryStore', () => {
  it('takes a whole number of entries of at least 1', () => {
    for (const maxEntries of [0, -1, 1.5, Number.NaN, '10' as never]) {
      const options: MemoryOptions = { maxEntries };
      expect(() => memoryStore(options)).toThrow(expect.objectContaining({ code: 'HF2001' }));
    }
  });
});
