import { describe, expect, it } from 'vitest';
import { cacheOf, freshRuntime } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

function squares(options: Partial<Parameters<typeof compileBatch>[2]> = {}) {
  const fresh = freshRuntime();
  const asked: unknown[][] = [];
  const square = compileBatch(
    fresh.runtime,
    'square',
    { parameters: ['ids'], ...options },
    async (ids: readonly number[]) => {
      asked.push([...ids]);
      return ids.map((id) => id * id);
    },
  );
  return { ...fresh, asked, square };
}

describe('a batch', () => {
  it('runs its body with the items that are missing, once, in order of first appearance', async () => {
    const { square, asked } = squares();
    expect(await square([3, 1])).toEqual([9, 1]);
    expect(await square([1, 2, 3, 4])).toEqual([1, 4, 9, 16]);
    expect(await square([4, 3, 2, 1])).toEqual([16, 9, 4, 1]);
    expect(asked).toEqual([
      [3, 1],
      [2, 4],
    ]);
  });

  it('asks for an item once, however often the list has it, and answers it as often', async () => {
    const { square, asked } = squares();
    expect(await square([2, 2, 3, 2])).toEqual([4, 4, 9, 4]);
    expect(asked).toEqual([[2, 3]]);
  });

  it('answers an empty list without asking anything', async () => {
    const { runtime, square, asked } = squares();
    expect(await square([])).toEqual([]);
    expect([asked, runtime.stats().misses]).toEqual([[], 0]);
  });

  it('takes 1 and "1" for two items', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const types = compileBatch(runtime, 'types', { parameters: ['ids'] }, async (ids: readonly unknown[]) => {
      asked.push(ids);
      return ids.map((id) => typeof id);
    });
    expect(await types([1, '1', 1n, true])).toEqual(['number', 'string', 'bigint', 'boolean']);
    expect(await types(['1', 1])).toEqual(['string', 'number']);
    expect(asked).toEqual([[1, '1', 1n, true]]);
  });

  it('has an entry for each item, which belongs to the other arguments too', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids', 'locale'] },
      async (ids: readonly number[], locale: string) => {
        asked.push([ids, locale]);
        return ids.map((id) => `${id}-${locale}`);
      },
    );
    expect(await load([1, 2], 'en')).toEqual(['1-en', '2-en']);
    expect(await load([2, 3], 'de')).toEqual(['2-de', '3-de']);
    expect(await load([3, 2], 'en')).toEqual(['3-en', '2-en']);
    expect(asked).toEqual([
      [[1, 2], 'en'],
      [[2, 3], 'de'],
      [[3], 'en'],
    ]);
    expect(batchOf(runtime, load).key([1, 2], 'en')).toEqual([
      'hf:app:load(ids=1,locale=en)',
      'hf:app:load(ids=2,locale=en)',
    ]);
  });

  it('gives every caller a value of its own, the first one too', async () => {
    const { runtime } = freshRuntime();
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) =>
      ids.map((id) => ({ id, tags: ['a'] })),
    );
    const [first] = await load([1]);
    first?.tags.push('changed');
    const [second] = await load([1]);
    second?.tags.push('changed too');
    expect(await load([1])).toEqual([{ id: 1, tags: ['a'] }]);
  });

  it('splits body calls by max', async () => {
    const { square, asked } = squares({ batch: { max: 2 } });
    expect(await square([1, 2, 3, 4, 5])).toEqual([1, 4, 9, 16, 25]);
    expect(asked).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('passes a body error on unchanged and stores nothing', async () => {
    const { runtime } = freshRuntime();
    const failure = new TypeError('no such table');
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (_ids: readonly number[]) => {
      throw failure;
    });
    await expect(load([1, 2])).rejects.toBe(failure);
    expect(await cacheOf(runtime, load).info()).toEqual({ hits: 0, misses: 2, currSize: 0, maxSize: undefined });
    expect(runtime.stats().flights).toBe(0);
  });

  it('caches null for shorter, item by item', async () => {
    const { runtime, advance } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], spec: { ttl: 60_000 } },
      async (ids: readonly number[]) => {
        asked.push(ids);
        return ids.map((id) => (id === 2 ? null : id));
      },
    );
    expect(await load([1, 2])).toEqual([1, null]);
    advance(5_999);
    expect(await load([1, 2])).toEqual([1, null]);
    advance(1);
    expect(await load([1, 2])).toEqual([1, null]);
    expect(asked).toEqual([[1, 2], [2]]);
  });

  it('tags, filters and bounds item by item', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      {
        parameters: ['ids'],
        spec: { tags: [['row:', 0], [1]], if: 2, maxSize: 2 },
        further: {
          'tagsOf()': (id: number) => [`parity:${id % 2}`],
          'keep()': (result: number, id: number) => result === id * 10 && id !== 4,
        },
      },
      async (ids: readonly number[]) => {
        asked.push(ids);
        return ids.map((id) => id * 10);
      },
    );
    await load([1, 2, 4]);
    await runtime.invalidateTag('parity:1');
    await load([1, 2, 4]);
    await runtime.invalidateTag('row:2');
    await load([1, 2]);
    expect(asked).toEqual([[1, 2, 4], [1, 4], [2]]);
    await load([3]);
    expect((await cacheOf(runtime, load).info()).currSize).toBe(2);
  });

  it('tells of each item', async () => {
    const { runtime, square } = squares();
    const seen: unknown[] = [];
    for (const name of ['hit', 'miss', 'store'] as const) runtime.on(name, ({ key }) => seen.push(`${name} ${key}`));
    await square([1]);
    await square([1, 2]);
    expect(seen).toEqual([
      'miss hf:app:square(ids=1)',
      'store hf:app:square(ids=1)',
      'hit hf:app:square(ids=1)',
      'miss hf:app:square(ids=2)',
      'store hf:app:square(ids=2)',
    ]);
    expect(await cacheOf(runtime, square).info()).toEqual({ hits: 1, misses: 2, currSize: 2, maxSize: undefined });
  });

  it('takes a Set, and gives its body one', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], batch: { items: 'set' } },
      async (ids: ReadonlySet<number>) => {
        asked.push(ids);
        return [...ids].map((id) => -id);
      },
    );
    expect(await load(new Set([1, 2]))).toEqual([-1, -2]);
    expect(await load(new Set([3, 2]))).toEqual([-3, -2]);
    expect(asked).toEqual([new Set([1, 2]), new Set([3])]);
  });

  it('answers at once where it is synchronous', () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const square = compileBatch(
      runtime,
      'square',
      { parameters: ['ids'], spec: { calls: 'sync' }, batch: { max: 2 } },
      (ids: readonly number[]) => {
        asked.push(ids);
        return ids.map((id) => id * id);
      },
    );
    expect(square([1, 2, 3])).toEqual([1, 4, 9]);
    expect(square([3, 2, 4])).toEqual([9, 4, 16]);
    expect(asked).toEqual([[1, 2], [3], [4]]);
  });

  it('refuses what is no list', async () => {
    const { square } = squares();
    await expect(Reflect.apply(square, undefined, [undefined])).rejects.toThrow(
      'HF3001 unkeyable-argument: square: ids is no list of items (undefined), so there is nothing to make keys from. Pass an array, an empty one where there are no items.',
    );
  });

  it('refuses an item that cannot be part of a key, which omit= could not leave out', async () => {
    const { square } = squares();
    await expect(Reflect.apply(square, undefined, [[1, Symbol.iterator]])).rejects.toThrow(
      'HF3001 unkeyable-argument: square: ids is a symbol, so it cannot be part of a key. Name a field of it in a @key template, such as {ids.id}.',
    );
  });

  it('runs its body for the whole list where caching is switched off', async () => {
    const { runtime, square, asked } = squares();
    await square([1]);
    await runtime.configure({ enabled: false });
    expect(await square([1, 2, 2])).toEqual([1, 4, 4]);
    expect(asked).toEqual([[1], [1, 2]]);
  });
});
