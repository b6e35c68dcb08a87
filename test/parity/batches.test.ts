import { describe, expect, it } from 'vitest';
import { batchOf } from '../../runtime/src/batch.ts';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as Batches from './services/batches.ts';

const service = await loadService<typeof Batches>('batches');
const prefixed = await loadService<typeof Batches>('batches', 'prefix');
const { A, AB, ABS, asked, overlap, runs } = service;

describe.each(PARITY_STORES)('on $name', (store) => {
  startParityCache(store, service, prefixed);

  it('Z-03: each item has a key of its own, of which only the last part differs', () => {
    expect(batchOf(prefixed.add).key(5, 6)).toEqual(['hf:prefix:add(ids=5)', 'hf:prefix:add(ids=6)']);
  });

  it('Z-04: the body is called with the items that are not there, and with those that were invalidated', async () => {
    asked.splice(0);
    const a = new A();
    expect([await a.list(1, 2, 3, 4, 5), runs.list]).toEqual([[2, 4, 6, 8, 10], 5]);
    expect([await a.list(1, 2), runs.list]).toEqual([[2, 4], 5]);
    expect([await a.list(5, 6, 7), runs.list]).toEqual([[10, 12, 14], 7]);
    expect([await a.list(), runs.list]).toEqual([[], 7]);
    expect(await batchOf(a, 'list').invalidate(5, 7)).toBe(true);
    expect([await a.list(1, 2, 5, 6, 7), runs.list]).toEqual([[2, 4, 10, 12, 14], 9]);
    expect(asked).toEqual([
      [1, 2, 3, 4, 5],
      [6, 7],
      [5, 7],
    ]);
  });

  it('Z-05: a static batch is served, also through another name of its class', async () => {
    const Alias = AB;
    expect([await AB.list(3, 4), await Alias.list(3, 4), await AB.list(3, 4)]).toEqual([
      [103, 104],
      [103, 104],
      [103, 104],
    ]);
    expect(runs.static).toBe(1);
  });

  it('Z-07: a static batch that is called without its class is served the same entries', async () => {
    const { list } = ABS;
    expect([await ABS.list(3, 4), await ABS.list(3, 4), await list(3, 4)]).toEqual([
      [103, 104],
      [103, 104],
      [103, 104],
    ]);
    expect(runs.detached).toBe(1);
  });

  it('X-36: of two batches at once that overlap, each item is computed once', async () => {
    asked.splice(0);
    const rows = (...ids: readonly number[]): string[] => ids.map((id) => `row ${id}`);
    expect(await Promise.all([overlap([1, 2, 3]), overlap([2, 3, 4])])).toEqual([rows(1, 2, 3), rows(2, 3, 4)]);
    expect(asked.flat().toSorted()).toEqual([1, 2, 3, 4]);
    expect(await overlap([4, 1])).toEqual(rows(4, 1));
    expect(asked.flat().length).toBe(4);
  });
});
