import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import type { ReadRequest } from '../../../../runtime/src/store/port.ts';
import { compileAsync, deferred, freshRuntime } from '../compiled-function.ts';
import { memoryStoreWith } from './memory-store-with.ts';

describe('a caller that comes while a body runs', () => {
  it('does not get the error of a body that began before another process invalidated', async () => {
    const shared = await memoryStoreWith('shared', () => ({})).open({ now: () => 0, prefix: 'hf' });
    const [mine, other] = [freshRuntime().runtime, freshRuntime().runtime];
    for (const runtime of [mine, other]) {
      await runtime.configure({ store: { kind: 'shared', open: () => shared } });
    }
    const rows = new Map<number, string>();
    const gate = deferred<void>();
    const spec = { tags: [['row:', 0]] };
    const find = compileAsync(mine, 'find', { parameters: ['id'], spec }, async (id: number) => {
      const row = rows.get(id);
      await gate.promise;
      if (row === undefined) throw new Error('not found');
      return row;
    });
    const early = find(1);
    rows.set(1, 'Ada');
    await other.invalidateTag('row:1');
    const late = find(1);
    gate.resolve();
    expect(await Promise.allSettled([early, late])).toEqual([
      { status: 'rejected', reason: new Error('not found') },
      { status: 'fulfilled', value: 'Ada' },
    ]);
  });

  it('takes the newer of two that ended while it read, though the older one ended last', async () => {
    const { runtime } = freshRuntime();
    const reading = deferred<void>();
    let slow = false;
    await runtime.configure({
      store: memoryStoreWith('slow', (store) => ({
        synchronous: false,
        hit: () => undefined,
        read: async (requests: readonly ReadRequest[]) => {
          const answer = await store.read(requests);
          if (slow) {
            slow = false;
            await reading.promise;
          }
          return answer;
        },
      })),
    });
    const gates = [deferred<void>(), deferred<void>()];
    let runs = 0;
    const spec = { nulls: 'skip', tags: [['t']] } as const;
    const find = compileAsync(runtime, 'find', { parameters: [], spec }, async () => {
      await gates[runs++]?.promise;
      return null;
    });
    const older = find();
    await nextTurn();
    await runtime.invalidateTag('t');
    slow = true;
    const caller = find();
    await nextTurn();
    const newer = find();
    await nextTurn();
    gates[1]?.resolve();
    await newer;
    gates[0]?.resolve();
    await older;
    reading.resolve();
    expect(await caller).toBe(null);
    expect(runs).toBe(2);
  });

  it('waits for no body that never ends: other keys run, and so does the key after an invalidation', async () => {
    const { runtime } = freshRuntime();
    const never = deferred<void>();
    let hang = true;
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { tags: [['t']] } }, async (id: number) => {
      if (hang && id === 1) await never.promise;
      return id;
    });
    void find(1);
    expect(await find(2)).toBe(2);
    hang = false;
    await runtime.invalidateTag('t');
    expect(await find(1)).toBe(1);
  });
});

describe('flights', () => {
  it('all end, whatever fails and is invalidated meanwhile', async () => {
    const { runtime } = freshRuntime();
    const spec = { tags: [['t:', 0]] };
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (id: number) => {
      if (id % 7 === 0) throw new Error('seven');
      return id;
    });
    const calls = Array.from({ length: 500 }, (_, id) => find(id));
    const invalidations = calls.map((_, id) => (id % 3 === 0 ? runtime.invalidateTag(`t:${id}`) : undefined));
    const outcomes = await Promise.allSettled(calls);
    await Promise.all(invalidations);
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBe(Math.ceil(500 / 7));
    expect(runtime.stats().flights).toBe(0);
  });
});

describe('work that a computation leaves behind', () => {
  it('does not hang where it calls the computation that waits for it', async () => {
    const { runtime } = freshRuntime();
    let behind: Promise<unknown> | undefined;
    let isFirst = true;
    const inner = compileAsync(runtime, 'inner', { parameters: [] }, async () => {
      behind = nextTurn().then(() => outer());
      return 1;
    });
    const outer: () => Promise<unknown> = compileAsync(runtime, 'outer', { parameters: [] }, async () => {
      if (!isFirst) return 'base';
      isFirst = false;
      await inner();
      return behind;
    });
    let result: unknown = 'hangs';
    void outer().then((value) => {
      result = value;
    });
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(result).toBe('base');
  });

  it('uses no entries of its store where one that waits for it lives in another', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ stores: { b: memoryStore() } });
    let behind: Promise<string> | undefined;
    const spec = { store: 'b', tags: [['row']] };
    const inB = compileAsync(runtime, 'inB', { parameters: [], spec }, async () => 'row');
    await inB();
    const starter = compileAsync(runtime, 'starter', { parameters: [], spec: { store: 'b' } }, async () => {
      behind = nextTurn().then(() => inB());
      return 1;
    });
    const outer = compileAsync(runtime, 'outer', { parameters: [], spec: { tags: [['row']] } }, async () => {
      await starter();
      return behind;
    });
    const events: unknown[] = [];
    runtime.on('hit', ({ id }) => events.push(`hit ${id}`));
    runtime.on('miss', ({ id, reason }) => events.push(`miss ${id}: ${reason}`));
    expect(await outer()).toBe('row');
    expect(events).toEqual(['miss outer: absent', 'miss starter: absent', 'miss inB: other-store']);
  });

  it.each([false, true])(
    'never lets an invalidated row of one store into another (a turn later: %s)',
    async (later) => {
      const { runtime } = freshRuntime();
      const gate = deferred<void>();
      let slow = false;
      const b = memoryStoreWith('b', (store) => ({
        hit: () => undefined,
        invalidate: async (dependencies: readonly string[]) => {
          if (slow) await gate.promise;
          await store.invalidate(dependencies);
        },
      }));
      await runtime.configure({ stores: { b } });
      let row = 'old';
      let behind: Promise<string> | undefined;
      const spec = { store: 'b', tags: [['row']] };
      const inB = compileAsync(runtime, 'inB', { parameters: [], spec }, async () => row);
      await inB();
      const skip = { store: 'b', nulls: 'skip' } as const;
      const starter = compileAsync(runtime, 'starter', { parameters: [], spec: skip }, async () => {
        behind = later ? nextTurn().then(() => inB()) : inB();
        return null;
      });
      const outer = compileAsync(runtime, 'outer', { parameters: [], spec: { tags: [['row']] } }, async () => {
        await starter();
        return behind;
      });
      row = 'new';
      slow = true;
      const invalidating = runtime.invalidateTag('row');
      await nextTurn();
      await outer();
      gate.resolve();
      await invalidating;
      expect(await outer()).toBe('new');
    },
  );
});
