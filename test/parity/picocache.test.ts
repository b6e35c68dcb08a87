import { cacheOf, configure } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { handWrittenAsync } from './harness/hand-written.ts';
import { loadService } from './harness/load-service.ts';
import { observeStore, PARITY_STORES } from './harness/parity-store.ts';
import { recordEvents, startParityCache } from './harness/start-parity-cache.ts';
import type * as PicoCache from './services/picocache.ts';

const service = await loadService<typeof PicoCache>('picocache');
const { add, identity, runs } = service;

/** `identity` with a bound; the answer's `runs` counts its body. */
function boundedIdentity(maxSize: number, wait: () => Promise<void> = async () => undefined) {
  const counted = { runs: 0 };
  const bounded = handWrittenAsync('boundedIdentity', { parameters: ['x'], spec: { maxSize } }, async (x: number) => {
    counted.runs++;
    await wait();
    return x;
  });
  return { bounded, counted };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  it('P-01: info counts hits, misses and entries, and clear begins anew', async () => {
    let bodies = 0;
    const sum = handWrittenAsync(
      'sum',
      { parameters: ['a', 'b'], spec: { maxSize: 32 } },
      async (a: number, b: number) => {
        bodies++;
        return a + b;
      },
    );
    expect([await sum(3, 4), await sum(3, 4), bodies]).toEqual([7, 7, 1]);
    expect(await cacheOf(sum).info()).toEqual({ hits: 1, misses: 1, currSize: 1, maxSize: 32 });
    await cacheOf(sum).clear();
    expect([await sum(3, 4), bodies]).toEqual([7, 2]);
    expect(await cacheOf(sum).info()).toEqual({ hits: 0, misses: 1, currSize: 1, maxSize: 32 });
  });

  it('P-02: beyond maxSize the least recently used entry is out first', async () => {
    const { bounded, counted } = boundedIdentity(2);
    for (const x of [1, 2, 3]) expect(await bounded(x)).toBe(x);
    expect(await cacheOf(bounded).info()).toEqual({ hits: 0, misses: 3, currSize: 2, maxSize: 2 });
    expect([await bounded(1), counted.runs]).toEqual([1, 4]);
    expect(await cacheOf(bounded).info()).toEqual({ hits: 0, misses: 4, currSize: 2, maxSize: 2 });
    expect([await bounded(2), counted.runs]).toEqual([2, 5]);
    expect([await bounded(2), counted.runs]).toEqual([2, 5]);
    expect(await cacheOf(bounded).info()).toEqual({ hits: 1, misses: 5, currSize: 2, maxSize: 2 });
  });

  it('P-03: ten calls at once of one argument run the body once', async () => {
    const gate = Promise.withResolvers<void>();
    const { bounded, counted } = boundedIdentity(128, () => gate.promise);
    const calls = upTo(10).map(() => bounded(5));
    gate.resolve();
    expect(await Promise.all(calls)).toEqual(upTo(10).map(() => 5));
    expect(counted.runs).toBe(1);
    expect(await cacheOf(bounded).info()).toEqual({ hits: 9, misses: 1, currSize: 1, maxSize: 128 });
  });

  it('P-05: reads and clears between each other all end well, and later reads are right', async () => {
    for (const x of upTo(10)) await identity(x);
    const invalidations = recordEvents('invalidate');
    const { clear } = cacheOf(identity);
    const [a, b, c, d] = [() => identity(0), () => identity(1), () => identity(2), () => identity(3)];
    const mixed = [a(), b(), clear(), c(), d(), a(), b(), clear(), c(), d()];
    expect(await Promise.all(mixed)).toEqual([0, 1, undefined, 2, 3, 0, 1, undefined, 2, 3]);
    const cleared = { event: 'invalidate', dependencies: ['f:app:identity'], keys: [] };
    expect(invalidations).toEqual([cleared, cleared]);
    for (const x of upTo(10)) expect(await identity(x)).toBe(x);
  });

  it('P-07: concurrent calls never leave more entries than maxSize', async () => {
    const { bounded } = boundedIdentity(5);
    const task = (first: number) => Promise.all(upTo(10).map((x) => bounded(first + x)));
    const results = await Promise.all([task(0), task(10), task(20)]);
    expect(results.flat()).toEqual(upTo(30));
    expect(await cacheOf(bounded).info()).toEqual({ hits: 0, misses: 30, currSize: 5, maxSize: 5 });
  });

  it('P-09: the counts of concurrent tasks add up, and each value is computed once', async () => {
    const { bounded, counted } = boundedIdentity(100);
    const task = async (): Promise<void> => {
      for (const call of upTo(100)) expect(await bounded(call % 20)).toBe(call % 20);
    };
    await Promise.all(upTo(5).map(task));
    expect(counted.runs).toBe(20);
    expect(await cacheOf(bounded).info()).toEqual({ hits: 480, misses: 20, currSize: 20, maxSize: 100 });
  });

  it('P-10: a bare annotation is enough, and clear sets the counts to 0', async () => {
    const info = () => cacheOf(add).info();
    expect([await add(3, 4), await add(3, 4), runs.add]).toEqual([7, 7, 1]);
    expect(await info()).toEqual({ hits: 1, misses: 1, currSize: cache.counted(1), maxSize: undefined });
    await cacheOf(add).clear();
    expect([await add(3, 4), runs.add]).toEqual([7, 2]);
    expect(await info()).toEqual({ hits: 0, misses: 1, currSize: cache.counted(1), maxSize: undefined });
    expect([await add(5, 6), runs.add]).toEqual([11, 3]);
    expect(await info()).toEqual({ hits: 0, misses: 2, currSize: cache.counted(2), maxSize: undefined });
  });

  it('P-12: a function that names a store keeps its entries there and none in the default store', async () => {
    const [main, secondary] = [observeStore(store.define()), observeStore(store.define())];
    await configure({ store: main.definition, stores: { secondary: secondary.definition } });
    let bodies = 0;
    const spec = { store: 'secondary', maxSize: 32 };
    const sum = handWrittenAsync('sumElsewhere', { parameters: ['a', 'b'], spec }, async (a: number, b: number) => {
      bodies++;
      return a + b;
    });
    expect([await sum(3, 4), await sum(3, 4), bodies]).toEqual([7, 7, 1]);
    expect(await cacheOf(sum).info()).toEqual({ hits: 1, misses: 1, currSize: 1, maxSize: 32 });
    const owner = 'f:app:sumElsewhere';
    expect(await main.opened().sizeOf(owner)).toBe(cache.counted(0));
    expect(await secondary.opened().sizeOf(owner)).toBe(1);
    const [reading] = await main.opened().read([{ key: cacheOf(sum).key(3, 4), dependencies: [] }]);
    expect(reading).toEqual({ reason: 'absent', stamp: reading?.stamp });
  });
});
