import { describe, expect, it } from 'vitest';
import { cacheOf, deferred, freshRuntime } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

function counting(options: Partial<Parameters<typeof compileBatch>[2]> = {}) {
  const fresh = freshRuntime();
  const asked: unknown[] = [];
  let version = 0;
  const load = compileBatch(
    fresh.runtime,
    'load',
    { parameters: ['ids'], ...options },
    async (ids: readonly number[]) => {
      asked.push(ids);
      version++;
      return ids.map((id) => `${id}v${version}`);
    },
  );
  return { ...fresh, asked, load, cache: batchOf(fresh.runtime, load) };
}

describe('the cache of a batch', () => {
  it('has a key for each item', () => {
    const { cache } = counting();
    expect(cache.key([2, 1, 2])).toEqual(['hf:app:load(ids=2)', 'hf:app:load(ids=1)', 'hf:app:load(ids=2)']);
  });

  it('ends the entries of these items, and says whether there was one', async () => {
    const { load, cache } = counting();
    await load([1, 2, 3]);
    expect([await cache.invalidate([1, 3, 9]), await cache.invalidate([1, 3, 9]), await cache.invalidate([])]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await load([1, 2, 3])).toEqual(['1v2', '2v1', '3v2']);
  });

  it('collects invalidations of a transaction', async () => {
    const { runtime, load, cache, asked } = counting();
    await load([1, 2]);
    await runtime.invalidateAfter(async () => {
      expect([await cache.invalidate([1]), await cache.invalidate([9])]).toEqual([true, false]);
    });
    await load([1, 2]);
    expect(asked).toEqual([[1, 2], [1]]);
  });

  it('refreshes all items in one body call, and lets earlier loads lose', async () => {
    const { load, cache, asked } = counting();
    await load([1, 2]);
    expect(await cache.refresh([2, 3, 2])).toEqual(['2v2', '3v2', '2v2']);
    expect(await load([1, 2, 3])).toEqual(['1v1', '2v2', '3v2']);
    expect(asked).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(await cache.refresh([])).toEqual([]);
  });

  it('lets a refresh win over a load that began earlier and ends later', async () => {
    const { runtime } = freshRuntime();
    const gates = [deferred<void>(), deferred<void>()];
    let row = 'old';
    let runs = 0;
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
      const read = row;
      await gates[runs++]?.promise;
      return ids.map((id) => `${read} ${id}`);
    });
    const early = load([1, 2]);
    row = 'new';
    const refreshed = batchOf(runtime, load).refresh([2]);
    gates[1]?.resolve();
    expect(await refreshed).toEqual(['new 2']);
    gates[0]?.resolve();
    expect(await early).toEqual(['old 1', 'old 2']);
    expect(await load([1, 2])).toEqual(['old 1', 'new 2']);
  });

  it('ends what was to be refreshed where the result is not stored', async () => {
    const { runtime } = freshRuntime();
    let value: string | null = 'there';
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], spec: { nulls: 'skip' } },
      async (ids: readonly number[]) => ids.map(() => value),
    );
    await load([1, 2]);
    value = null;
    expect(await batchOf(runtime, load).refresh([1])).toEqual([null]);
    expect(await batchOf(runtime, load).peek([1, 2])).toEqual({ value: [undefined, 'there'] });
  });

  it('gives what is stored without running the body, and says what is not', async () => {
    const { load, cache, asked } = counting();
    await load([1, 2]);
    expect(await cache.require([2, 1])).toEqual(['2v1', '1v1']);
    await expect(cache.require([1, 5, 6])).rejects.toThrow(
      'HF3003 not-cached: load has no entry for 2 of 3 items (5, 6), and require() never runs the function.',
    );
    expect(await cache.peek([5, 2, 1])).toEqual({ value: [undefined, '2v1', '1v1'] });
    expect(await cache.peek([5])).toBe(undefined);
    expect(asked).toEqual([[1, 2]]);
  });

  it('peeks in the form of the answer', async () => {
    const { runtime } = freshRuntime();
    const byId = compileBatch(
      runtime,
      'byId',
      { parameters: ['ids'], batch: { by: 'id' } },
      async (ids: readonly number[]) => ids.filter((id) => id > 1).map((id) => ({ id })),
    );
    const byMap = compileBatch(
      runtime,
      'byMap',
      { parameters: ['ids'], batch: { answers: 'map' } },
      async (ids: readonly number[]) => new Map(ids.map((id) => [id, -id])),
    );
    await byId([1, 2]);
    await byMap([1, 2]);
    expect(await batchOf(runtime, byId).peek([2, 3, 1])).toEqual({ value: [{ id: 2 }] });
    expect(await batchOf(runtime, byMap).peek([2, 3, 1])).toEqual({
      value: new Map([
        [2, -2],
        [1, -1],
      ]),
    });
  });

  it('primes with what a function gives for the whole list, read after the stamps were taken', async () => {
    const { load, cache, asked } = counting({ batch: { max: 1 } });
    expect(await cache.prime([[1, 2, 1]], () => ['one', 'two', 'one'])).toEqual(['one', 'two', 'one']);
    expect(await cache.prime([[3]], async () => ['three'])).toEqual(['three']);
    expect(await load([1, 2, 3])).toEqual(['one', 'two', 'three']);
    await expect(cache.prime([[4, 5]], () => ['four'])).rejects.toThrow(
      'HF3013 batch-result: load was called with 2 items (4, 5) and gave a list of 1.',
    );
    expect(asked).toEqual([]);
  });

  it('is not primed with two results for equal Dates', async () => {
    const { runtime } = freshRuntime();
    const byDay = compileBatch(
      runtime,
      'byDay',
      { parameters: ['days'], batch: { answers: 'map' } },
      async (days: readonly Date[]) => new Map(days.map((day) => [day, 0])),
    );
    const [day, same] = [new Date('2026-01-01'), new Date('2026-01-01')];
    const both = new Map([
      [day, 1],
      [same, 2],
    ]);
    for (const days of [[day], [day, same]]) {
      await expect(batchOf(runtime, byDay).prime([days], () => both)).rejects.toThrow(
        'HF3013 batch-result: byDay was called with 1 item (2026-01-01T00:00:00.000Z) and gave a Map of 2, more than one of them for 2026-01-01T00:00:00.000Z. There is one result for each item. Nothing was stored.',
      );
    }
    expect(await batchOf(runtime, byDay).peek([day])).toBe(undefined);
  });

  it('runs the body as it is, storing nothing', async () => {
    const { load, cache, asked } = counting();
    await load([1]);
    expect(await cache.uncached([1, 1, 2])).toEqual(['1v2', '1v2', '2v2']);
    expect(asked).toEqual([[1], [1, 1, 2]]);
    expect(await cache.info()).toEqual({ hits: 0, misses: 1, currSize: 1, maxSize: undefined });
  });

  it('clears all items, and those with a tag of its own', async () => {
    const { load, cache } = counting({
      spec: { tags: [['./parity:', 1]] },
      further: { 'parityOf()': (id: number) => id % 2 },
    });
    await load([1, 2]);
    await cache.invalidateTag('parity:1');
    expect(await load([1, 2])).toEqual(['1v2', '2v1']);
    await cache.clear();
    expect(await load([1, 2])).toEqual(['1v3', '2v3']);
  });

  it('counts items, those that stand in a list once more as served', async () => {
    const { runtime, load } = counting({ spec: { maxSize: 3 } });
    await load([1, 2, 2, 3, 4]);
    await load([4, 5]);
    expect(await cacheOf(runtime, load).info()).toEqual({ hits: 2, misses: 5, currSize: 3, maxSize: 3 });
  });

  it('works for a synchronous batch', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], spec: { calls: 'sync' } },
      (ids: readonly number[]) => {
        runs++;
        return ids.map((id) => id * 2);
      },
    );
    const cache = batchOf(runtime, load);
    expect(load([1, 2])).toEqual([2, 4]);
    expect(await cache.refresh([2, 3])).toEqual([4, 6]);
    expect(await cache.prime([[9]], async () => [90])).toEqual([90]);
    expect(load([1, 2, 3, 9])).toEqual([2, 4, 6, 90]);
    expect(await cache.invalidate([9])).toBe(true);
    expect([await cache.peek([1, 9]), runs]).toEqual([{ value: [2, undefined] }, 2]);
  });
});
