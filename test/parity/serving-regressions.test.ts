import { cacheOf, configure, invalidateTag, NotCachedError, SyncStoreError } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { answerLater } from './harness/answer-later.ts';
import { handWrittenAsync, handWrittenSync } from './harness/hand-written.ts';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { recordEvents, startParityCache } from './harness/start-parity-cache.ts';
import type * as ServingRegressions from './services/serving-regressions.ts';

const service = await loadService<typeof ServingRegressions>('serving-regressions');
const { runs } = service;

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  it('X-13: a refreshed tagged call is served under the key that calls read', async () => {
    const { tagged } = service;
    expect([await tagged(1), await cacheOf(tagged).refresh(1), await tagged(1)]).toEqual([
      '1: run 1',
      '1: run 2',
      '1: run 2',
    ]);
    await invalidateTag('row:1');
    expect(await tagged(1)).toBe('1: run 3');
  });

  it('X-15: a load that an invalidation of its key or a refresh overtook never comes back', async () => {
    const { load } = service;
    const newer = async () => 'new';
    const old = loadLater();
    const overtaken = load(1, old.read);
    await old.begun;
    expect(await cacheOf(load).invalidate(1, newer)).toBe(false);
    old.resolve('old');
    expect([await overtaken, await load(1, newer), await load(1, newer), runs.load]).toEqual(['old', 'new', 'new', 2]);

    const refused = recordEvents('refuse');
    const older = loadLater();
    const outrun = load(2, older.read);
    await older.begun;
    expect(await cacheOf(load).refresh(2, newer)).toBe('new');
    older.resolve('old');
    expect([await outrun, await load(2, newer), runs.load]).toEqual(['old', 'new', 4]);
    expect(refused).toEqual([{ event: 'refuse', id: 'load', key: 'hf:app:load(_id=2)', reason: 'overtaken' }]);
  });

  it('X-21: functions that share a tag keep their own ttl, and the tag ends them all for as long as they live', async () => {
    const { briefly, daily, lastingly } = service;
    const callAll = async () => [await briefly(1), await lastingly(1), await daily(1)];
    expect(await callAll()).toEqual(['1: run 1', '1: run 1', '1: run 1']);
    cache.advance('3s');
    expect(await callAll()).toEqual(['1: run 2', '1: run 1', '1: run 1']);
    cache.advance('10m');
    expect(await callAll()).toEqual(['1: run 3', '1: run 1', '1: run 1']);
    await invalidateTag('shared');
    expect(await callAll()).toEqual(['1: run 4', '1: run 2', '1: run 2']);
  });

  it("X-26: a function's maxSize bounds its own entries only", async () => {
    const { square } = service;
    const one = handWrittenAsync('one', { parameters: ['x'], spec: { maxSize: 1 } }, async (x: number) => x);
    for (const x of [1, 2, 3, 4, 5]) await square(x);
    for (const x of [1, 2, 3, 1]) expect(await one(x)).toBe(x);
    for (const x of [1, 2, 3, 4, 5]) await square(x);
    expect(await cacheOf(square).info()).toEqual({
      hits: 5,
      misses: 5,
      currSize: cache.counted(5),
      maxSize: undefined,
    });
    expect(await cacheOf(one).info()).toEqual({ hits: 0, misses: 4, currSize: 1, maxSize: 1 });
  });

  it('X-28: calls of different arguments run side by side, and functions that call each other or themselves come to an end', async () => {
    const { itself, left, load } = service;
    const gate = Promise.withResolvers<void>();
    const calls = [1, 2, 3, 4, 5].map((id) =>
      load(id, async () => {
        if (runs.load === 5) gate.resolve();
        await gate.promise;
        return `row ${id}`;
      }),
    );
    expect(await Promise.all(calls)).toEqual(['row 1', 'row 2', 'row 3', 'row 4', 'row 5']);
    expect([await left(1), await left(1)]).toEqual(['left right left right left', 'left right left right left']);
    expect([await itself(1), await itself(1)]).toEqual(['again again done', 'again again done']);
    expect([runs.left, runs.right, runs.itself]).toEqual([3, 2, 3]);
  });

  it('X-34: an entry that is stored anew with a longer ttl lives that long', async () => {
    const { sharedBriefly, sharedLastingly } = service;
    expect(await sharedBriefly(1)).toBe('1: run 1');
    expect(await cacheOf(sharedLastingly).refresh(1)).toBe('1: run 1 of the other');
    cache.advance('2s');
    expect([await sharedBriefly(1), await sharedLastingly(1)]).toEqual([
      '1: run 1 of the other',
      '1: run 1 of the other',
    ]);
  });

  it('X-38: every operation works on a method with the arguments of the call', async () => {
    const repo = new service.UserRepo();
    const ops = cacheOf(repo, 'find');
    expect(ops.key(1, 42)).toBe('hf:app:UserRepo.find(id=42,teamId=1)');
    expect(await ops.peek(1, 42)).toBe(undefined);
    await expect(ops.require(1, 42)).rejects.toThrow(NotCachedError);
    expect(await repo.find(1, 42)).toBe('user 1,42: run 1');
    expect(await ops.peek(1, 42)).toEqual({ value: 'user 1,42: run 1' });
    expect(await ops.require(1, 42)).toBe('user 1,42: run 1');
    expect(await ops.refresh(1, 42)).toBe('user 1,42: run 2');
    expect(await ops.uncached(1, 42)).toBe('user 1,42: run 3');
    expect(await repo.find(1, 42)).toBe('user 1,42: run 2');
    expect([await ops.invalidate(1, 42), await ops.invalidate(1, 42)]).toEqual([true, false]);
    expect(await ops.prime([1, 42], () => 'primed')).toBe('primed');
    expect(await repo.find(1, 42)).toBe('primed');
    expect(await ops.info()).toEqual({ hits: 2, misses: 1, currSize: cache.counted(1), maxSize: undefined });
    await ops.clear();
    expect(await ops.info()).toEqual({ hits: 0, misses: 0, currSize: cache.counted(0), maxSize: undefined });
    expect(await repo.find(1, 42)).toBe('user 1,42: run 4');
  });

  it('X-39: a promise is never stored in place of its value, and a synchronous function needs a store that answers at once', async () => {
    const definition = answerLater(store.define());
    await configure({ store: store.define(), stores: { later: definition } });
    const { square } = service;
    expect([await square(3), await cacheOf(square).peek(3)]).toEqual([9, { value: 9 }]);
    expect(square(3)).toBeInstanceOf(Promise);

    const spec = { store: 'later' };
    const later = handWrittenAsync('later', { parameters: ['x'], spec }, async (x: number) => x * x);
    expect([await later(3), await cacheOf(later).peek(3)]).toEqual([9, { value: 9 }]);
    const atOnce = handWrittenSync('atOnce', { parameters: ['x'], spec }, (x: number) => x * x);
    expect(() => atOnce(3)).toThrow(
      new SyncStoreError(
        `atOnce is synchronous, but its store (${definition.kind}) answers with promises. Give it a synchronous one (configure({ syncStore })) or make the function async.`,
      ),
    );
  });
});

/** A load that goes on until it is told its result. What comes before `begun` came before the load, and is no race with it. */
function loadLater(): { begun: Promise<void>; read: () => Promise<string>; resolve: (value: string) => void } {
  const begun = Promise.withResolvers<void>();
  const result = Promise.withResolvers<string>();
  const read = (): Promise<string> => {
    begun.resolve();
    return result.promise;
  };
  return { begun: begun.promise, read, resolve: result.resolve };
}
