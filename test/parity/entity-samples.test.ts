import { invalidateEntity } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as EntitySamples from './services/entity-samples.ts';

const service = await loadService<typeof EntitySamples>('entity-samples');
const { getUser, getUserTransactions, runs, updateUsers } = service;

describe.each(PARITY_STORES)('on $name', (store) => {
  startParityCache(store, service);

  it('RM-11: a writer that answers a list ends what holds any of it, and nothing else', async () => {
    const all = () => Promise.all([getUser(1), getUser(2), getUser(3)]);
    await updateUsers([1, 2, 3], 'Ada');
    await all();
    await all();
    expect(runs.getUser).toBe(3);
    expect(await updateUsers([1, 2], 'Grace')).toEqual([
      { id: 1, name: 'Grace' },
      { id: 2, name: 'Grace' },
    ]);
    expect(await all()).toEqual([
      { id: 1, name: 'Grace' },
      { id: 2, name: 'Grace' },
      { id: 3, name: 'Ada' },
    ]);
    expect(runs).toEqual({ getUser: 5, updateUsers: 2, getUserTransactions: 0 });
  });

  it('RM-13: an id of two parts names one row, in the order of its parts', async () => {
    // A Keyv stores what depends on a new name from the second call on.
    await getUserTransactions(7);
    const first = await getUserTransactions(7);
    const amount = runs.getUserTransactions;
    expect(first).toEqual([
      { product_id: 1, user_id: 7, amount },
      { product_id: 2, user_id: 7, amount },
    ]);
    await invalidateEntity('transaction', [3, 7]);
    await invalidateEntity('transaction', [7, 1]);
    expect(await getUserTransactions(7)).toEqual(first);
    await invalidateEntity('transaction', [1, 7]);
    expect((await getUserTransactions(7)).map((one) => one.amount)).toEqual([amount + 1, amount + 1]);
  });
});
