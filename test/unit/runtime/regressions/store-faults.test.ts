import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { type Cache, createCache } from '../../../../runtime/src/cache.ts';
import { createRuntime } from '../../../../runtime/src/runtime.ts';
import type { Entry, Reading, Store } from '../../../../runtime/src/store/port.ts';
import { cacheOf, compileAsync, compileSync, freshRuntime } from '../compiled-function.ts';
import { memoryStoreWith } from './memory-store-with.ts';

const stillCache = (): Cache => createCache({ now: () => 0, startTimer: () => undefined });

function fail(message: string): never {
  throw new Error(message);
}

/** Runs the work and answers the rejections that nobody has handled by the next turn. */
async function unhandledIn(work: () => void): Promise<readonly unknown[]> {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown): void => {
    unhandled.push(reason);
  };
  process.on('unhandledRejection', listener);
  try {
    work();
    await nextTurn();
  } finally {
    process.off('unhandledRejection', listener);
  }
  return unhandled;
}

describe('a store that fails', () => {
  it('on the hit path alone is asked again by the ordinary read, and no call notices', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: memoryStoreWith('locked', () => ({ hit: () => fail('database is locked') })) });
    const ran: string[] = [];
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => {
      ran.push(`find ${id}`);
      return id;
    });
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => {
      ran.push(`square ${n}`);
      return n * n;
    });
    expect([await find(1), await find(1), square(3), square(3)]).toEqual([1, 1, 9, 9]);
    expect(ran).toEqual(['find 1', 'square 3']);
    expect(runtime.stats().storeErrors).toBe(0);
  });

  it('in every operation fails no call, synchronous or not; each read is an event', async () => {
    const { runtime } = freshRuntime();
    const down = (): never => fail('down');
    await runtime.configure({
      store: memoryStoreWith('down', () => ({ hit: down, read: down, write: down, takeNextStamps: down })),
    });
    const events: unknown[] = [];
    runtime.on('error', (event) => events.push(event));
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => n * n);
    expect([await find(1), square(3)]).toEqual([1, 9]);
    expect(events).toEqual([
      { operation: 'read', error: new Error('down'), id: 'find', key: 'hf:app:find(id=1)' },
      { operation: 'read', error: new Error('down'), id: 'square', key: 'hf:app:square(n=3)' },
    ]);
  });

  it('to read has no entry for peek, which is an event', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: memoryStoreWith('down', () => ({ read: () => fail('read down') })) });
    const events: unknown[] = [];
    runtime.on('error', (event) => events.push(event));
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    expect(await cacheOf(runtime, find).peek(1)).toBe(undefined);
    expect(events).toEqual([
      { operation: 'read', error: new Error('read down'), id: 'find', key: 'hf:app:find(id=1)' },
    ]);
    expect(runtime.stats().storeErrors).toBe(1);
  });

  it('to read lets a transaction that ends an entry commit', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ store: memoryStoreWith('down', () => ({ read: () => fail('read down') })) });
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    const result = await runtime.invalidateAfter(async () => {
      await cacheOf(runtime, find).invalidate(1);
      return 'committed';
    });
    expect(result).toBe('committed');
  });
});

describe('a store that answers what is no entry', () => {
  it('fails no call: the body runs, and the answer is an event', async () => {
    const { runtime } = freshRuntime();
    // What a damaged row reads as.
    const readings: Reading[] = JSON.parse(
      '[{ "stamp": { "epoch": "e", "count": 1 }, "entry": { "value": "garbage", "dependencies": ["*"] } }]',
    );
    const slow: Partial<Store> = { synchronous: false, hit: () => undefined, read: async () => readings };
    await runtime.configure({ store: memoryStoreWith('damaged', () => slow) });
    const events: unknown[] = [];
    runtime.on('error', (event) => events.push(event));
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    expect(await find(1)).toBe(1);
    expect(events).toEqual([
      { operation: 'decode', error: expect.any(TypeError), id: 'find', key: 'hf:app:find(id=1)' },
    ]);
  });

  it('fails no call where hit and read answer garbage, and write nothing', async () => {
    const { runtime } = freshRuntime();
    const entry: Entry = JSON.parse('{ "value": "garbage" }');
    const damaged: Partial<Store> = { hit: () => entry, read: () => [], write: () => [] };
    await runtime.configure({ store: memoryStoreWith('damaged', () => damaged) });
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => n * n);
    expect([await find(1), square(3)]).toEqual([1, 9]);
    expect(runtime.stats().storeErrors).toBe(2);
  });
});

describe('a synchronous function', () => {
  it('in a store that answers with promises throws, asks it nothing and leaves nothing behind', async () => {
    const cache = stillCache();
    const runtime = createRuntime(cache);
    const read = vi.fn(() => Promise.reject(new Error('connection refused')));
    const slow: Partial<Store> = { synchronous: false, hit: () => undefined, read };
    await runtime.configure({ stores: { slow: memoryStoreWith('slow', () => slow) } });
    const arrive = vi.spyOn(cache.flights, 'arrive');
    const leave = vi.spyOn(cache.flights, 'leave');
    const square = compileSync(runtime, 'square', { parameters: ['n'], spec: { store: 'slow' } }, (n: number) => n * n);
    const unhandled = await unhandledIn(() => {
      expect(() => square(3)).toThrow(/HF3008 .*square is synchronous, but its store \(slow\) answers with promises/);
    });
    expect(unhandled).toEqual([]);
    expect(read.mock.calls).toEqual([]);
    expect(leave.mock.calls).toEqual(arrive.mock.calls);
  });

  it('in a store that wrongly calls itself synchronous throws; the read that fails later is nobody’s, and the call has left', async () => {
    const cache = stillCache();
    const runtime = createRuntime(cache);
    const read = (): Promise<never> => Promise.reject(new Error('connection refused'));
    await runtime.configure({ store: memoryStoreWith('liar', () => ({ hit: () => undefined, read })) });
    const arrive = vi.spyOn(cache.flights, 'arrive');
    const leave = vi.spyOn(cache.flights, 'leave');
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => n * n);
    const unhandled = await unhandledIn(() => {
      for (const n of [1, 2]) expect(() => square(n)).toThrow(/HF3008 .*answered with a promise/);
    });
    expect(unhandled).toEqual([]);
    expect(arrive.mock.calls).toEqual([['hf:app:square(n=1)'], ['hf:app:square(n=2)']]);
    expect(leave.mock.calls.map(([{ key }]) => [key])).toEqual(arrive.mock.calls);
  });

  it('whose store turns out to write with promises throws after its body, and ends its computation', async () => {
    const { runtime } = freshRuntime();
    const write = (): Promise<never> => Promise.reject(new Error('connection refused'));
    await runtime.configure({ store: memoryStoreWith('liar', () => ({ write })) });
    let runs = 0;
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => {
      runs++;
      return n * n;
    });
    const unhandled = await unhandledIn(() => {
      for (const n of [3, 3]) expect(() => square(n)).toThrow(/HF3008 .*answered with a promise/);
    });
    expect({ unhandled, runs, flights: runtime.stats().flights }).toEqual({ unhandled: [], runs: 2, flights: 0 });
  });
});
