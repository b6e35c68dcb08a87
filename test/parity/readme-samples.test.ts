import { cacheOf, configure, invalidateTag } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { compileAsync, freshRuntime } from '../unit/runtime/compiled-function.ts';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { recordEvents, startParityCache } from './harness/start-parity-cache.ts';
import type * as ReadmeSamples from './services/readme-samples.ts';

const service = await loadService<typeof ReadmeSamples>('readme-samples');
const { A, add, find, findCity, foo, keepNull, list, long, renameCity, runs, skipNull, square } = service;

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  it('RM-01: a call answers the same until it is invalidated', async () => {
    expect([await add(5, 6), await add(5, 6)]).toEqual([11, 11]);
    expect(await cacheOf(add).invalidate(5, 6)).toBe(true);
    expect(await add(5, 6)).toBe(12);
  });

  it("RM-02: refresh runs a method's body with its this, and later calls get the result", async () => {
    const a = new A();
    expect([await a.plus(5, 6), await a.plus(5, 6), a.extra]).toEqual([12, 12, 1]);
    expect([await cacheOf(a, 'plus').refresh(5, 6), a.extra]).toEqual([13, 2]);
    expect([await a.plus(5, 6), a.extra]).toEqual([13, 2]);
  });

  it('RM-04: builds of two namespaces never read from each other, and the first finds its entry again', async () => {
    const load = (namespace: string) => loadService<typeof ReadmeSamples>('readme-samples', namespace);
    const results: unknown[] = [];
    for (const namespace of ['shop@1', 'shop@2', 'shop@1']) {
      const build = await load(namespace);
      results.push([cacheOf(build.square).key(7), await build.square(7), build.runs.square]);
    }
    expect(results).toEqual([
      ['hf:shop@1:square(x=7)', 49, 1],
      ['hf:shop@2:square(x=7)', 49, 1],
      ['hf:shop@1:square(x=7)', 49, 0],
    ]);
  });

  it('RM-08: while caching is off every call runs, nothing is stored, and invalidations are still written', async () => {
    await cache.meet({ city: [1] });
    expect([await find(1), await findCity(1)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ]);
    await configure({ enabled: false });
    const off = [await find(1), await find(2), await find(2)];
    expect(off).toEqual([
      { id: 1, run: 2 },
      { id: 2, run: 3 },
      { id: 2, run: 4 },
    ]);
    const [reading] = await cache.store().read([{ key: cacheOf(find).key(2), dependencies: [] }]);
    expect(reading).toEqual({ reason: 'absent', stamp: reading?.stamp });
    await invalidateTag('row:1');
    expect(await renameCity(1, 'Wien')).toEqual({ id: 1, name: 'Wien' });
    await configure({ enabled: true });
    expect([await find(1), await find(1), await findCity(1), await findCity(1)]).toEqual([
      { id: 1, run: 5 },
      { id: 1, run: 5 },
      { id: 1, run: 2 },
      { id: 1, run: 2 },
    ]);
  });

  it('RM-16: a default is part of the call, however the call is written', async () => {
    expect([await foo(1, 2), await foo(1, 2), runs.foo]).toEqual(['1,2: run 1', '1,2: run 1', 1]);
    expect([await foo(5, 6), await foo(5, 6), runs.foo]).toEqual(['5,6: run 2', '5,6: run 2', 2]);
    expect(await cacheOf(foo).invalidate(1, 2)).toBe(true);
    expect([await foo(1, 2), runs.foo]).toEqual(['1,2: run 3', 3]);
    expect([await cacheOf(foo).refresh(5, 6), runs.foo]).toEqual(['5,6: run 4', 4]);
    expect([await foo(2), await foo(2), await foo(2, 0), await foo(2, undefined), runs.foo]).toEqual([
      ...['2,0: run 5', '2,0: run 5', '2,0: run 5', '2,0: run 5'],
      5,
    ]);
  });

  it('RM-18: null=skip runs the body each time, null=ttl once for the whole ttl', async () => {
    expect([await skipNull(), await skipNull(), runs.skipNull]).toEqual([null, null, 2]);
    expect([await keepNull(), await keepNull(), runs.keepNull]).toEqual([null, null, 1]);
    cache.advance('59m');
    expect([await keepNull(), runs.keepNull]).toEqual([null, 1]);
    cache.advance('1m');
    expect([await keepNull(), runs.keepNull]).toEqual([null, 2]);
  });

  it('RM-22: long arguments give keys of at most 250 bytes, and those that differ at their end stay apart', async () => {
    const texts = ['x'.repeat(499), 'é'.repeat(239)].flatMap((text) => [`${text}é`, `${text}è`]);
    expect([await long('x'.repeat(500)), runs.long]).toEqual(['x'.repeat(500), 1]);
    for (const text of texts) expect(await long(text)).toBe(text);
    for (const text of texts) expect(await long(text)).toBe(text);
    expect(runs.long).toBe(5);
    const keys = texts.map((text) => cacheOf(long).key(text));
    expect(keys.map((key) => [Buffer.byteLength(key), key.slice(0, 17)])).toEqual([
      [250, 'hf:app:long(text='],
      [250, 'hf:app:long(text='],
      [250, 'hf:app:long(text='],
      [250, 'hf:app:long(text='],
    ]);
    expect(new Set(keys).size).toBe(4);
  });

  it('RM-24: a miss, a store, a hit and an invalidation are told in this order, with the key', async () => {
    const events = recordEvents('hit', 'miss', 'join', 'store', 'refuse', 'invalidate', 'error');
    await square(3);
    await square(3);
    await cacheOf(square).invalidate(3);
    const call = { id: 'square', key: 'hf:app:square(x=3)' };
    expect(events).toEqual([
      { event: 'miss', ...call, reason: 'absent' },
      { event: 'store', ...call, ttl: 3_600_000 },
      { event: 'hit', ...call },
      { event: 'invalidate', dependencies: [], keys: ['hf:app:square(x=3)'] },
    ]);
  });

  it('RM-29: info tells of this function only', async () => {
    for (const x of [1, 2, 2]) await square(x);
    await list();
    expect(await cacheOf(square).info()).toEqual({
      hits: 1,
      misses: 2,
      currSize: cache.counted(2),
      maxSize: undefined,
    });
    expect(await cacheOf(list).info()).toEqual({ hits: 0, misses: 1, currSize: cache.counted(1), maxSize: undefined });
  });

  it('RM-30: without maxSize 10,000 entries all stay', async () => {
    for (let x = 0; x < 10_000; x++) await square(x);
    for (let x = 0; x < 10_000; x++) await square(x);
    expect(await cacheOf(square).info()).toEqual({
      hits: 10_000,
      misses: 10_000,
      currSize: cache.counted(10_000),
      maxSize: undefined,
    });
  });
});

describe('two caches in one process', () => {
  it('RM-14: who listens to one of them hears its hits, misses and ttls and nothing of the other', async () => {
    const heard: unknown[] = [];
    const listenedTo = freshRuntime().runtime;
    const other = freshRuntime().runtime;
    for (const name of ['hit', 'miss', 'store'] as const)
      listenedTo.on(name, (event) => heard.push({ name, ...event }));
    const body = async (id: number): Promise<number> => id;
    const options = { parameters: ['id'], spec: { ttl: 60_000 } };
    for (const [runtime, id] of [
      [listenedTo, 'heard'],
      [other, 'unheard'],
    ] as const) {
      const fn = compileAsync(runtime, id, options, body);
      expect([await fn(1), await fn(1)]).toEqual([1, 1]);
    }
    const call = { id: 'heard', key: 'hf:app:heard(id=1)' };
    expect(heard).toEqual([
      { name: 'miss', ...call, reason: 'absent' },
      { name: 'store', ...call, ttl: 60_000 },
      { name: 'hit', ...call },
    ]);
  });
});
