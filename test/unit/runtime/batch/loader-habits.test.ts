import { describe, expect, it } from 'vitest';
import { cacheOf, freshRuntime } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

/** What people do with loaders that batch, and what such loaders trip over. */
describe('habits of loaders', () => {
  it('collects loads that begin in promises of one tick', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], batch: { window: 0 } },
      async (ids: readonly string[]) => {
        asked.push(ids);
        return ids.map((id) => id.toUpperCase());
      },
    );
    const one = load(['a']);
    const two = Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => load(['b']));
    const three = (async () => {
      await null;
      return load(['c']);
    })();
    expect(await Promise.all([one, two, three])).toEqual([['A'], ['B'], ['C']]);
    expect(asked).toEqual([['a', 'c', 'b']]);
  });

  it('collects what is loaded with what was loaded, level by level', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const users = compileBatch(
      runtime,
      'users',
      { parameters: ['ids'], batch: { window: 0 } },
      async (ids: readonly number[]) => {
        asked.push(ids);
        return ids.map((id) => ({ id, boss: id + 10 }));
      },
    );
    const bossOf = async (id: number): Promise<number | undefined> => {
      const [user] = await users([id]);
      const [boss] = await users([user?.boss ?? 0]);
      return boss?.id;
    };
    expect(await Promise.all([bossOf(1), bossOf(2)])).toEqual([11, 12]);
    expect(asked).toEqual([
      [1, 2],
      [11, 12],
    ]);
  });

  it('passes on what a body throws before it waits, also where that is no error', async () => {
    const { runtime } = freshRuntime();
    const thrown: unknown[] = [new TypeError('at once'), 'a text', undefined];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'] },
      (_ids: readonly number[]): Promise<number[]> => {
        throw thrown[0];
      },
    );
    for (const failure of [...thrown]) {
      expect(
        await load([1, 2]).then(
          () => 'no failure',
          (reason: unknown) => [reason],
        ),
      ).toEqual([failure]);
      thrown.shift();
    }
    expect(runtime.stats().flights).toBe(0);
  });

  it('lets a body do with its list what it likes, and callers with theirs', async () => {
    const { runtime } = freshRuntime();
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: number[]) => {
      const given = ids.map((id) => id * 2);
      ids.length = 0;
      await Promise.resolve();
      return given;
    });
    const mine = [1, 2, 3];
    const call = load(mine);
    mine.reverse();
    mine.push(4);
    expect(await call).toEqual([2, 4, 6]);
  });

  it('tells objects apart by what they are, in whatever order their fields stand', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['keys'] },
      async (keys: readonly { readonly a: number; readonly b?: number }[]) => {
        asked.push(keys);
        return keys.map(({ a, b }) => [a, b]);
      },
    );
    expect(await load([{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 1 }])).toEqual([
      [1, 2],
      [1, 2],
      [1, undefined],
    ]);
    expect(asked).toEqual([[{ a: 1, b: 2 }, { a: 1 }]]);
    expect(batchOf(runtime, load).key([{ b: 2, a: 1 }])).toEqual(['hf:app:load(keys=(a=1,b=2))']);
  });

  it('has entries for null and undefined, and falsy results', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly unknown[]) => {
      runs++;
      return ids.map((id) => id);
    });
    const items = [null, 0, '', false, Number.NaN];
    expect([await load(items), await load(items), runs]).toEqual([items, items, 1]);
  });

  it('forgets one item, or all', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly string[]) => {
      asked.push(ids);
      return ids;
    });
    await load(['a', 'b']);
    await cacheOf(runtime, load).invalidate(['a']);
    await load(['a', 'b']);
    await cacheOf(runtime, load).clear();
    await load(['a', 'b']);
    expect(asked).toEqual([['a', 'b'], ['a'], ['a', 'b']]);
  });

  it('is primed with one item, and the rest is loaded', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly string[]) => {
      asked.push(ids);
      return ids;
    });
    await cacheOf(runtime, load).prime([['a']], () => ['primed']);
    expect(await load(['a', 'b'])).toEqual(['primed', 'b']);
    expect(asked).toEqual([['b']]);
  });
});
