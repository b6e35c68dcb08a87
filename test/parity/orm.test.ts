import { cacheOf, invalidateEntity } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { loadShop, ORMS, openShop } from './harness/orm-shops.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { recordEvents, startParityCache } from './harness/start-parity-cache.ts';

const SHOPS = await Promise.all(ORMS.map(async (named) => ({ ...named, shop: await loadShop(named.orm) })));
const CASES = SHOPS.flatMap((shop) => PARITY_STORES.map((store) => ({ ...shop, store, on: store.name })));

describe.each(CASES)('models of $orm, on $on', ({ prefix, shop, store }) => {
  const { runs } = shop;
  startParityCache(store, shop);

  it('R-63: a row that was created is read back', async () => {
    const db = await openShop(shop);
    await expect(cacheOf(shop.getProductById).uncached(shop.sessionOf(db), 101)).resolves.toEqual({
      product_id: 101,
      name: 'Test Product',
    });
    await expect(cacheOf(shop.getSetting).uncached(shop.sessionOf(db), 'theme')).resolves.toEqual({
      code: 'theme',
      value: 'dark',
    });
  });

  it('R-74: a row is read once, and so is one that is not there', async () => {
    const db = await openShop(shop);
    const first = await shop.getUserById(shop.sessionOf(db), 1);
    expect([first?.name, (await shop.getUserById(shop.sessionOf(db), 1))?.name, runs.user]).toEqual([
      'Test User',
      'Test User',
      1,
    ]);
    await expect(shop.getUserById(shop.sessionOf(db), 999)).resolves.toBe(null);
    await expect(shop.getUserById(shop.sessionOf(db), 999)).resolves.toBe(null);
    expect(runs.user).toBe(2);
  });

  it('R-85: sessions are no part of the key', async () => {
    const db = await openShop(shop);
    const [one, other] = [shop.sessionOf(db), shop.sessionOf(db)];
    expect([await shop.getUserById(one, 1), await shop.getUserById(other, 1), runs.user]).toEqual([
      { id: 1, name: 'Test User' },
      { id: 1, name: 'Test User' },
      1,
    ]);
    await shop.getProductById(one, 101);
    await shop.getProductById(other, 101);
    expect(runs.product).toBe(1);
    expect([cacheOf(shop.getUserById).key(one, 1), cacheOf(shop.listUsers).key(shop.usersOf(db))]).toEqual([
      `hf:shop:${prefix}.getUserById(id=1)`,
      `hf:shop:${prefix}.listUsers()`,
    ]);
  });

  it('R-87: a row with two keys is invalidated by both, in the order of the model', async () => {
    const db = await openShop(shop);
    const expected = { order_id: 'order-123', product_id: 101, quantity: 2 };
    await expect(shop.getByProduct(shop.sessionOf(db), 101)).resolves.toEqual(expected);
    await invalidateEntity('order_items', 'order-123');
    await shop.getByProduct(shop.sessionOf(db), 101);
    expect(runs.item).toBe(1);
    await invalidateEntity('order_items', ['order-123', 101]);
    await shop.getByProduct(shop.sessionOf(db), 101);
    expect(runs.item).toBe(2);
  });

  it('R-88: calls with different arguments hold different rows', async () => {
    const db = await openShop(shop);
    const quantities: (number | undefined)[] = [];
    for (const id of [101, 101, 102]) {
      quantities.push((await shop.getByProduct(shop.sessionOf(db), id))?.quantity, runs.item);
    }
    expect(quantities).toEqual([2, 1, 2, 1, 3, 2]);
  });

  it('X-20: a model whose key is not called id is cached and invalidated', async () => {
    const db = await openShop(shop);
    await shop.getProductById(shop.sessionOf(db), 101);
    await shop.getProductById(shop.sessionOf(db), 101);
    expect(runs.product).toBe(1);
    await invalidateEntity('products', 101);
    await shop.getProductById(shop.sessionOf(db), 101);
    expect(runs.product).toBe(2);
  });

  it('RM-25: rows that are written, added or removed by the ORM end the calls that hold them', async () => {
    const db = await openShop(shop);
    const names = async (): Promise<string[]> => (await shop.getCities(shop.sessionOf(db))).map(({ name }) => name);
    expect([await names(), await names(), runs.cities]).toEqual([['Vienna'], ['Vienna'], 1]);
    await shop.renameCity(db, 1, 'Wien');
    expect([await names(), runs.cities]).toEqual([['Wien'], 2]);
    await shop.addCity(db, 'Graz');
    expect([await names(), runs.cities]).toEqual([['Wien', 'Graz'], 3]);
    await shop.removeCity(db, 1);
    expect([await names(), await names(), runs.cities]).toEqual([['Graz'], ['Graz'], 4]);
  });

  it('what the caller gets is plain data of the columns, the first time too', async () => {
    const db = await openShop(shop);
    const refused = recordEvents('refuse', 'error');
    const results = [
      await shop.getUserById(shop.sessionOf(db), 1),
      await shop.getUserById(shop.sessionOf(db), 1),
      await cacheOf(shop.getUserById).refresh(shop.sessionOf(db), 1),
      await cacheOf(shop.getUserById).uncached(shop.sessionOf(db), 1),
    ];
    for (const result of results) expect(result).toStrictEqual({ id: 1, name: 'Test User' });
    expect(await shop.listUsers(shop.usersOf(db))).toStrictEqual([
      { id: 1, name: 'Test User' },
      { id: 2, name: 'Other User' },
    ]);
    expect(refused).toEqual([]);
  });

  it('a batch gives plain data of the rows that it has, and asks for those that were written', async () => {
    const db = await openShop(shop);
    const ask = (...ids: readonly number[]) => shop.getUsersByIds(shop.sessionOf(db), ids);
    const [one, two] = [
      { id: 1, name: 'Test User' },
      { id: 2, name: 'Other User' },
    ];
    expect(await ask(2, 999, 1)).toStrictEqual([two, one]);
    expect([await ask(1, 2), await ask(999), runs.asked]).toStrictEqual([[one, two], [], 3]);
    await shop.rename(db, 1, 'Ada');
    await invalidateEntity('users', 1);
    expect(await ask(1, 2)).toStrictEqual([{ ...one, name: 'Ada' }, two]);
    expect(runs.asked).toBe(4);
  });

  it('an instance that prime is given is made plain, too', async () => {
    const db = await openShop(shop);
    const session = shop.sessionOf(db);
    const written = await shop.renameUser(session, 1, 'Ada');
    await expect(cacheOf(shop.getUserById).prime([session, 1], () => written)).resolves.toStrictEqual({
      id: 1,
      name: 'Ada',
    });
    await expect(shop.getUserById(shop.sessionOf(db), 1)).resolves.toStrictEqual({ id: 1, name: 'Ada' });
    expect(runs.user).toBe(0);
  });

  it('a writer that answers a row ends the calls that hold it and the lists', async () => {
    const db = await openShop(shop);
    await shop.getUserById(shop.sessionOf(db), 1);
    await shop.getUserById(shop.sessionOf(db), 2);
    await shop.listUsers(shop.usersOf(db));
    const written = await shop.renameUser(shop.sessionOf(db), 1, 'Ada');
    expect([written.id, written.name]).toEqual([1, 'Ada']);
    await expect(shop.getUserById(shop.sessionOf(db), 1)).resolves.toEqual({ id: 1, name: 'Ada' });
    await shop.getUserById(shop.sessionOf(db), 2);
    await expect(shop.listUsers(shop.usersOf(db))).resolves.toEqual([
      { id: 1, name: 'Ada' },
      { id: 2, name: 'Other User' },
    ]);
    expect([runs.user, runs.users]).toEqual([3, 2]);
    await shop.getByProduct(shop.sessionOf(db), 101);
    await shop.setQuantity(shop.sessionOf(db), 101, 9);
    await expect(shop.getByProduct(shop.sessionOf(db), 101)).resolves.toEqual({
      order_id: 'order-123',
      product_id: 101,
      quantity: 9,
    });
  });

  it('a transaction that is committed ends the calls, and one that is rolled back ends none', async () => {
    const db = await openShop(shop);
    await shop.getUserById(shop.sessionOf(db), 1);
    await expect(shop.renameInTransaction(db, { id: 1, name: 'Lost', fails: true })).rejects.toThrow('rolled back');
    await expect(shop.getUserById(shop.sessionOf(db), 1)).resolves.toEqual({ id: 1, name: 'Test User' });
    expect(runs.user).toBe(1);
    await shop.renameInTransaction(db, { id: 1, name: 'Kept', fails: false });
    await expect(shop.getUserById(shop.sessionOf(db), 1)).resolves.toEqual({ id: 1, name: 'Kept' });
    expect(runs.user).toBe(2);
  });
});
