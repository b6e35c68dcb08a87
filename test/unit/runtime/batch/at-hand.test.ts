import { expect, it } from 'vitest';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';
import { cacheOf, freshRuntime } from '../compiled-function.ts';
import { type BatchOptions, compileBatch } from './compile-batch.ts';

/** A batch on a memory store that takes down the keys that it is asked for at once; all of 1, 2 and 3 are at hand. */
async function atHand(options: Partial<BatchOptions> = {}) {
  const { runtime, advance } = freshRuntime();
  const asked: string[] = [];
  const open = () => {
    const store = openMemory({ now: () => 0 });
    const hit = (key: string) => {
      asked.push(key);
      return store.hit?.(key);
    };
    return { ...store, hit };
  };
  await runtime.configure({ store: { kind: 'counted', open } });
  const bodies: unknown[] = [];
  const load = compileBatch(
    runtime,
    'load',
    { parameters: ['ids', 'locale'], spec: { tags: [['row:', 0]] }, ...options },
    async (ids: readonly number[], _locale?: string): Promise<unknown> => {
      bodies.push(ids);
      const rows = ids.map((id) => ({ id }));
      return options.batch?.answers === 'map' ? new Map(rows.map((row) => [row.id, row])) : rows;
    },
  );
  // The first hit loads what keeps entries at hand, and the next one puts them there.
  for (let i = 0; i < 3; i++) {
    await load([1, 2, 3], 'en');
    await import('../../../../runtime/src/call/at-hand.ts');
  }
  asked.length = 0;
  bodies.length = 0;
  return { runtime, advance, asked, bodies, load };
}

it('items at hand are served without a key, each caller gets a copy of its own', async () => {
  const { asked, bodies, load } = await atHand();
  const [first, second] = [await load([3, 1, 3], 'en'), await load([3, 1, 3], 'en')];
  expect([first, second]).toEqual([
    [{ id: 3 }, { id: 1 }, { id: 3 }],
    [{ id: 3 }, { id: 1 }, { id: 3 }],
  ]);
  expect(new Set([first, second].flat()).size).toBe(6);
  expect([asked, bodies]).toEqual([[], []]);
});

it('items at hand are counted as those of the store are', async () => {
  const { runtime, load } = await atHand();
  const before = await cacheOf(runtime, load).info();
  await load([1, 2, 2, 7], 'en');
  const after = await cacheOf(runtime, load).info();
  expect([after.hits - before.hits, after.misses - before.misses]).toEqual([3, 1]);
});

it('only what is not at hand is looked for, and only what is not stored computed', async () => {
  const { asked, bodies, load } = await atHand();
  expect(await load([1, 9, 2], 'en')).toEqual([{ id: 1 }, { id: 9 }, { id: 2 }]);
  expect([asked, bodies]).toEqual([['hf:app:load(ids=9,locale=en)'], [[9]]]);
});

it('other arguments have other entries', async () => {
  const { bodies, load } = await atHand();
  expect(await load([1, 2], 'de')).toEqual([{ id: 1 }, { id: 2 }]);
  expect(bodies).toEqual([[1, 2]]);
});

it('an item at hand that was invalidated is not served', async () => {
  const { runtime, bodies, load } = await atHand();
  await runtime.invalidateTag('row:2');
  expect(await load([1, 2, 3], 'en')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  expect(bodies).toEqual([[2]]);
});

it('items at hand are answered in the form of the function', async () => {
  const { asked, load } = await atHand({ batch: { answers: 'map' } });
  expect(await load([2, 1], 'en')).toEqual(
    new Map([
      [2, { id: 2 }],
      [1, { id: 1 }],
    ]),
  );
  expect(asked).toEqual([]);
});

it('a transaction that has invalidated something takes nothing that is at hand', async () => {
  const { runtime, bodies, load } = await atHand();
  await runtime.invalidateAfter(async () => {
    await runtime.invalidateTag('other');
    await load([1, 2], 'en');
  });
  expect(bodies).toEqual([[1, 2]]);
});
