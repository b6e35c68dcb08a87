import { expect, it } from 'vitest';
import type { ConfigureOptions } from '../../../../runtime/src/api/configure-options.ts';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';
import type { Store } from '../../../../runtime/src/store/port.ts';
import { compileBatch } from '../batch/compile-batch.ts';
import { compileAsync, type FreshRuntime, freshRuntime } from '../compiled-function.ts';

interface Waiting extends FreshRuntime {
  /** Lets the writes through that wait. */
  readonly answer: () => void;
  /** What happened. */
  readonly told: string[];
}

/** A store that is waited for, over memory; its writes wait until the test lets them through. */
async function waiting(more: Partial<Store> = {}, options: ConfigureOptions = {}): Promise<Waiting> {
  const { hit: _, resident: __, ...memory } = openMemory({ now: () => 1_000_000 });
  let gate = Promise.withResolvers<void>();
  const store: Store = {
    ...memory,
    synchronous: false,
    answersInOrder: true,
    read: async (requests) => memory.read(requests),
    write: async (writes) => {
      await gate.promise;
      return memory.write(writes);
    },
    ...more,
  };
  const fresh = freshRuntime();
  await fresh.runtime.configure({ ...options, store: { kind: 'test', open: () => store } });
  const told: string[] = [];
  for (const name of ['hit', 'miss', 'join', 'store'] as const) fresh.runtime.on(name, () => told.push(name));
  fresh.runtime.on('error', ({ operation, error }) => told.push(`${operation}: ${String(error)}`));
  const answer = (): void => {
    gate.resolve();
    gate = Promise.withResolvers();
  };
  return { ...fresh, answer, told };
}

/** Whether the promise is settled when everything that can go on without the store has gone on. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open');
  const turns = new Promise((resolve) => setImmediate(() => setImmediate(() => resolve(open))));
  return (await Promise.race([promise, turns])) !== open;
}

it('a caller gets the result before it is stored; who comes meanwhile waits, and is served', async () => {
  const { runtime, cache, answer, told } = await waiting();
  let runs = 0;
  const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => ({ id, run: ++runs }));
  const first = await find(1);
  expect([first, told]).toEqual([{ id: 1, run: 1 }, ['miss']]);
  first.run = 99;
  const second = find(1);
  expect(await isSettled(second)).toBe(false);
  answer();
  expect([await second, told]).toEqual([{ id: 1, run: 1 }, ['miss', 'store', 'hit']]);
  expect(cache.flights.places.size).toBe(0);
});

it('who joined a computation gets its result when it is known to be stored', async () => {
  const { runtime, answer, told } = await waiting();
  const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 'value');
  const [first, second] = [find(), find()];
  expect([await first, await isSettled(second)]).toEqual(['value', false]);
  answer();
  expect([await second, told]).toEqual(['value', ['miss', 'store', 'join']]);
});

it('the items of a batch come before they are stored', async () => {
  const { runtime, cache, answer, told } = await waiting();
  const asked: (readonly number[])[] = [];
  const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => {
    asked.push(ids);
    return ids.map((id) => ({ id }));
  });
  expect([await load([1, 2]), told]).toEqual([
    [{ id: 1 }, { id: 2 }],
    ['miss', 'miss'],
  ]);
  const again = load([2, 3]);
  expect(await isSettled(again)).toBe(false);
  answer();
  expect(await again).toEqual([{ id: 2 }, { id: 3 }]);
  answer();
  expect([await load([1, 2, 3]), asked]).toEqual([
    [{ id: 1 }, { id: 2 }, { id: 3 }],
    [[1, 2], [3]],
  ]);
  expect(cache.flights.places.size).toBe(0);
});

it('a write that fails when its caller has gone on is an event', async () => {
  const failing = { write: () => Promise.reject(new Error('no room')) };
  const { runtime, cache, told } = await waiting(failing);
  let runs = 0;
  const find = compileAsync(runtime, 'find', { parameters: [] }, async () => ++runs);
  expect([await find(), await find()]).toEqual([1, 2]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual(['miss', 'write: Error: no room', 'miss', 'write: Error: no room']);
  expect(cache.flights.places.size).toBe(0);
});

it('waitUntil is told of what nobody waits for', async () => {
  const background: Promise<unknown>[] = [];
  const { runtime, answer, told } = await waiting({}, { waitUntil: (work) => void background.push(work) });
  const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 'value');
  await find();
  expect(background.length).toBe(1);
  answer();
  await Promise.all(background);
  expect(told).toEqual(['miss', 'store']);
});

it.each([
  { why: 'the store does not answer in order', more: { answersInOrder: false } },
  { why: 'store errors are thrown', options: { onStoreError: 'throw' } as const },
])('the caller waits for the write where $why', async ({ more, options }) => {
  const { runtime, answer } = await waiting(more, options);
  const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 'value');
  const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => ids);
  const calls = Promise.all([find(), load([1])]);
  const isWaiting = !(await isSettled(calls));
  answer();
  expect([isWaiting, await calls]).toEqual([true, ['value', [1]]]);
});

it('a refresh waits until the entry is replaced', async () => {
  const { runtime, answer } = await waiting();
  const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 'value');
  const refreshed = runtime.cacheOf(find).refresh();
  const isWaiting = !(await isSettled(refreshed));
  answer();
  expect([isWaiting, await refreshed]).toEqual([true, 'value']);
});
