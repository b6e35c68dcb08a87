import {
  type Codec,
  cacheOf,
  configure,
  invalidateKey,
  memoryStore,
  NotCachedError,
  type SealedValue,
  type StoreDefinition,
} from 'holdfast';
import { startFreshCache } from 'holdfast/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sealBytes } from '../../runtime/src/codec/seal-bytes.ts';
import { handWrittenAsync, handWrittenEmitted } from './harness/hand-written.ts';
import { observeStore, PARITY_STORES } from './harness/parity-store.ts';
import { recordEvents, startParityCache } from './harness/start-parity-cache.ts';

const runs = { search: 0, byIds: 0, byOrder: 0, never: 0, getProduct: 0 };

interface Filters {
  readonly category: string;
  readonly in_stock?: boolean;
}

const search = handWrittenAsync(
  'search',
  { parameters: ['filters', 'sort', 'limit'] },
  async (filters: Filters, _sort: string, _limit: number) => `${filters.category}: run ${++runs.search}`,
);
const byIds = handWrittenAsync(
  'byIds',
  { parameters: ['ids'], spec: { unordered: [0] } },
  async (_ids: Iterable<number>) => ++runs.byIds,
);
const byOrder = handWrittenAsync('byOrder', { parameters: ['ids'] }, async (_ids: readonly number[]) => ++runs.byOrder);
const never = handWrittenEmitted('never', {
  spec: { holes: ['n', 'keep()'], key: { form: 'arguments', holes: 1 }, if: 1 },
  keyValues: (n: number) => [n],
  further: () => [() => false],
  body: async (_n: number) => ++runs.never,
});

describe.each(PARITY_STORES)('on $name', (store) => {
  const { store: opened } = startParityCache(store, { runs });

  it('R-33: one entry for each content, however it is written; the order of a list counts unless it is unordered', async () => {
    const electronics = { category: 'electronics' };
    expect(await search(electronics, 'price_asc', 5)).toBe('electronics: run 1');
    expect(await search({ ...electronics }, 'price_asc', 5)).toBe('electronics: run 1');
    expect([
      await search({ category: 'books', in_stock: true }, 'price_asc', 5),
      await search({ in_stock: true, category: 'books' }, 'price_asc', 5),
    ]).toEqual(['books: run 2', 'books: run 2']);
    expect([await byIds([3, 1, 2]), await byIds([1, 2, 3]), await byIds(new Set([3, 1, 2]))]).toEqual([1, 1, 1]);
    expect([await byOrder([3, 1, 2]), await byOrder([1, 2, 3])]).toEqual([1, 2]);
    expect(await byIds([1, 2, 3, 3])).toBe(2);
  });

  it('RM-06: where the predicate is always false every call runs, and the store stays empty', async () => {
    expect([await never(1), await never(1), await never(1)]).toEqual([1, 2, 3]);
    // A store that does not count answers nothing.
    expect((await opened().sizeOf('f:app:never')) ?? 0).toBe(0);
    expect(await cacheOf(never).peek(1)).toBe(undefined);
  });

  it('X-18: every operation on an unordered list uses the key of the call', async () => {
    const { key, invalidate, require, peek } = cacheOf(byIds);
    await byIds([3, 1, 2]);
    expect([key([3, 1, 2]), key([2, 3, 1]), key(new Set([1, 2, 3]))]).toEqual(
      Array(3).fill('hf:app:byIds(ids=[1,2,3])'),
    );
    expect([await require([2, 1, 3]), await peek(new Set([2, 1, 3]))]).toEqual([1, { value: 1 }]);
    expect([await invalidate([1, 3, 2]), await invalidate([1, 3, 2])]).toEqual([true, false]);
    await expect(require([3, 1, 2])).rejects.toBeInstanceOf(NotCachedError);
    await byIds([3, 1, 2]);
    expect([await invalidateKey(key([1, 2, 3])), await invalidateKey('hf:app:byIds(ids=[9])')]).toEqual([true, false]);
    expect(() => cacheOf('byId')).toThrow(/^HF3002 not-transformed: no cached function has the id byId\./);
  });
});

/** Memory that holds bytes, as other stores do. */
function bytesInMemory(): StoreDefinition {
  const { open } = memoryStore();
  return { kind: 'bytes', open: async (context) => ({ ...(await open(context)), sealing: sealBytes() }) };
}

const product = { id: 42, tags: ['sale', 'featured'], meta: { price: 19.99 } };
const getProduct = handWrittenAsync('getProduct', { parameters: ['id'] }, async (id: number) => {
  runs.getProduct++;
  return { ...product, id };
});

/** A codec of one's own: JSON from right to left. */
const mirrored: Codec = {
  name: 'mirrored',
  encode: (value) => [...JSON.stringify(value)].reverse().join(''),
  decode: (payload) => JSON.parse([...String(payload)].reverse().join('')),
};

describe('a store, a ttl, a codec and a listener of one’s own', () => {
  it('R-03, X-33: are what every function uses; what cannot be read is a miss with an event', async () => {
    onTestFinished(startFreshCache().end);
    const { definition, opened } = observeStore(bytesInMemory());
    await configure({ store: definition, ttl: '60s', codec: 'mirrored', codecs: [mirrored] });
    runs.getProduct = 0;
    const events = recordEvents('store', 'error');
    const key = cacheOf(getProduct).key(42);
    expect([await getProduct(42), await getProduct(42), runs.getProduct]).toEqual([product, product, 1]);
    const entry = opened().hit?.(key);
    expect(entry?.value).toEqual({ codec: 'mirrored', payload: mirrored.encode(product) });

    const poisoned: SealedValue[] = [
      { codec: 'data', payload: '{"__proto__":{"poisoned":true},"id":' },
      { codec: 'mirrored', payload: '}' },
      { codec: 'data', payload: new Uint8Array([0xff, 0x00, 0x7f]) },
      { codec: 'mirrored', payload: '' },
    ];
    for (const value of poisoned) {
      Object.assign(opened().hit?.(key) ?? {}, { value });
      expect(await getProduct(42)).toEqual(product);
    }
    expect([runs.getProduct, Object.hasOwn(Object.prototype, 'poisoned'), Reflect.get({}, 'poisoned')]).toEqual([
      5,
      false,
      undefined,
    ]);
    const stored = { event: 'store', id: 'getProduct', key, ttl: 60_000 };
    const unreadable = {
      event: 'error',
      operation: 'decode',
      id: 'getProduct',
      key,
      error: expect.objectContaining({ code: 'HF3011', name: 'UnreadableEntryError' }),
    };
    expect(events).toEqual([stored, ...poisoned.flatMap(() => [unreadable, stored])]);
  });
});
