import { Keyv as Keyv5 } from 'keyv';
import { createKeyv, Keyv as Keyv6, KeyvBridgeAdapter, KeyvMemoryAdapter } from 'keyv-6';
import QuickLRU from 'quick-lru';
import { describe, expect, it } from 'vitest';
import { type KeyvLike, type KeyvStoreOptions, keyvStore, toStoreDefinition } from '../../../../../runtime/src/keyv.ts';
import { memoryStore } from '../../../../../runtime/src/store/memory/memory-store.ts';
import { cacheOf, compileAsync, compileSync, freshRuntime } from '../../compiled-function.ts';

/** As lru-cache has it: no Map, but like one. */
class LRUCache extends Map<string, string> {
  readonly max = 100;
}

/** An adapter for Keyv 5, as many were published. */
class OldAdapter {
  readonly rows = new Map<string, unknown>();
  readonly opts = {};
  namespace = 'old';
  get = async (key: string): Promise<unknown> => this.rows.get(key);
  set = async (key: string, value: unknown): Promise<void> => void this.rows.set(key, value);
  delete = async (key: string): Promise<boolean> => this.rows.delete(key);
  clear = async (): Promise<void> => this.rows.clear();
}

class KeyvMemcache extends OldAdapter {}

describe('what configure takes as a store', () => {
  it.each<[name: string, given: () => KeyvLike, report: object]>([
    ['a Map', () => new Map(), { kind: 'map', promise: 'bounded' }],
    ['a quick-lru', () => new QuickLRU({ maxSize: 100 }), { kind: 'map', promise: 'besteffort' }],
    ['a map with a bound', () => new LRUCache(), { kind: 'map', promise: 'besteffort' }],
    ['Keyv 5', () => new Keyv5(), { kind: 'keyv', promise: 'bounded' }],
    ['Keyv 6', () => new Keyv6(), { kind: 'keyv', promise: 'bounded' }],
    [
      'Keyv 5 over a quick-lru',
      () => new Keyv5({ store: new QuickLRU({ maxSize: 9 }) }),
      { kind: 'keyv', promise: 'besteffort' },
    ],
    [
      'Keyv 6 over a quick-lru',
      () => createKeyv(new QuickLRU<string, string>({ maxSize: 9 })),
      { kind: 'keyv', promise: 'besteffort' },
    ],
    ['an adapter for version 5', () => new OldAdapter(), { kind: 'keyv', promise: 'bounded' }],
    ['one of Memcached', () => new KeyvMemcache(), { kind: 'keyv', promise: 'besteffort' }],
    ['Keyv 5 over it', () => new Keyv5(new KeyvMemcache()), { kind: 'keyv', promise: 'besteffort' }],
    ['Keyv 6 over it', () => new Keyv6({ store: new KeyvMemcache() }), { kind: 'keyv', promise: 'besteffort' }],
    ['an adapter of version 6', () => new KeyvMemoryAdapter(new Map()), { kind: 'keyv', promise: 'bounded' }],
    ['a bridge', () => new KeyvBridgeAdapter(new KeyvMemcache()), { kind: 'keyv', promise: 'besteffort' }],
  ])('%s, as it is', async (_, given, report) => {
    const { runtime } = freshRuntime();
    const { store, syncStore } = await runtime.configure({ store: given(), stores: { second: given() } });
    expect([store, syncStore]).toEqual([report, { kind: 'memory', promise: 'strict' }]);
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => ({ id, run: ++runs }));
    expect([await find(1), await find(1)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ]);
    await cacheOf(runtime, find).invalidate(1);
    expect(await find(1)).toEqual({ id: 1, run: 2 });
    await runtime.invalidateAll();
    expect(await find(1)).toEqual({ id: 1, run: 3 });
    await cacheOf(runtime, find).refresh(1);
    expect(await find(1)).toEqual({ id: 1, run: 4 });
  });

  it('a store of ours stays what it is', async () => {
    const { runtime } = freshRuntime();
    expect((await runtime.configure({ store: memoryStore() })).store).toEqual({ kind: 'memory', promise: 'strict' });
  });

  it('synchronous functions live in memory beside it', async () => {
    const { runtime } = freshRuntime();
    const map = new Map<string, string>();
    await runtime.configure({ store: map });
    let runs = 0;
    const square = compileSync(runtime, 'square', { parameters: ['x'] }, (x: number) => x * x + 0 * ++runs);
    expect([square(3), square(3), runs]).toEqual([9, 9, 1]);
    expect(map).toEqual(new Map());
  });

  it.each<[given: unknown, text: string]>([
    [undefined, 'undefined (undefined)'],
    [null, 'null (null)'],
    ['redis://localhost', '"redis://localhost" (string)'],
    [memoryStore, 'the function memoryStore'],
    [{}, 'an Object, which has no get(), set(), delete(), clear()'],
    [Promise.resolve(new Map()), 'a promise: await it first'],
    [new WeakMap(), 'a WeakMap, which has no clear()'],
    [new Set(), 'a Set, which has no get(), set()'],
    [Object.create(null), 'an Object, which has no get(), set(), delete(), clear()'],
  ])('not %s', (given, text) => {
    expect(() => toStoreDefinition(given, 'store')).toThrow(
      `HF2001 configuration: store takes a store definition such as memoryStore(), a Keyv, a storage adapter of Keyv or a Map, not ${text}.`,
    );
  });
});

describe('options of keyvStore', () => {
  it.each<[options: unknown, text: string]>([
    [{ clockSkew: 0 }, 'clockSkew of keyvStore takes milliseconds of more than 0, not 0.'],
    [{ clockSkew: '50ms' }, 'clockSkew of keyvStore takes milliseconds of more than 0, not "50ms".'],
    [{ timeout: Number.NaN }, 'timeout of keyvStore takes milliseconds of more than 0, not null.'],
    [{ promise: 'strict' }, "promise of keyvStore takes 'bounded' or 'besteffort', not \"strict\"."],
    [{ compressAbove: -1 }, 'compressAbove takes a whole number of bytes, not -1.'],
  ])('refuse %j', (options, text) => {
    // What a caller without types may write.
    expect(() => keyvStore(new Map(), options as KeyvStoreOptions)).toThrow(`HF2001 configuration: ${text}`);
  });

  it('refuse what is no Keyv', () => {
    expect(() => keyvStore({})).toThrow(
      'HF2001 configuration: keyvStore takes a Keyv, a storage adapter of Keyv or a Map',
    );
  });

  it('say what the store promises, where that cannot be seen', async () => {
    const store = await keyvStore(new Keyv6(), { promise: 'besteffort' }).open({ now: () => 1, prefix: 'hf' });
    expect(store.promise).toBe('besteffort');
  });

  it('compress payloads, which stay text in the store', async () => {
    const { runtime } = freshRuntime();
    const map = new Map<string, string>();
    await runtime.configure({ store: keyvStore(map, { compressAbove: 100 }) });
    const read = compileAsync(runtime, 'read', { parameters: ['id'] }, async (id: number) => `${id} `.repeat(1000));
    expect([await read(1), await read(1)]).toEqual(['1 '.repeat(1000), '1 '.repeat(1000)]);
    const stored = map.get('hf:app:read(id=1)') ?? '';
    expect([stored.includes('"codec":"data+gzip","form":"base64"'), stored.length < 500]).toEqual([true, true]);
  });
});
