import { describe, expect, it } from 'vitest';
import type { Stamp } from '../../../runtime/src/stamp/stamp.ts';
import { atomicStore } from '../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../runtime/src/store/memory/memory-rows.ts';
import type { Store, WriteRequest } from '../../../runtime/src/store/port.ts';

interface Memory {
  readonly store: Store;
  readonly rows: MemoryRows;
  readonly at: { now: number };
}

function memory(maxEntries = 1000): Memory {
  const at = { now: 0 };
  const rows = new MemoryRows({ maxEntries, now: () => at.now });
  return { store: atomicStore('memory', rows, () => at.now), rows, at };
}

function entry(key: string, stamp: Stamp, more: Partial<WriteRequest> = {}): WriteRequest {
  return { key, value: key, stamp, dependencies: ['*', 'f:app:f'], ttl: 1000, owner: 'f:app:f', ...more };
}

async function present(store: Store): Promise<Stamp> {
  const [reading] = await store.read([{ key: 'any', dependencies: [] }]);
  if (reading === undefined) throw new Error('one reading for one key');
  return reading.stamp;
}

/** How many of the dependencies have a stamp. */
function countKnown(rows: MemoryRows, names: readonly string[]): number {
  return names.filter((name) => rows.dependency(name) !== undefined).length;
}

describe('the memory store', () => {
  it('keeps to the bound of all entries, the least recently used out first', async () => {
    const { store, rows } = memory(3);
    const stamp = await present(store);
    await store.write([entry('a', stamp), entry('b', stamp), entry('c', stamp)]);
    expect(store.hit?.('a')?.value).toBe('a');
    await store.write([entry('d', stamp)]);
    expect(['a', 'b', 'c', 'd'].map((key) => store.hit?.(key)?.value)).toEqual(['a', undefined, 'c', 'd']);
    expect(rows.countAll()).toBe(3);
  });

  it('keeps to the bound of one function without touching those of another', async () => {
    const { store } = memory();
    const stamp = await present(store);
    const other = { owner: 'f:app:g', dependencies: ['*', 'f:app:g'] };
    await store.write([entry('g1', stamp, other), entry('g2', stamp, other)]);
    for (const key of ['a', 'b', 'c']) await store.write([entry(key, stamp, { maxSize: 2 })]);
    expect(['a', 'b', 'c', 'g1', 'g2'].map((key) => store.hit?.(key)?.value)).toEqual([
      undefined,
      'b',
      'c',
      'g1',
      'g2',
    ]);
    expect([await store.sizeOf('f:app:f'), await store.sizeOf('f:app:g')]).toEqual([2, 2]);
  });

  it('remembers stamps only of dependencies that entries use, however many are invalidated', async () => {
    const { store, rows } = memory(10);
    for (let i = 0; i < 10_000; i++) {
      const stamp = await present(store);
      await store.write([entry(`key${i}`, stamp, { dependencies: ['*', 'f:app:f', `t:tag${i}`] })]);
      await store.invalidate([`t:other${i}`]);
    }
    const names = Array.from({ length: 10_000 }, (_, i) => [`t:tag${i}`, `t:other${i}`]).flat();
    expect(countKnown(rows, ['*', 'f:app:f', ...names])).toBe(12);
  });

  it('refuses a write whose dependency was invalidated after its stamp, also where nobody knew the dependency', async () => {
    const { store } = memory();
    const stamp = await present(store);
    await store.invalidate(['t:new']);
    expect(await store.write([entry('a', stamp, { dependencies: ['*', 'f:app:f', 't:new'] })])).toEqual(['refused']);
    const later = await present(store);
    expect(await store.write([entry('a', later, { dependencies: ['*', 'f:app:f', 't:new'] })])).toEqual(['stored']);
  });

  it('refuses a write older than the invalidation of its key, and one older than a refresh', async () => {
    const { store } = memory();
    const stamp = await present(store);
    expect(await store.invalidateKeys(['a'])).toEqual([false]);
    expect(await store.write([entry('a', stamp)])).toEqual(['refused']);
    const older = await present(store);
    const [next] = await store.takeNextStamps([{ key: 'a', dependencies: [] }]);
    expect(await store.write([entry('a', next ?? older, { raisesFloor: true })])).toEqual(['stored']);
    expect(await store.write([entry('a', older)])).toEqual(['refused']);
  });

  it('keeps serving an entry that was stored anew after its tag was invalidated, whatever else is invalidated', async () => {
    const { store, rows } = memory();
    const tagged = { dependencies: ['*', 'f:app:f', 't:team:1'] };
    await store.write([entry('a', await present(store), tagged)]);
    await store.invalidate(['t:team:1']);
    expect(await store.write([entry('a', await present(store), tagged)])).toEqual(['stored']);
    await store.invalidate(['f:app:g']);
    expect(store.hit?.('a')?.value).toBe('a');
    expect(countKnown(rows, ['*', 'f:app:f', 'f:app:g', 't:team:1'])).toBe(3);
  });

  it('ends a whole function in one step and takes the entries apart later', async () => {
    const { store, rows } = memory();
    const stamp = await present(store);
    await store.write(Array.from({ length: 100 }, (_, i) => entry(`k${i}`, stamp)));
    await store.invalidate(['f:app:f']);
    expect(await store.sizeOf('f:app:f')).toBe(0);
    expect(store.hit?.('k1')).toBe(undefined);
    const later = await present(store);
    for (let i = 0; i < 30; i++) await store.write([entry(`new${i}`, later)]);
    expect(rows.countAll()).toBe(30);
  });

  it('takes an entry without * for malformed', async () => {
    const { store } = memory();
    const stamp = await present(store);
    await store.write([entry('a', stamp, { dependencies: ['f:app:f'] })]);
    expect(await store.read([{ key: 'a', dependencies: [] }])).toEqual([{ reason: 'malformed', stamp }]);
  });

  it('takes the stamp of another epoch for no stamp', async () => {
    const { store } = memory();
    const foreign = { epoch: 'another', count: 1_000_000 };
    expect(await store.write([entry('a', foreign)])).toEqual(['refused']);
  });

  it('drops the least recently used entry that has expired when something is written', async () => {
    const { store, rows, at } = memory();
    const stamp = await present(store);
    await store.write([entry('a', stamp), entry('b', stamp)]);
    at.now = 1000;
    await store.write([entry('c', stamp)]);
    await store.write([entry('d', stamp)]);
    expect(rows.countAll()).toBe(2);
  });
});
