import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MISS } from '../../../../runtime/src/call/miss.ts';
import { memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import { sqliteStore } from '../../../../runtime/src/store/sqlite/sqlite-store.ts';
import { cacheOf, compileAsync, compileEmitted, compileSync } from '../compiled-function.ts';
import { type Watched, watchedMemory } from './watched-memory.ts';

interface World extends Watched {
  /** Its result tells which run of the body gave it. */
  readonly find: (teamId: number, id: number) => Promise<string>;
}

const KEY = 'hf:app:find(id=1,teamId=7)';

const STORES = [
  ['memory', memoryStore()],
  ['SQLite in memory', sqliteStore(':memory:')],
] as const;

/** A function whose call `find(7, 1)` is at hand. @param isFine hits read the clock each time */
async function atHand(isFine = true, inMemory = memoryStore()): Promise<World> {
  const watched = await watchedMemory({}, isFine, inMemory);
  let runs = 0;
  const spec = {
    tags: [['team:', 1]],
    tracks: [{ entity: 'user', ids: [0] }],
    types: { isolate: 'share' },
    ttl: 60_000,
    maxSize: 2,
  } as const;
  const find = compileAsync(
    watched.runtime,
    'find',
    { parameters: ['teamId', 'id'], spec },
    async (_teamId: number, _id: number) => `run ${++runs}`,
  );
  await find(7, 1);
  await find(7, 1);
  watched.readAsked();
  expect(await find(7, 1)).toBe('run 1');
  // From the second reading of the clock on, a coarse one stands for more than one hit.
  if (!isFine) for (let i = 0; i < 3; i++) await find(7, 1);
  expect(watched.readAsked()).toEqual([]);
  return { ...watched, find };
}

/** What ends an entry; then the next call runs the body. */
const ENDS: readonly (readonly [what: string, end: (world: World) => unknown])[] = [
  ['an invalidation of its tag', ({ runtime }) => runtime.invalidateTag('team:7')],
  ['an invalidation of its entity', ({ runtime }) => runtime.invalidateEntity('user', 1)],
  ['an invalidation of its key', ({ runtime }) => runtime.invalidateKey(KEY)],
  ['an invalidation of its call', ({ runtime, find }) => cacheOf(runtime, find).invalidate(7, 1)],
  ['an invalidation of its function', ({ runtime, find }) => cacheOf(runtime, find).clear()],
  ['an invalidation of everything', ({ runtime }) => runtime.invalidateAll()],
  [
    'an invalidation at the end of a transaction',
    ({ runtime }) => runtime.invalidateAfter(() => runtime.invalidateTag('team:7')),
  ],
  [
    'the end of its time to live',
    async ({ advance }) => {
      advance(60_000);
      // A coarse clock is read again.
      await nextTurn();
    },
  ],
  ['calls that take its room', ({ find }) => Promise.all([find(7, 2), find(7, 3)])],
  ['another store', ({ runtime, store }) => runtime.configure({ store, replace: true })],
  ['a closed cache', ({ runtime }) => runtime.dispose()],
  ['another prefix', ({ runtime, store }) => runtime.configure({ store, prefix: 'shop', replace: true })],
];

/** What leaves the entry as it is, but lets a call ask the store. */
const ASKS: readonly (readonly [what: string, change: (world: World) => unknown])[] = [
  ['an invalidation of something else', ({ runtime }) => runtime.invalidateTag('team:8')],
  ['a listener to hits', ({ runtime }) => runtime.on('hit', () => {})],
  ['other settings', ({ runtime }) => runtime.configure({ ttl: '1m' })],
];

const CLOCKS = [
  ['fine', true],
  ['coarse', false],
] as const;

describe.each(
  STORES.flatMap(([name, store]) => CLOCKS.map(([clock, isFine]) => [name, clock, store, isFine] as const)),
)('what was at hand of %s by a %s clock', (_name, _clock, store, isFine) => {
  it.each(ENDS)('is not served after %s', async (_, end) => {
    const world = await atHand(isFine, store);
    await end(world);
    world.readAsked();
    expect(await world.find(7, 1)).not.toBe('run 1');
  });

  it.each(ASKS)('is asked for by its key after %s', async (_, change) => {
    const world = await atHand(isFine, store);
    await change(world);
    expect(await world.find(7, 1)).toBe('run 1');
    expect(world.readAsked()).toContain(KEY);
  });

  it('waits while a transaction is open, and is not served to its calls once it has invalidated', async () => {
    const { runtime, find, readAsked } = await atHand(isFine, store);
    const seen = await runtime.invalidateAfter(async () => {
      const before = await find(7, 1);
      await runtime.invalidateTag('team:7');
      return [before, await find(7, 1)];
    });
    expect(seen).toEqual(['run 1', 'run 2']);
    expect(readAsked()).toEqual([KEY]);
    expect(await find(7, 1)).toBe('run 3');
  });

  it('is not served while an invalidation of it waits in the outbox', async () => {
    const { runtime, find, cache, readAsked } = await atHand(isFine, store);
    const { main } = cache.stores;
    const down = new Error('down');
    const stores = { ...cache.stores, main: { ...main, invalidate: () => Promise.reject(down) } };
    Object.assign(stores, { sync: stores.main });
    cache.stores = stores;
    await expect(runtime.invalidateTag('team:7')).rejects.toMatchObject({ code: 'HF3005' });
    expect(await find(7, 1)).toBe('run 2');
    expect(readAsked()).toEqual([]);
  });

  it('tells a subscriber of the channel of each hit', async () => {
    const { find } = await atHand(isFine, store);
    const heard: unknown[] = [];
    const hear = (event: unknown) => heard.push(event);
    subscribe('holdfast:hit', hear);
    await find(7, 1);
    unsubscribe('holdfast:hit', hear);
    await find(7, 1);
    expect(heard).toEqual([{ id: 'find', key: KEY }]);
  });
});

describe.each(STORES)('what was at hand of %s', (_name, store) => {
  it('is not served after its time where another hit has read the clock', async () => {
    const { advance, find, readAsked } = await atHand(false, store);
    advance(30_000);
    await nextTurn();
    for (let i = 0; i < 3; i++) await find(7, 2);
    expect(await find(7, 1)).toBe('run 1');
    advance(30_000);
    await nextTurn();
    for (let i = 0; i < 3; i++) expect(await find(7, 2)).toBe('run 2');
    readAsked();
    expect(await find(7, 1)).toBe('run 3');
    expect(readAsked()).toEqual([KEY]);
  });

  it('is at hand again after the store has found it good', async () => {
    const { runtime, find, readAsked } = await atHand(true, store);
    await runtime.invalidateTag('team:8');
    expect([await find(7, 1), await find(7, 1)]).toEqual(['run 1', 'run 1']);
    expect(readAsked()).toEqual([KEY]);
  });

  it('is replaced by what a refresh gave', async () => {
    const { runtime, find, readAsked } = await atHand(true, store);
    expect(await cacheOf(runtime, find).refresh(7, 1)).toBe('run 2');
    expect([await find(7, 1), await find(7, 1)]).toEqual(['run 2', 'run 2']);
    readAsked();
    expect(await find(7, 1)).toBe('run 2');
    expect(readAsked()).toEqual([]);
  });

  it('is neither served nor kept while the cache is switched off', async () => {
    const { runtime, find, readAsked } = await atHand(true, store);
    await runtime.configure({ enabled: false });
    expect([await find(7, 1), await find(7, 1)]).toEqual(['run 2', 'run 3']);
    await runtime.configure({ enabled: true });
    expect(await find(7, 1)).toBe('run 1');
    expect(readAsked()).toEqual([KEY]);
  });

  it('counts its hits as others', async () => {
    const { runtime, find } = await atHand(true, store);
    expect(await cacheOf(runtime, find).info()).toEqual({ hits: 2, misses: 1, currSize: 1, maxSize: 2 });
    expect(runtime.stats()).toMatchObject({ hits: 2, misses: 1 });
  });

  it('is the least recently used one that makes room, counting uses at hand', async () => {
    const { find, readAsked } = await atHand(true, store);
    await find(7, 2);
    // At hand, so the store is not told at once.
    expect(await find(7, 1)).toBe('run 1');
    await find(7, 3);
    expect(await find(7, 1)).toBe('run 1');
    expect(readAsked().filter((key) => key === KEY)).toEqual([]);
    expect(await find(7, 2)).toBe('run 4');
  });
});

describe.each(STORES)('nothing is at hand of %s', (_name, inMemory) => {
  it('where configure({ vary }) makes more of the key than its values', async () => {
    let [tenant, runs] = ['eu', 0];
    const { runtime, readAsked } = await watchedMemory({ vary: () => tenant }, true, inMemory);
    const find = compileSync(runtime, 'find', { parameters: ['id'] }, (_: number) => ++runs);
    expect([find(1), find(1), find(1)]).toEqual([1, 1, 1]);
    tenant = 'us';
    expect([find(1), find(1), find(1)]).toEqual([2, 2, 2]);
    expect(readAsked()).toHaveLength(6);
  });

  it('where there are several stores, whose results must not mix', async () => {
    const watched = await watchedMemory({}, true, inMemory);
    const { runtime, store, readAsked } = watched;
    await runtime.configure({ store, stores: { other: store }, replace: true });
    const find = compileSync(runtime, 'find', { parameters: ['id'] }, (id: number) => id);
    expect([find(1), find(1), find(1)]).toEqual([1, 1, 1]);
    expect(readAsked()).toHaveLength(3);
  });

  it('where a tag names a value that is not in the key', async () => {
    const { runtime, cache } = await watchedMemory({}, true, inMemory);
    const find = compileEmitted(runtime, 'find', {
      spec: { holes: ['id', 'teamId'], key: { form: 'arguments', holes: 1 }, tags: [['team:', 1]] },
      keyValues: (id: number, _teamId: number) => [id],
      further: (_id, teamId) => [teamId],
      body: async (id: number, teamId: number) => `${id} of ${teamId}`,
    });
    await find(1, 7);
    expect(await find(1, 7)).toBe('1 of 7');
    expect(cache.byFunction.get(find)?.hit(1)).toBe(MISS);
  });

  it('of an entry that another declaration of the key has written', async () => {
    const { runtime, readAsked } = await watchedMemory({}, true, inMemory);
    const spec = { key: { form: 'template', holes: 1, template: ['user:', 0] } } as const;
    let runs = 0;
    const [first, second] = ['first', 'second'].map((id) =>
      compileSync(runtime, id, { parameters: ['id'], spec }, (_: number) => `${id} ${++runs}`),
    );
    expect([first?.(1), second?.(1), second?.(1), second?.(1)]).toEqual(['first 1', 'first 1', 'first 1', 'first 1']);
    expect(readAsked()).toEqual(['hf:app:user:1', 'hf:app:user:1', 'hf:app:user:1', 'hf:app:user:1']);
  });
});
