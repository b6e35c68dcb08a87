import { cacheOf, invalidateAll, invalidateEntity } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { recordEvents, startParityCache } from './harness/start-parity-cache.ts';
import type * as Entities from './services/entities.ts';

const service = await loadService<typeof Entities>('entities');
const { getAtLength, getBriefly, getCustomer, getData, getPreferences, getProduct, getShared } = service;
const { getStats, getUnusable, getUser, getUsers, runs, updateUser } = service;

const countRuns = (): number => Object.values(runs).reduce((sum, count) => sum + count, 0);

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  it('R-06: invalidating an entity ends the call that holds it and no other', async () => {
    await cache.meet({ user: [1, 2] });
    expect([await getUser(1), await getUser(1), await getUser(2)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
      { id: 2, run: 2 },
    ]);
    await invalidateEntity('user', 1);
    expect([await getUser(1), await getUser(2), runs.getUser]).toEqual([{ id: 1, run: 3 }, { id: 2, run: 2 }, 3]);
  });

  it('R-10: a call that holds an entity is ended by it and by its function', async () => {
    await cache.meet({ product: [1] });
    expect([await getProduct(1), await getProduct(1)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ]);
    await invalidateEntity('product', 1);
    expect(await getProduct(1)).toEqual({ id: 1, run: 2 });
    await cacheOf(getProduct).clear();
    expect(await getProduct(1)).toEqual({ id: 1, run: 3 });
  });

  it('R-12: functions of one key share an entry and its entities; one that tracks none keeps its own', async () => {
    await cache.meet({ user: [1, 2, 9] });
    // Redis takes a function that has stored nothing yet for one that may have been cleared at the last invalidation.
    await getPreferences(9);
    runs.getPreferences = 0;
    const callAll = async () => [await getShared(1), await getPreferences(1), await getStats(1), countRuns()];
    const first = { id: 1, run: 1 };
    expect(await callAll()).toEqual([first, first, first, 2]);
    expect(await callAll()).toEqual([first, first, first, 2]);
    await invalidateEntity('user', 1);
    expect(await callAll()).toEqual([{ id: 1, run: 2 }, { id: 1, run: 2 }, first, 3]);
    await cacheOf(getStats).clear();
    expect(await callAll()).toEqual([{ id: 1, run: 2 }, { id: 1, run: 2 }, { id: 1, run: 2 }, 4]);
    await invalidateAll();
    expect(await callAll()).toEqual([{ id: 1, run: 3 }, { id: 1, run: 3 }, { id: 1, run: 3 }, 6]);
    expect([await getPreferences(2), countRuns()]).toEqual([{ id: 2, run: 1 }, 7]);
  });

  it('R-17: an entry that lives longer is still ended by an entity that a shorter one used after it', async () => {
    await cache.meet({ user: [1] });
    expect([await getAtLength(1), await getBriefly(1)]).toEqual([
      { id: 1, run: 1 },
      { id: 1, run: 1 },
    ]);
    cache.advance('60s');
    expect(await getAtLength(1)).toEqual({ id: 1, run: 1 });
    await invalidateEntity('user', 1);
    expect([await getAtLength(1), await getBriefly(1)]).toEqual([
      { id: 1, run: 2 },
      { id: 1, run: 2 },
    ]);
  });

  it('R-19: the id stands where id= says', async () => {
    await cache.meet({ customer: [1] });
    expect([await getCustomer(1), await getCustomer(1)]).toEqual([
      { customer_id: 1, run: 1 },
      { customer_id: 1, run: 1 },
    ]);
    await invalidateEntity('customer', 1);
    expect(await getCustomer(1)).toEqual({ customer_id: 1, run: 2 });
  });

  it('R-21: a list is ended by any of its rows', async () => {
    await cache.meet({ user: [1, 2, 3] });
    const ofRun = (run: number) => [1, 2, 3].map((id) => ({ id, run }));
    expect([await getUsers(), await getUsers()]).toEqual([ofRun(1), ofRun(1)]);
    await invalidateEntity('user', 4);
    expect(await getUsers()).toEqual(ofRun(1));
    await invalidateEntity('user', 2);
    expect(await getUsers()).toEqual(ofRun(2));
  });

  it('R-22: a result in which an id cannot be used is not stored, and an event names the value and its type', async () => {
    const events = recordEvents('store', 'refuse', 'error');
    const ofRun = (run: number) => [
      { id: [1, 2, 3], run },
      { id: 4, run },
      { id: 5, run },
    ];
    expect([await getUnusable(), await getUnusable(), runs.getUnusable]).toEqual([ofRun(1), ofRun(2), 2]);
    const call = { id: 'getUnusable', key: 'hf:app:getUnusable()' };
    const error = expect.objectContaining({
      code: 'HF3012',
      entity: 'user',
      value: [1, 2, 3],
      message: expect.stringMatching(/^HF3012 missing-entity-id: getUnusable: .*entity user is \[1,2,3\] \(array\);/),
    });
    const refused = [
      { event: 'error', operation: 'tracks', ...call, error },
      { event: 'refuse', ...call, reason: 'missing-id' },
    ];
    expect(events).toEqual([...refused, ...refused]);
  });

  it('R-24: a writer gives what its body gave, and ends what holds it', async () => {
    await cache.meet({ user: [1, 2] });
    await getUser(2);
    expect([await getUser(1), await getUser(1), runs.getUser]).toEqual([{ id: 1, run: 2 }, { id: 1, run: 2 }, 2]);
    expect(await updateUser(1, 'x')).toStrictEqual({ id: 1, name: 'x' });
    expect([await getUser(1), await getUser(2)]).toEqual([
      { id: 1, run: 3 },
      { id: 2, run: 1 },
    ]);
  });

  it('R-27: a call is served until its entity is invalidated', async () => {
    await cache.meet({ user: [1] });
    expect([await getUser(1), await getUser(1), runs.getUser]).toEqual([{ id: 1, run: 1 }, { id: 1, run: 1 }, 1]);
    await invalidateEntity('user', 1);
    expect([await getUser(1), await getUser(1), runs.getUser]).toEqual([{ id: 1, run: 2 }, { id: 1, run: 2 }, 2]);
  });

  it('R-29: an entity ends entries under an explicit key and under an own one', async () => {
    await cache.meet({ user: [1] });
    expect([await getShared(1), countRuns(), await getUser(1), countRuns()]).toEqual([
      { id: 1, run: 1 },
      1,
      { id: 1, run: 1 },
      2,
    ]);
    await invalidateEntity('user', 1);
    expect([await getShared(1), countRuns(), await getUser(1), countRuns()]).toEqual([
      { id: 1, run: 2 },
      3,
      { id: 1, run: 2 },
      4,
    ]);
  });

  it('R-32: an entity, everything and a function each end what they name and nothing else', async () => {
    await cache.meet({ user: [1], product: [1] });
    const callAll = async () => {
      await Promise.all([getData(1), getProduct(1), getUser(1)]);
      return [runs.getData, runs.getProduct, runs.getUser];
    };
    expect([await callAll(), await callAll()]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    await invalidateEntity('user', 1);
    expect(await callAll()).toEqual([1, 1, 2]);
    await invalidateAll();
    expect(await callAll()).toEqual([2, 2, 3]);
    await cacheOf(getData).clear();
    expect(await callAll()).toEqual([3, 2, 3]);
  });
});
