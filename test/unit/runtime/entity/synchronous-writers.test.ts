import { describe, expect, it } from 'vitest';
import type { Tracked } from '../../../../runtime/src/spec.ts';
import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { Store, StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { compileAsync, compileSync, deferred, type FreshRuntime, freshRuntime } from '../compiled-function.ts';
import { compileWriter } from './compile-tracked.ts';
import { settled } from './settled.ts';
import { slowStore } from './slow-store.ts';

const USER: readonly Tracked[] = [{ entity: 'user', ids: [0], rows: true }];

function renameIn({ cache }: FreshRuntime): (id: number) => string {
  return compileWriter(
    cache,
    'rename',
    { parameters: ['id'], invalidates: USER, calls: 'sync' },
    (id: number) => `renamed ${id}`,
  );
}

/** An asynchronous and a synchronous function, each on its store, and how often their bodies ran. */
function findersIn({ runtime }: FreshRuntime) {
  const runs = { find: 0, findNow: 0 };
  const spec = { tracks: USER };
  const find = compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (_id: number) => ++runs.find);
  const findNow = compileSync(runtime, 'findNow', { parameters: ['id'], spec }, (_id: number) => ++runs.findNow);
  return { find, findNow, runs };
}

describe('a synchronous writer', () => {
  it('has written the stores that answer at once before it returns', async () => {
    const fresh = freshRuntime();
    const { findNow, find } = findersIn(fresh);
    const rename = renameIn(fresh);
    expect([findNow(1), findNow(1), await find(1)]).toEqual([1, 1, 1]);
    expect(rename(1)).toBe('renamed 1');
    expect([findNow(1), findNow(1), await find(1)]).toEqual([2, 2, 2]);
    expect(fresh.runtime.pendingInvalidations()).toEqual([]);
  });

  it('throws where such a store does not take it, which then stays in the outbox', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: true });
    await fresh.runtime.configure({ store: store.definition });
    store.down = true;
    const rename = renameIn(fresh);
    expect(() => rename(1)).toThrow(/^HF3005 invalidation-failed: e:user:1 could not be invalidated/);
    expect(fresh.runtime.pendingInvalidations()).toMatchObject([{ dependencies: ['e:user:1'] }]);
  });

  it('puts what a store takes by promise into the outbox, until the store has taken it', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: false });
    await fresh.runtime.configure({ store: store.definition });
    const { find, findNow, runs } = findersIn(fresh);
    const rename = renameIn(fresh);
    const gate = deferred<void>();
    store.gate = gate.promise;
    await find(1);
    await find(2);
    findNow(1);
    expect(rename(1)).toBe('renamed 1');
    expect(fresh.runtime.pendingInvalidations()).toEqual([
      { store: 'slow', dependencies: ['e:user:1'], keys: [], attempts: 0 },
    ]);
    const reasons: string[] = [];
    fresh.runtime.on('miss', ({ reason }) => reasons.push(reason));
    fresh.runtime.on('refuse', ({ reason }) => reasons.push(`not stored: ${reason}`));
    expect([await find(1), await find(1), await find(2), findNow(1), findNow(1)]).toEqual([3, 4, 2, 2, 2]);
    expect(reasons).toEqual(['pending', 'not stored: pending', 'pending', 'not stored: pending', 'invalidated']);
    gate.resolve();
    await settled();
    expect(fresh.runtime.pendingInvalidations()).toEqual([]);
    expect([await find(1), await find(1), runs]).toEqual([5, 5, { find: 5, findNow: 2 }]);
  });

  it('keeps it there where the store fails later, with an event, and it is retried', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: false });
    await fresh.runtime.configure({ store: store.definition });
    const errors: unknown[] = [];
    fresh.runtime.on('error', ({ operation, error }) => errors.push([operation, String(error)]));
    const rename = renameIn(fresh);
    const { find } = findersIn(fresh);
    await find(1);
    store.down = true;
    rename(1);
    await settled();
    expect(errors).toEqual([['invalidate', 'Error: connection lost']]);
    expect([await find(1), await find(1)]).toEqual([2, 3]);
    store.down = false;
    await runNext(fresh);
    expect(fresh.runtime.pendingInvalidations()).toEqual([]);
    expect([await find(1), await find(1)]).toEqual([4, 4]);
  });

  it('leaves the timer of the retry nothing to do where the store has taken it', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: false });
    await fresh.runtime.configure({ store: store.definition });
    const rename = renameIn(fresh);
    rename(1);
    await settled();
    expect(fresh.runtime.pendingInvalidations()).toEqual([]);
    rename(2);
    // The timer of the first.
    await runNext(fresh);
    expect([fresh.runtime.pendingInvalidations(), fresh.timers.length]).toEqual([[], 1]);
    await runNext(fresh);
    expect(fresh.timers.length).toBe(0);
  });

  it('tells waitUntil of what is on its way', async () => {
    const fresh = freshRuntime();
    const store = slowStore({ synchronous: false });
    const works: Promise<unknown>[] = [];
    await fresh.runtime.configure({ store: store.definition, waitUntil: (work) => works.push(work) });
    renameIn(fresh)(1);
    await runNext(fresh);
    expect((await Promise.all(works)).length).toBe(2);
  });
});

/** A store that opens when a case says so, and what it was asked to invalidate. */
function openedLater(): { readonly definition: StoreDefinition; readonly open: () => void; readonly asked: string[] } {
  const { promise, resolve } = deferred<Store>();
  const asked: string[] = [];
  const inner = atomicStore('later', new MemoryRows({ maxEntries: 100, now: () => 1 }), () => 1);
  const store: Store = {
    ...inner,
    invalidate: (dependencies) => {
      asked.push(...dependencies);
      return inner.invalidate(dependencies);
    },
  };
  return { definition: { kind: 'later', open: () => promise }, open: () => resolve(store), asked };
}

describe('a synchronous writer while configure opens a store', () => {
  it('writes the present store at once and the other one when it is there, which serves nothing before', async () => {
    const fresh = freshRuntime();
    const { runtime, cache } = fresh;
    const { findNow, find } = findersIn(fresh);
    const rename = renameIn(fresh);
    expect(findNow(1)).toBe(1);
    const later = openedLater();
    const configured = runtime.configure({ store: later.definition, replace: true });
    await settled();
    rename(1);
    expect(findNow(1)).toBe(2);
    expect(later.asked).toEqual([]);
    later.open();
    await configured;
    expect(runtime.pendingInvalidations()).toEqual([
      { store: 'later', dependencies: ['e:user:1'], keys: [], attempts: 0 },
    ]);
    expect([await find(1), await find(1)]).toEqual([1, 2]);
    await runNext(fresh);
    expect([runtime.pendingInvalidations(), later.asked, cache.unsettled]).toEqual([[], ['e:user:1'], []]);
    expect([await find(1), await find(1)]).toEqual([3, 3]);
  });

  it('writes the other one also where another configure ended meanwhile', async () => {
    const fresh = freshRuntime();
    const { runtime } = fresh;
    const { findNow } = findersIn(fresh);
    const rename = renameIn(fresh);
    expect(findNow(1)).toBe(1);
    const later = openedLater();
    const configured = runtime.configure({ store: later.definition, replace: true });
    rename(1);
    await runtime.configure({ ttl: '10m' });
    later.open();
    await configured;
    expect(runtime.pendingInvalidations()).toEqual([
      { store: 'later', dependencies: ['e:user:1'], keys: [], attempts: 0 },
    ]);
  });
});

/** Runs the timer that was started first, and what it started. */
async function runNext({ timers }: FreshRuntime): Promise<void> {
  const timer = timers.shift();
  if (timer === undefined) throw new Error('no timer was started');
  timer.run();
  await settled();
}
