import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { compileAsync, freshRuntime } from '../compiled-function.ts';
import { compileBatch } from './compile-batch.ts';
import { gatedReads } from './gated-reads.ts';

const USER = { form: 'template', holes: 1, template: ['user:', 0] } as const;
const LOCAL = { form: 'template', holes: 2, template: ['user:', 0, ':', 1] } as const;

function collecting(window: number, max?: number) {
  const fresh = freshRuntime();
  const asked: unknown[] = [];
  const batch = max === undefined ? { window } : { window, max };
  const load = compileBatch(
    fresh.runtime,
    'load',
    { parameters: ['ids'], batch, spec: { key: USER } },
    async (ids: readonly number[]) => {
      asked.push(ids);
      return ids.map((id) => ({ id }));
    },
  );
  const find = compileAsync(fresh.runtime, 'find', { parameters: ['id'], spec: { key: USER } }, async (id: number) => {
    asked.push(`find ${id}`);
    return { id };
  });
  return { ...fresh, asked, load, find };
}

describe('a window', () => {
  it('collects the calls of one tick into one body call', async () => {
    const { runtime, asked, load } = collecting(0);
    const calls = [load([1, 2]), load([2, 3]), load([3])];
    await Promise.resolve();
    calls.push(load([4]));
    expect(await Promise.all(calls)).toEqual([
      [{ id: 1 }, { id: 2 }],
      [{ id: 2 }, { id: 3 }],
      [{ id: 3 }],
      [{ id: 4 }],
    ]);
    expect(asked).toEqual([[1, 2, 3, 4]]);
    expect(runtime.stats()).toMatchObject({ misses: 4, joins: 2, hits: 2, flights: 0 });
  });

  it('collects 10,000 calls for one item each into one body call', async () => {
    const { asked, load } = collecting(0);
    const calls = Array.from({ length: 10_000 }, (_, i) => load([i % 5000]));
    expect((await Promise.all(calls)).length).toBe(10_000);
    expect(asked).toEqual([Array.from({ length: 5000 }, (_, i) => i)]);
  });

  it('waits for all who came in its tick, however long the store takes to answer each of them', async () => {
    const { runtime, asked, load, find } = collecting(0);
    const { store, reads } = gatedReads();
    await runtime.configure({ store: { kind: 'gated', open: () => store } });
    const calls = [load([1]), load([2, 3]), load([3])];
    const single = find(4);
    for (const read of [1, 3, 0]) {
      reads[read]?.answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(asked).toEqual([]);
    reads[2]?.answer();
    expect(await Promise.all(calls)).toEqual([[{ id: 1 }], [{ id: 2 }, { id: 3 }], [{ id: 3 }]]);
    expect(await single).toEqual({ id: 4 });
    expect(asked).toEqual([[2, 3, 4, 1]]);
    expect(runtime.stats()).toMatchObject({ misses: 4, flights: 0 });
  });

  it('does not wait for who comes when it is over', async () => {
    const { runtime, asked, load } = collecting(0);
    const { store, reads } = gatedReads();
    await runtime.configure({ store: { kind: 'gated', open: () => store } });
    const early = load([1]);
    await new Promise((resolve) => setImmediate(resolve));
    const late = load([2]);
    reads[0]?.answer();
    expect(await early).toEqual([{ id: 1 }]);
    reads[1]?.answer();
    expect([await late, asked]).toEqual([[{ id: 2 }], [[1], [2]]]);
  });

  it('runs one body for more items than are read at a time', async () => {
    const { asked, load } = collecting(0);
    const items = Array.from({ length: 2500 }, (_, i) => i);
    expect(await Promise.all([load(items), load([7000])])).toEqual([items.map((id) => ({ id })), [{ id: 7000 }]]);
    expect(asked).toEqual([[...items.slice(0, 1000), 7000, ...items.slice(1000)]]);
  });

  it('runs for the others where the reads of one of them fail', async () => {
    const { runtime, asked, load } = collecting(0);
    const { store, reads } = gatedReads();
    await runtime.configure({ store: { kind: 'gated', open: () => store }, onStoreError: 'throw' });
    const calls = [load([1]), load([2])];
    const outcomes = Promise.allSettled(calls);
    reads[0]?.fail(new Error('gone'));
    await new Promise((resolve) => setImmediate(resolve));
    reads[1]?.answer();
    expect(await outcomes).toEqual([
      { status: 'rejected', reason: new Error('gone') },
      { status: 'fulfilled', value: [{ id: 2 }] },
    ]);
    expect([asked, runtime.stats().flights]).toEqual([[[2]], 0]);
  });

  it('is as long as it says', async () => {
    const { asked, load, timers } = collecting(20);
    const one = load([1]);
    await new Promise((resolve) => setImmediate(resolve));
    const two = load([2]);
    expect([asked, timers.map(({ milliseconds }) => milliseconds)]).toEqual([[], [20]]);
    timers.shift()?.run();
    expect(await Promise.all([one, two])).toEqual([[{ id: 1 }], [{ id: 2 }]]);
    expect(asked).toEqual([[1, 2]]);
    const three = load([3]);
    timers.shift()?.run();
    await three;
    expect(asked).toEqual([[1, 2], [3]]);
  });

  it('splits what it collected by max', async () => {
    const { asked, load } = collecting(0, 2);
    await Promise.all([load([1]), load([2, 3]), load([4, 5])]);
    expect(asked).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('lets single calls of a function with the same key join, whatever they ask for', async () => {
    const { asked, load, find } = collecting(0);
    const calls = [load([1]), find(2), find(1), find(2)];
    expect(await Promise.all(calls)).toEqual([[{ id: 1 }], { id: 2 }, { id: 1 }, { id: 2 }]);
    expect(asked).toEqual([[1, 2]]);
    expect(await find(2)).toEqual({ id: 2 });
    expect(await find(3)).toEqual({ id: 3 });
    expect(asked).toEqual([[1, 2], 'find 3']);
  });

  it('keeps calls apart whose other arguments differ, single ones too', async () => {
    const { runtime } = freshRuntime();
    const asked: unknown[] = [];
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids', 'locale'], batch: { window: 0 }, spec: { key: LOCAL } },
      async (ids: readonly number[], locale: string) => {
        asked.push([ids, locale]);
        return ids.map((id) => `${id} ${locale}`);
      },
    );
    const find = compileAsync(
      runtime,
      'find',
      { parameters: ['id', 'locale'], spec: { key: LOCAL } },
      async (id: number, locale: string) => {
        asked.push([id, locale]);
        return `${id} ${locale}`;
      },
    );
    const calls = [load([1], 'en'), load([1], 'de'), load([2], 'en'), find(3, 'de'), find(3, 'fr')];
    expect(await Promise.all(calls)).toEqual([['1 en'], ['1 de'], ['2 en'], '3 de', '3 fr']);
    expect(asked).toEqual([
      [3, 'fr'],
      [[1, 2], 'en'],
      [[1, 3], 'de'],
    ]);
  });

  it('rejects all who wait for it with what its body throws', async () => {
    const { runtime } = freshRuntime();
    const failure = new Error('no database');
    let runs = 0;
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], batch: { window: 0 } },
      async (_ids: readonly number[]) => {
        runs++;
        throw failure;
      },
    );
    const outcomes = await Promise.allSettled([load([1, 2]), load([2, 3]), load([1])]);
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: failure })));
    expect(runs).toBe(1);
  });

  it('runs the body where the first caller stands', async () => {
    const { runtime } = freshRuntime();
    const storage = new AsyncLocalStorage<string>();
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], batch: { window: 0 } },
      async (ids: readonly number[]) => ids.map(() => storage.getStore()),
    );
    const one = storage.run('first', () => load([1]));
    const two = storage.run('second', () => load([2]));
    expect(await Promise.all([one, two])).toEqual([['first'], ['first']]);
  });

  it('gives what was read after an invalidation to who came after it', async () => {
    const { runtime, timers } = freshRuntime();
    let row = 'old';
    const load = compileBatch(
      runtime,
      'load',
      { parameters: ['ids'], batch: { window: 10 }, spec: { tags: [['row:', 0]] } },
      async (ids: readonly number[]) => ids.map((id) => `${row} ${id}`),
    );
    const early = load([1]);
    row = 'new';
    await runtime.invalidateTag('row:1');
    const late = load([1]);
    timers.shift()?.run();
    expect(await Promise.all([early, late])).toEqual([['new 1'], ['new 1']]);
    const stored = load([1]);
    timers.shift()?.run();
    expect([await stored, timers]).toEqual([['new 1'], []]);
  });

  it('is not waited for by a transaction', async () => {
    const { runtime, asked, load } = collecting(20);
    await runtime.invalidateAfter(async () => {
      expect(await load([1])).toEqual([{ id: 1 }]);
    });
    expect(asked).toEqual([[1]]);
  });

  it('does not hang where a body waits for a batch that is being collected for it', async () => {
    const { runtime } = freshRuntime();
    const inner = compileBatch(
      runtime,
      'inner',
      { parameters: ['ids'], batch: { window: 0 } },
      async (ids: readonly number[]) => ids.map((id) => id + 1),
    );
    const outer = compileAsync(runtime, 'outer', { parameters: ['id'] }, async (id: number) => (await inner([id]))[0]);
    expect(await Promise.all([1, 2, 3].map((id) => outer(id)))).toEqual([2, 3, 4]);
  });
});
