import { cacheOf, invalidateTag } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as ZCache from './services/zcache.ts';

const service = await loadService<typeof ZCache>('zcache');
const prefixed = await loadService<typeof ZCache>('zcache', 'prefix');
const { A, AC, AS, B, incrNull, incrUndefined, multi, runs, Tagged, tagged, taggedToo } = service;

/** Each call after the one before it: the order tells which run made which result. */
async function inTurn<T>(calls: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const call of calls) results.push(await call());
  return results;
}

describe.each(PARITY_STORES)('on $name', (store) => {
  startParityCache(store, service, prefixed);

  it('Z-01: a key holds namespace, id and values in readable form, decodable where they are not ASCII', () => {
    const keys = [
      cacheOf(prefixed.add).key(5, 6),
      cacheOf(prefixed.add).key(5, '测试'),
      cacheOf(new A(), 'plus').key(5, 6),
    ];
    expect(keys).toEqual([
      'hf:prefix:add(a=5,b=6)',
      'hf:prefix:add(a=5,b=%E6%B5%8B%E8%AF%95)',
      'hf:app:A.plus(a=5,b=6)',
    ]);
    expect(keys.map(decodeURIComponent)).toEqual([
      'hf:prefix:add(a=5,b=6)',
      'hf:prefix:add(a=5,b=测试)',
      'hf:app:A.plus(a=5,b=6)',
    ]);
  });

  it('Z-08: a call is served until it is invalidated or refreshed, also to a function with the same explicit key', async () => {
    const a = new A();
    expect([await a.add(5, 6), await a.add(5, 6), runs.methodAdd]).toEqual([12, 12, 1]);
    expect(await cacheOf(a, 'add').invalidate(5, 6)).toBe(true);
    expect([await a.add(5, 6), runs.methodAdd]).toEqual([13, 2]);
    expect([await cacheOf(a, 'add').refresh(5, 6), runs.methodAdd]).toEqual([14, 3]);
    expect([await a.add(5, 6), await new B().addExplicit(5, 6)]).toEqual([14, 14]);
    expect([runs.methodAdd, runs.addExplicit]).toEqual([3, 0]);
  });

  it('Z-10: null and undefined are cached until they are invalidated', async () => {
    expect([await incrNull(), await incrNull(), runs.incrNull]).toEqual([null, null, 1]);
    expect(await cacheOf(incrNull).invalidate()).toBe(true);
    expect([await incrNull(), runs.incrNull]).toEqual([null, 2]);

    expect([await incrUndefined(), await incrUndefined(), runs.incrUndefined]).toEqual([undefined, undefined, 1]);
    expect(await cacheOf(incrUndefined).invalidate()).toBe(true);
    expect([await incrUndefined(), runs.incrUndefined]).toEqual([undefined, 2]);
  });

  it('Z-12: a static method is served, also after its body has renamed the class', async () => {
    expect([await AC.add(3, 4), await AC.add(3, 4), await AC.add(3, 4), runs.staticAdd]).toEqual([8, 8, 8, 1]);
    expect([await AC.plus(3, 4), await AC.plus(3, 4), runs.renaming]).toEqual([8, 8, 1]);
    expect([AC.name, cacheOf(AC, 'plus').key(3, 4)]).toEqual(['Renamed1', 'hf:app:AC.plus(a=3,b=4)']);
  });

  it('Z-13: a static method that is called without its class is served the same entry', async () => {
    const { add } = AS;
    expect([await AS.add(3, 4), await AS.add(3, 4), await add(3, 4), runs.detached]).toEqual([8, 8, 8, 1]);
  });

  it('Z-14: invalidating a call ends that call, invalidating a tag ends every call that has it', async () => {
    const calls = [() => tagged(5, 6), () => tagged(5, 7), () => tagged(5, 8), () => tagged(6, 8)];
    expect(await inTurn(calls)).toEqual(['5,6: run 1', '5,7: run 2', '5,8: run 3', '6,8: run 4']);
    expect(await inTurn(calls)).toEqual(['5,6: run 1', '5,7: run 2', '5,8: run 3', '6,8: run 4']);
    await cacheOf(tagged).invalidate(5, 6);
    expect(await inTurn(calls)).toEqual(['5,6: run 5', '5,7: run 2', '5,8: run 3', '6,8: run 4']);
    await invalidateTag('add:5');
    expect(await inTurn(calls)).toEqual(['5,6: run 6', '5,7: run 7', '5,8: run 8', '6,8: run 4']);
  });

  it('Z-16: tagged instance and static methods are served, whatever the instance', async () => {
    const first = await new Tagged().add(5, 6);
    expect([first, await new Tagged().add(5, 6), runs.taggedMethod]).toEqual(['5,6: run 1', '5,6: run 1', 1]);
    expect([await Tagged.plus(5, 6), await Tagged.plus(5, 6)]).toEqual(['5,6: run 1', '5,6: run 1']);
  });

  it('Z-17: each of several tags ends the calls that have it', async () => {
    const calls = [() => multi(5, 6), () => multi(5, 7), () => multi(1, 8), () => multi(2, 9)];
    expect(await inTurn(calls)).toEqual(['5,6: run 1', '5,7: run 2', '1,8: run 3', '2,9: run 4']);
    await invalidateTag('a:5');
    await invalidateTag('b:8');
    expect(await inTurn(calls)).toEqual(['5,6: run 5', '5,7: run 6', '1,8: run 7', '2,9: run 4']);
    await invalidateTag('c');
    expect(await inTurn(calls)).toEqual(['5,6: run 8', '5,7: run 9', '1,8: run 10', '2,9: run 11']);
  });

  it('Z-20: a tag is one tag for all functions that have it, each time it is invalidated', async () => {
    const calls = [() => tagged(5, 6), () => tagged(5, 7), () => taggedToo(5, 6)];
    expect(await inTurn(calls)).toEqual(['5,6: run 1', '5,7: run 2', '5,6: run 1 of the other']);
    await invalidateTag('add:5');
    expect(await inTurn(calls)).toEqual(['5,6: run 3', '5,7: run 4', '5,6: run 2 of the other']);
    expect(await inTurn(calls)).toEqual(['5,6: run 3', '5,7: run 4', '5,6: run 2 of the other']);
    await invalidateTag('add:5');
    expect(await inTurn(calls)).toEqual(['5,6: run 5', '5,7: run 6', '5,6: run 3 of the other']);
  });
});
