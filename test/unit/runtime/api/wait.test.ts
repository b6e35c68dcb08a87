import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../../runtime/src/index.ts';
import type { Store, StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { cacheOf, compileAsync, deferred, freshRuntime } from '../compiled-function.ts';

/** A store whose opening is settled from outside, attempt by attempt. */
function openedByHand() {
  const attempts: PromiseWithResolvers<Store>[] = [];
  const disposed: string[] = [];
  const definition: StoreDefinition = {
    kind: 'remote',
    open: () => {
      const attempt = deferred<Store>();
      attempts.push(attempt);
      return attempt.promise;
    },
  };
  const open = async (): Promise<void> => {
    const store = await memoryStore().open({ now: () => 0, prefix: 'hf' });
    attempts.at(-1)?.resolve({ ...store, dispose: () => void disposed.push('remote') });
    await turn();
  };
  const fail = async (message: string): Promise<void> => {
    attempts.at(-1)?.reject(new Error(message));
    await turn();
  };
  return { definition, open, fail, attempts, disposed };
}

/** Lets everything run that waits for nothing from outside. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function start() {
  const fresh = freshRuntime();
  const { runtime } = fresh;
  const events: unknown[] = [];
  runtime.on('miss', ({ reason }) => events.push(`miss: ${reason}`));
  runtime.on('error', ({ operation, error }) => events.push(`${operation}: ${String(error)}`));
  let runs = 0;
  const find = compileAsync(
    runtime,
    'find',
    { parameters: ['id'], spec: { tags: [['row:', 0]] } },
    async (_: number) => {
      return ++runs;
    },
  );
  return { ...fresh, find, events };
}

const NOT_OPEN = 'read: StoreUnreachableError: HF3004 store-unreachable: store (remote) is not open yet.';

describe('configure({ wait: false })', () => {
  it('starts without the store, whose calls run their bodies until it is open', async () => {
    const { runtime, find, events } = start();
    const { definition, open } = openedByHand();
    expect(await runtime.configure({ store: definition, wait: false })).toEqual({
      store: { kind: 'remote' },
      syncStore: { kind: 'memory', promise: 'strict' },
      stores: {},
    });
    expect([await find(1), await find(1)]).toEqual([1, 2]);
    await open();
    expect([await find(1), await find(1)]).toEqual([3, 3]);
    expect(events).toEqual([NOT_OPEN, 'miss: error', NOT_OPEN, 'miss: error', 'miss: absent']);
    expect((await runtime.configure({})).store).toEqual({ kind: 'remote', promise: 'strict' });
    expect(await cacheOf(runtime, find).info()).toEqual({ hits: 1, misses: 3, currSize: 1, maxSize: undefined });
  });

  it('uses a store that opens at once from the first call on', async () => {
    const { runtime, find } = start();
    expect((await runtime.configure({ store: memoryStore(), wait: false })).store).toEqual({
      kind: 'memory',
      promise: 'strict',
    });
    expect([await find(1), await find(1)]).toEqual([1, 1]);
  });

  it('lets invalidations wait for the attempt that is under way', async () => {
    const { runtime, find } = start();
    const { definition, open } = openedByHand();
    await runtime.configure({ store: definition, wait: false });
    const settled: string[] = [];
    const invalidated = runtime.invalidateTag('row:1').then(() => settled.push('invalidated'));
    await turn();
    expect(settled).toEqual([]);
    await open();
    await invalidated;
    expect([await find(1), await find(1), runtime.pendingInvalidations()]).toEqual([1, 1, []]);
  });

  it('tries again with growing pauses; what was invalidated meanwhile is written before anything is served', async () => {
    const { runtime, find, timers, events } = start();
    const { definition, open, fail, attempts } = openedByHand();
    await runtime.configure({ store: definition, wait: false });
    await fail('connection refused');
    await expect(runtime.invalidateTag('row:1')).rejects.toMatchObject({ code: 'HF3005' });
    expect(runtime.pendingInvalidations()).toEqual([
      { store: 'remote', dependencies: ['t:row:1'], keys: [], attempts: 0 },
    ]);
    const [opening, retry] = timers.splice(0);
    opening?.run();
    await fail('connection refused');
    expect([attempts.length, opening?.milliseconds, timers.map(({ milliseconds }) => milliseconds)]).toEqual([
      2,
      50,
      [100],
    ]);
    timers.splice(0)[0]?.run();
    await open();
    expect([await find(1), await find(1)]).toEqual([1, 2]);
    retry?.run();
    await turn();
    expect([runtime.pendingInvalidations(), await find(1), await find(1)]).toEqual([[], 3, 3]);
    const refused =
      'open: StoreUnreachableError: HF3004 store-unreachable: store (remote) did not open: connection refused';
    expect(events).toEqual([refused, refused, 'miss: absent', 'miss: absent', 'miss: absent']);
  });

  it('takes a store that throws while it opens as one that fails later', async () => {
    const { runtime, find, events, timers } = start();
    let isUp = false;
    const definition: StoreDefinition = {
      kind: 'remote',
      open: (context) => {
        if (!isUp) throw new Error('no such file');
        return memoryStore().open(context);
      },
    };
    await runtime.configure({ store: definition, wait: false });
    await turn();
    expect(events).toEqual([
      'open: StoreUnreachableError: HF3004 store-unreachable: store (remote) did not open: no such file',
    ]);
    isUp = true;
    timers[0]?.run();
    await turn();
    expect([await find(1), await find(1)]).toEqual([1, 1]);
  });

  it('closes a store that opens after it was replaced, and tries no further', async () => {
    const { runtime, timers } = start();
    const late = openedByHand();
    const lost = openedByHand();
    await runtime.configure({ store: late.definition, stores: { lost: lost.definition }, wait: false });
    await runtime.configure({ store: memoryStore(), stores: {} });
    await late.open();
    await lost.fail('connection refused');
    expect([late.disposed, lost.disposed, timers]).toEqual([['remote'], [], []]);
  });
});

describe('configure({ waitUntil })', () => {
  it('is given the promises of retries and of openings', async () => {
    const { runtime, timers } = start();
    const given: Promise<unknown>[] = [];
    const done: number[] = [];
    const { definition, open, fail } = openedByHand();
    await runtime.configure({
      store: definition,
      wait: false,
      waitUntil: (work) => {
        const at = given.push(work) - 1;
        void work.then(() => done.push(at));
      },
    });
    expect([given.length, done]).toEqual([1, []]);
    await fail('connection refused');
    await expect(runtime.invalidateTag('row:1')).rejects.toMatchObject({ code: 'HF3005' });
    // The first attempt has ended; the next one and the invalidation's retry wait for their timers.
    expect([given.length, done]).toEqual([3, [0]]);
    timers[0]?.run();
    await open();
    timers[1]?.run();
    await turn();
    expect([given.length, done, runtime.pendingInvalidations()]).toEqual([3, [0, 1, 2], []]);
  });

  it('that fails is an event', async () => {
    const { runtime, events } = start();
    const { definition, fail } = openedByHand();
    const options = {
      store: definition,
      wait: false,
      waitUntil: () => {
        throw new Error('outside of a request');
      },
    };
    await runtime.configure(options);
    await fail('connection refused');
    expect(events).toEqual([
      'waitUntil: Error: outside of a request',
      'open: StoreUnreachableError: HF3004 store-unreachable: store (remote) did not open: connection refused',
      'waitUntil: Error: outside of a request',
    ]);
  });
});
