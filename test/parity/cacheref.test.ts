import { cacheOf, configure, invalidateAll, invalidateEntity, invalidateKey } from 'holdfast';
import { withFreshCache } from 'holdfast/testing';
import { describe, expect, it } from 'vitest';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as CacheRef from './services/cacheref.ts';

const service = await loadService<typeof CacheRef>('cacheref');
const { calculate, getBriefly, getData, getNamed, getOther, getReport, runs } = service;

it('R-01: without options there is a memory store, functions may say a ttl, and a hit equals the miss', async () => {
  await withFreshCache(async (clock) => {
    runs.getReport = 0;
    const memory = { kind: 'memory', promise: 'strict' };
    expect(await configure()).toEqual({ store: memory, syncStore: memory, stores: {} });
    const miss = await getReport();
    clock.advance(599_999);
    const hit = await getReport();
    expect(runs.getReport).toBe(1);
    expect(hit).toStrictEqual(miss);
    expect(hit).toStrictEqual({ at: new Date(86_400_000), counts: new Map([['a', 1n]]), missing: undefined });
    clock.advance(1);
    await getReport();
    expect(runs.getReport).toBe(2);
  });
});

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  it('R-02: a key is the same by function and by id, and an entry that is taken out of the store is computed anew', async () => {
    expect(await calculate(1, 2)).toBe(3);
    const key = cacheOf(calculate).key(1, 2);
    expect([key, cacheOf('calculate').key(1, 2)]).toEqual([
      'hf:app:calculate(x=1,y=2,z=0)',
      'hf:app:calculate(x=1,y=2,z=0)',
    ]);
    expect(await cache.store().invalidateKeys([key])).toEqual([true]);
    expect([await calculate(1, 2), runs.calculate]).toEqual([3, 2]);
  });

  it('R-05: a call is computed once, another call by itself', async () => {
    expect([await calculate(1, 2), runs.calculate]).toEqual([3, 1]);
    expect([await calculate(1, 2), runs.calculate]).toEqual([3, 1]);
    expect([await calculate(2, 3), runs.calculate]).toEqual([5, 2]);
  });

  it('R-07: clearing a function ends all its entries', async () => {
    const callAll = async () => [await calculate(1, 2), await calculate(2, 3), await calculate(3, 4), runs.calculate];
    expect(await callAll()).toEqual([3, 5, 7, 3]);
    await cacheOf(calculate).clear();
    expect(await callAll()).toEqual([3, 5, 7, 6]);
  });

  it('R-09: a function that tracks nothing is not touched by entities, only by its own invalidations', async () => {
    const results = [await getData(1), await getData(1), await getData(2)];
    expect(results).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
      { id: 2, run: 2 },
    ]);
    await invalidateEntity('data', 1);
    expect(await getData(1)).toEqual({ id: 1, run: 1 });
    await cacheOf(getData).clear();
    expect(await getData(1)).toEqual({ id: 1, run: 3 });
  });

  it('R-13: an entry under an explicit key is ended by that key and by its function', async () => {
    expect([await getNamed(1), await getNamed(1), runs.getNamed]).toEqual([{ id: 1, run: 1 }, { id: 1, run: 1 }, 1]);
    expect(await invalidateKey('hf:app:custom_cache_key')).toBe(true);
    expect(await getNamed(1)).toEqual({ id: 1, run: 2 });
    await cacheOf(getNamed).clear();
    expect(await getNamed(1)).toEqual({ id: 1, run: 3 });
  });

  it('R-14: invalidating all ends the entries of all functions', async () => {
    const callAll = async () => {
      for (const id of [1, 2]) await Promise.all([getData(id), getOther(id)]);
      return runs.getData + runs.getOther;
    };
    expect([await callAll(), await callAll()]).toEqual([4, 4]);
    await invalidateAll();
    expect(await callAll()).toBe(8);
  });

  it("R-18: the function's own ttl counts, not the configured one", async () => {
    await configure({ ttl: '1h' });
    expect([await getBriefly(1), await getBriefly(1)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ]);
    cache.advance('400ms');
    expect(await getBriefly(1)).toEqual({ id: 1, run: 2 });
  });
});
