import { AsyncResource } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { cacheOf, compileAsync, deferred, type FreshRuntime, freshRuntime } from '../compiled-function.ts';

function counted(runtime: FreshRuntime['runtime']): {
  readonly find: (id: number) => Promise<string>;
  readonly runs: () => number;
  readonly row: { value: string };
} {
  const row = { value: 'old' };
  let runs = 0;
  const find = compileAsync(
    runtime,
    'find',
    { parameters: ['id'], spec: { tags: [['row:', 0]] } },
    async (_id: number) => {
      runs++;
      return row.value;
    },
  );
  return { find, row, runs: () => runs };
}

describe('invalidateAfter', () => {
  it('writes what was invalidated when the callback has resolved, and answers its result', async () => {
    const { runtime } = freshRuntime();
    const { find, row } = counted(runtime);
    await find(1);
    const result = await runtime.invalidateAfter(async () => {
      row.value = 'new';
      await runtime.invalidateTag('row:1');
      return 'done';
    });
    expect([result, await find(1)]).toEqual(['done', 'new']);
  });

  it('writes nothing where the callback rejects, and passes its error on', async () => {
    const { runtime } = freshRuntime();
    const { find, runs } = counted(runtime);
    await find(1);
    const failure = new Error('rolled back');
    const attempt = runtime.invalidateAfter(async () => {
      await runtime.invalidateTag('row:1');
      throw failure;
    });
    await expect(attempt).rejects.toBe(failure);
    await find(1);
    expect(runs()).toBe(1);
  });

  it('serves and stores nothing inside from the first invalidation on, while others are served as before', async () => {
    const { runtime } = freshRuntime();
    const { find, row, runs } = counted(runtime);
    await find(1);
    const reasons: unknown[] = [];
    runtime.on('miss', ({ reason }) => reasons.push(reason));
    await runtime.invalidateAfter(async () => {
      expect(await find(1)).toBe('old');
      expect(runs()).toBe(1);
      row.value = 'uncommitted';
      await runtime.invalidateTag('row:1');
      expect(await find(1)).toBe('uncommitted');
      expect(await find(2)).toBe('uncommitted');
      expect(runs()).toBe(3);
      await outside(async () => expect(await find(1)).toBe('old'));
      row.value = 'committed';
    });
    expect([await find(1), await find(2)]).toEqual(['committed', 'committed']);
    expect(reasons).toEqual(['transaction', 'transaction', 'invalidated', 'absent']);
  });

  it('does not store what was computed before the first invalidation but ends after it', async () => {
    const { runtime } = freshRuntime();
    const gate = deferred<void>();
    let row = 'committed';
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => {
      const read = row;
      await gate.promise;
      return read;
    });
    await expect(
      runtime.invalidateAfter(async () => {
        row = 'uncommitted';
        const inside = find();
        await runtime.invalidateTag('anything');
        gate.resolve();
        expect(await inside).toBe('uncommitted');
        row = 'committed';
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await find()).toBe('committed');
  });

  it('lets a nested scope belong to the outer one, also where the nested callback rejects', async () => {
    const { runtime } = freshRuntime();
    const { find, runs } = counted(runtime);
    await find(1);
    const written: unknown[] = [];
    runtime.on('invalidate', ({ dependencies }) => written.push(dependencies));
    await runtime.invalidateAfter(async () => {
      await runtime
        .invalidateAfter(async () => {
          await runtime.invalidateTag('row:1');
          throw new Error('inner');
        })
        .catch((error: unknown) => expect(error).toEqual(new Error('inner')));
      await runtime.invalidateTag('row:2');
      expect(written).toEqual([]);
    });
    expect(written).toEqual([['t:row:1', 't:row:2']]);
    await find(1);
    expect(runs()).toBe(2);
  });

  it('keeps concurrent scopes apart', async () => {
    const { runtime } = freshRuntime();
    const gates = [deferred<void>(), deferred<void>()];
    const written: unknown[] = [];
    runtime.on('invalidate', ({ dependencies }) => written.push(dependencies));
    const scopes = gates.map((gate, i) =>
      runtime.invalidateAfter(async () => {
        await runtime.invalidateTag(`scope:${i}`);
        await gate.promise;
      }),
    );
    gates[1]?.resolve();
    await scopes[1];
    expect(written).toEqual([['t:scope:1']]);
    gates[0]?.resolve();
    await scopes[0];
    expect(written).toEqual([['t:scope:1'], ['t:scope:0']]);
  });

  it('counts what still runs after its scope has ended as outside', async () => {
    const { runtime } = freshRuntime();
    const { find, runs } = counted(runtime);
    await find(1);
    const gate = deferred<void>();
    let late: Promise<void> | undefined;
    await runtime.invalidateAfter(async () => {
      late = gate.promise.then(() => runtime.invalidateTag('row:1'));
    });
    gate.resolve();
    await late;
    await find(1);
    expect(runs()).toBe(2);
  });
});

/** A context that was made outside of any scope, as another request of the process has. */
const elsewhere = new AsyncResource('elsewhere');

function outside(work: () => Promise<void>): Promise<void> {
  return elsewhere.runInAsyncScope(work);
}

/** A memory store whose invalidations fail while `down` is set. */
function unreliable(): { readonly definition: StoreDefinition; down: boolean } {
  const state = {
    down: false,
    definition: {
      kind: 'unreliable',
      open: ({ now }: { now: () => number }) => {
        const store = atomicStore('unreliable', new MemoryRows({ maxEntries: 100, now }), now);
        const guarded = <A extends readonly unknown[], R>(verb: (...args: A) => R) => {
          return (...args: A): R => {
            if (state.down) throw new Error('connection lost');
            return verb(...args);
          };
        };
        return { ...store, invalidate: guarded(store.invalidate), invalidateKeys: guarded(store.invalidateKeys) };
      },
    },
  };
  return state;
}

describe('the outbox', () => {
  it('rejects, keeps the dependencies, and neither serves nor stores what depends on them until they are written', async () => {
    const { runtime, timers } = freshRuntime();
    const store = unreliable();
    await runtime.configure({ store: store.definition });
    const { find, row, runs } = counted(runtime);
    await find(1);
    await find(2);
    store.down = true;
    row.value = 'new';
    const failure = await runtime.invalidateTag('row:1').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'HF3005', dependencies: ['t:row:1'], cause: new Error('connection lost') });
    expect(runtime.pendingInvalidations()).toEqual([
      { store: 'unreliable', dependencies: ['t:row:1'], keys: [], attempts: 0 },
    ]);
    expect([await find(1), await find(1), await find(2)]).toEqual(['new', 'new', 'old']);
    expect(runs()).toBe(4);

    await runNext(timers);
    expect(runtime.pendingInvalidations()).toMatchObject([{ attempts: 1 }]);
    store.down = false;
    await runNext(timers);
    expect([runtime.pendingInvalidations(), timers.length]).toEqual([[], 0]);
    expect([await find(1), await find(1)]).toEqual(['new', 'new']);
    expect(runs()).toBe(5);
  });

  it('does the same for a key, with growing pauses up to a bound', async () => {
    const { runtime, timers } = freshRuntime();
    const store = unreliable();
    await runtime.configure({ store: store.definition });
    const { find } = counted(runtime);
    await find(1);
    store.down = true;
    await expect(runtime.invalidateKey('hf:app:find(id=1)')).rejects.toMatchObject({ code: 'HF3005' });
    const pauses: number[] = [];
    for (let i = 0; i < 9; i++) pauses.push(await runNext(timers));
    expect(pauses).toEqual([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(await cacheOf(runtime, find).peek(1)).toBe(undefined);
    store.down = false;
    await runNext(timers);
    expect(runtime.pendingInvalidations()).toEqual([]);
  });

  it('keeps a name that failed again while a retry of it was under way', async () => {
    const { runtime, timers } = freshRuntime();
    const gate = deferred<void>();
    const answers: (() => Promise<void>)[] = [
      () => Promise.reject(new Error('first')),
      () => gate.promise,
      () => Promise.reject(new Error('second')),
      () => Promise.resolve(),
    ];
    const definition: StoreDefinition = {
      kind: 'scripted',
      open: ({ now }) => ({
        ...atomicStore('scripted', new MemoryRows({ maxEntries: 10, now }), now),
        invalidate: () => answers.shift()?.(),
      }),
    };
    await runtime.configure({ store: definition });
    await expect(runtime.invalidateTag('a')).rejects.toMatchObject({ code: 'HF3005' });
    const retry = runNext(timers);
    await expect(runtime.invalidateTag('a')).rejects.toMatchObject({ code: 'HF3005' });
    gate.resolve();
    await retry;
    expect(runtime.pendingInvalidations()).toMatchObject([{ dependencies: ['t:a'] }]);
    await runNext(timers);
    expect(runtime.pendingInvalidations()).toEqual([]);
  });
});

/** Runs the timer that was started first and waits until what it started has ended; answers its pause. */
async function runNext(timers: FreshRuntime['timers']): Promise<number> {
  const timer = timers.shift();
  if (timer === undefined) throw new Error('no timer was started');
  timer.run();
  for (let i = 0; i < 20; i++) await Promise.resolve();
  return timer.milliseconds;
}
