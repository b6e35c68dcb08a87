import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';
import type { Store } from '../../../../runtime/src/store/port.ts';
import { compileAsync, deferred, type FreshRuntime, freshRuntime } from '../compiled-function.ts';

/** A store that is waited for, over memory, and what it was asked. */
interface WaitedFor {
  readonly store: Store;
  readonly asked: string[];
}

function waitedFor(shares: boolean): WaitedFor {
  const { hit: _, resident: __, ...memory } = openMemory({ now: () => 1_000_000 });
  const asked: string[] = [];
  const store: Store = {
    ...memory,
    synchronous: false,
    read: async (requests) => {
      asked.push('read');
      return memory.read(requests);
    },
    write: async (writes) => memory.write(writes),
    ...(shares && {
      readShared: (request) => {
        asked.push('readShared');
        // The reading of somebody else stands before it.
        const readings = [{ key: 'other', dependencies: [] }, request];
        return { readings: Promise.resolve(memory.read(readings)), place: 1 };
      },
    }),
  };
  return { store, asked };
}

async function configured(store: Store): Promise<FreshRuntime> {
  const fresh = freshRuntime();
  await fresh.runtime.configure({ store: { kind: 'test', open: () => store } });
  return fresh;
}

it.each([
  { shares: true, asked: ['readShared', 'readShared', 'readShared'] },
  { shares: false, asked: ['read', 'read', 'read'] },
])('asks a store once for each call, with a promise of its own or with others: $shares', async ({ shares, asked }) => {
  const { store, asked: seen } = waitedFor(shares);
  const { runtime } = await configured(store);
  const events: string[] = [];
  for (const name of ['hit', 'miss', 'join'] as const) runtime.on(name, ({ key }) => events.push(`${name} ${key}`));
  let runs = 0;
  const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => ({ id, run: ++runs }));
  expect(await Promise.all([find(1), find(1)])).toEqual([
    { id: 1, run: 1 },
    { id: 1, run: 1 },
  ]);
  expect(await find(1)).toEqual({ id: 1, run: 1 });
  expect([events, seen]).toEqual([
    ['miss hf:app:find(id=1)', 'join hf:app:find(id=1)', 'hit hf:app:find(id=1)'],
    asked,
  ]);
});

it('runs the body where the store fails, at once or later, and asks it once', async () => {
  const { store } = waitedFor(false);
  const failures: unknown[] = [];
  let asked = 0;
  const failing: Store = {
    ...store,
    read: () => {
      if (++asked === 1) throw new Error('at once');
      return Promise.reject(new Error('later'));
    },
  };
  const { runtime, cache } = await configured(failing);
  runtime.on('error', ({ operation, error }) => failures.push([operation, String(error)]));
  const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 'value');
  expect([await find(), await find(), asked]).toEqual(['value', 'value', 2]);
  expect(failures).toEqual([
    ['read', 'Error: at once'],
    ['read', 'Error: later'],
  ]);
  expect(cache.flights.places.size).toBe(0);
});

it('lets a call that reads while the stores are replaced take what lands meanwhile', async () => {
  const { store } = waitedFor(false);
  const { promise, resolve } = deferred<void>();
  let asked = 0;
  const slow: Store = {
    ...store,
    read: async (requests) => {
      const answer = store.read(requests);
      if (++asked === 1) await promise;
      return answer;
    },
  };
  const { runtime } = await configured(slow);
  let runs = 0;
  const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => `${id}/${++runs}`);
  const first = find(1);
  await setImmediate();
  await runtime.configure({ store: { kind: 'test', open: () => waitedFor(false).store }, replace: true });
  expect(await find(1)).toBe('1/1');
  resolve();
  expect([await first, runs]).toEqual(['1/1', 1]);
});
