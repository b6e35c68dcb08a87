import { describe, expect, it } from 'vitest';
import { cacheOf, compileAsync, deferred, freshRuntime } from '../compiled-function.ts';
import { compileBatch } from './compile-batch.ts';

const ROW = { form: 'template', holes: 1, template: ['row:', 0] } as const;

/** A batch whose bodies wait for the gate of their turn. */
function gated() {
  const fresh = freshRuntime();
  const gates = Array.from({ length: 5 }, () => deferred<void>());
  const asked: (readonly number[])[] = [];
  const load = compileBatch(fresh.runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
    const gate = gates[asked.push(ids) - 1];
    await gate?.promise;
    return ids.map((id) => ({ id }));
  });
  return { ...fresh, load, asked, gates };
}

describe('batches that overlap', () => {
  it('compute each item once', async () => {
    const { runtime, load, asked, gates } = gated();
    const one = load([1, 2, 3]);
    const two = load([2, 3, 4]);
    expect(asked).toEqual([[1, 2, 3], [4]]);
    gates[1]?.resolve();
    gates[0]?.resolve();
    expect(await Promise.all([one, two])).toEqual([
      [{ id: 1 }, { id: 2 }, { id: 3 }],
      [{ id: 2 }, { id: 3 }, { id: 4 }],
    ]);
    expect(await cacheOf(runtime, load).info()).toEqual({ hits: 2, misses: 4, currSize: 4, maxSize: undefined });
    expect(runtime.stats()).toMatchObject({ joins: 2, flights: 0 });
  });

  it('run one body for 1,000 equal calls that come together', async () => {
    const { runtime, load, asked, gates } = gated();
    const calls = Array.from({ length: 1000 }, () => load([1, 2]));
    gates[0]?.resolve();
    const results = await Promise.all(calls);
    expect(asked).toEqual([[1, 2]]);
    expect(new Set(results.flat()).size).toBe(2000);
    expect(runtime.stats().flights).toBe(0);
  });

  it('do not take what was invalidated while it was computed', async () => {
    const { runtime, asked, gates } = gated();
    let row = 'old';
    const find = compileBatch(
      runtime,
      'find',
      { parameters: ['ids'], spec: { tags: [['row:', 0]] } },
      async (ids: readonly number[]) => {
        const read = row;
        await gates[asked.push(ids) - 1]?.promise;
        return ids.map((id) => `${read} ${id}`);
      },
    );
    const early = find([1, 2]);
    row = 'new';
    await runtime.invalidateTag('row:2');
    const late = find([1, 2]);
    for (const gate of gates) gate.resolve();
    expect(await early).toEqual(['old 1', 'old 2']);
    // Row 1 was not invalidated: the late call may take what the early one gave.
    expect(await late).toEqual(['old 1', 'new 2']);
    expect(await find([2, 1])).toEqual(['new 2', 'old 1']);
    expect(asked).toEqual([[1, 2], [2]]);
  });

  it('do not hang when their bodies ask for each other crosswise', async () => {
    const { runtime } = freshRuntime();
    const both = [deferred<void>(), deferred<void>()];
    let started = 0;
    const load: (ids: readonly number[]) => Promise<readonly number[]> = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'] },
      async (ids: readonly number[]) => {
        if (started === 2) return ids.map((id) => id * 10);
        both[started++]?.resolve();
        await Promise.all(both.map(({ promise }) => promise));
        await load([1, 2, 3]);
        return ids.map((id) => id * 10);
      },
    );
    expect(await Promise.all([load([1, 2]), load([3])])).toEqual([[10, 20], [30]]);
    expect(runtime.stats().flights).toBe(0);
  });

  it('do not wait for themselves', async () => {
    const { runtime } = freshRuntime();
    let depth = 0;
    const load: (ids: readonly number[]) => Promise<readonly number[]> = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'] },
      async (ids: readonly number[]) => {
        if (depth++ < 2) await load([...ids, 9]);
        return ids;
      },
    );
    expect(await load([1])).toEqual([1]);
  });

  it('share their entries with a single function of the same key, both ways', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], spec: { key: ROW } },
      async (ids: readonly number[]) => {
        asked.push(ids);
        return ids.map((id) => ({ id }));
      },
    );
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { key: ROW } }, async (id: number) => {
      asked.push(id);
      return { id };
    });
    expect(await load([1, 2])).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await find(2)).toEqual({ id: 2 });
    expect(await find(3)).toEqual({ id: 3 });
    expect(await load([3, 1, 4])).toEqual([{ id: 3 }, { id: 1 }, { id: 4 }]);
    expect(await cacheOf(runtime, find).invalidate(1)).toBe(true);
    await load([1, 2]);
    expect(asked).toEqual([[1, 2], 3, [4], [1]]);
  });

  it('let a single call that comes meanwhile wait for the item', async () => {
    const { runtime } = freshRuntime();
    const gate = deferred<void>();
    let single = 0;
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], spec: { key: ROW } },
      async (ids: readonly number[]) => {
        await gate.promise;
        return ids;
      },
    );
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { key: ROW } }, async (id: number) => {
      single++;
      return id;
    });
    const batch = load([1, 2]);
    const one = find(1);
    gate.resolve();
    expect([await batch, await one, single]).toEqual([[1, 2], 1, 0]);
  });

  it('neither serve nor store inside a transaction that has invalidated something', async () => {
    const { runtime, load, asked, gates } = gated();
    for (const gate of gates) gate.resolve();
    await load([1]);
    await runtime.invalidateAfter(async () => {
      await runtime.invalidateTag('other');
      expect(await load([1, 2])).toEqual([{ id: 1 }, { id: 2 }]);
    });
    await load([1, 2]);
    expect(asked).toEqual([[1], [1, 2], [2]]);
  });
});
