import { expect } from 'vitest';
import type { Runtime } from '../../../../runtime/src/runtime.ts';
import { compileAsync } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

interface User {
  readonly id: number;
  readonly name: string;
  readonly since: Date;
}

const USER = { form: 'template', holes: 1, template: ['user:', 0] } as const;

/** What every store must do for a batch: the whole of it, on rows that change. */
export async function tellBatchStory(runtime: Runtime): Promise<void> {
  const rows = new Map([1, 2, 3, 4].map((id) => [id, `name ${id}`]));
  const since = new Date('2026-01-01');
  const asked: unknown[] = [];
  const load = compileBatch(
    runtime,
    'load',
    { parameters: ['ids'], spec: { key: USER, tags: [['row:', 0]] } },
    async (ids: readonly number[]): Promise<(User | null | Error)[]> => {
      asked.push(ids);
      return ids.map((id) => {
        const name = rows.get(id);
        if (id === 13) return new Error('unlucky');
        return name === undefined ? null : { id, name, since };
      });
    },
  );
  const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { key: USER } }, async (id: number) => {
    asked.push(id);
    return { id, name: rows.get(id), since };
  });
  const user = (id: number): User => ({ id, name: rows.get(id) ?? '', since });

  expect(await load([2, 1, 9])).toEqual([user(2), user(1), null]);
  expect(await load([1, 2, 3, 9, 3])).toEqual([user(1), user(2), user(3), null, user(3)]);
  await expect(load([13, 1, 4])).rejects.toMatchObject({
    code: 'HF3014',
    results: new Map([
      [1, user(1)],
      [4, user(4)],
    ]),
  });
  expect([await load([4, 1]), await find(4), await load([])]).toEqual([[user(4), user(1)], user(4), []]);
  expect(asked).toEqual([[2, 1, 9], [3], [13, 4]]);

  asked.length = 0;
  rows.set(2, 'new').set(3, 'new too');
  await runtime.invalidateTag('row:2');
  expect(await batchOf(runtime, load).invalidate([3, 77])).toBe(true);
  expect(await load([1, 2, 3, 4])).toEqual([user(1), user(2), user(3), user(4)]);
  rows.set(4, 'refreshed');
  expect(await batchOf(runtime, load).refresh([4, 1])).toEqual([user(4), user(1)]);
  expect(await batchOf(runtime, load).prime([[7]], async () => [user(7)])).toEqual([user(7)]);
  expect(await batchOf(runtime, load).peek([4, 7, 8])).toEqual({ value: [user(4), user(7), undefined] });
  expect(await batchOf(runtime, load).require([3, 2])).toEqual([user(3), user(2)]);
  expect(asked).toEqual([
    [2, 3],
    [4, 1],
  ]);
  expect(runtime.stats()).toMatchObject({ flights: 0, storeErrors: 0, pendingInvalidations: [] });
}
