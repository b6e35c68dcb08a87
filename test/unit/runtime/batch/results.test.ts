import { describe, expect, it } from 'vitest';
import { BatchResultError } from '../../../../runtime/src/errors.ts';
import type { BatchSpec } from '../../../../runtime/src/spec.ts';
import { cacheOf, freshRuntime } from '../compiled-function.ts';
import { compileBatch } from './compile-batch.ts';

/** A batch whose body gives what the test says next. */
function answering(batch: Partial<BatchSpec>, answers: readonly unknown[]) {
  const fresh = freshRuntime();
  const left = [...answers];
  const load = compileBatch(
    fresh.runtime,
    'load',
    { parameters: ['ids'], batch },
    async (_ids: readonly unknown[]): Promise<unknown> => left.shift(),
  );
  return { ...fresh, load };
}

/** What a call rejects with, and how many entries there are afterwards. */
async function failureOf(batch: Partial<BatchSpec>, answer: unknown, items: readonly unknown[] = [1, 2, 3]) {
  const { runtime, load } = answering(batch, [answer]);
  const error: unknown = await load(items).then(
    (value) => value,
    (reason: unknown) => reason,
  );
  const { currSize } = await cacheOf(runtime, load).info();
  if (!(error instanceof BatchResultError)) throw new TypeError(`no BatchResultError: ${String(error)}`);
  return { message: error.message, items: error.items, received: error.received, currSize };
}

const FOUND = { batch: { by: 'id' } };

describe('the result of a batch', () => {
  it('must have one result for each item, where their order tells them apart', async () => {
    const explanation =
      'There must be one result for each item, in the order of the items, null for one that has none. Where the order is another, or results are missing, name what tells them apart in the @batch line: by=id. Nothing was stored.';
    expect([await failureOf({}, ['a', 'b']), await failureOf({}, ['a', 'b', 'c', 'd'])]).toEqual([
      {
        message: `HF3013 batch-result: load was called with 3 items (1, 2, 3) and gave a list of 2. ${explanation}`,
        items: [1, 2, 3],
        received: 2,
        currSize: 0,
      },
      {
        message: `HF3013 batch-result: load was called with 3 items (1, 2, 3) and gave a list of 4. ${explanation}`,
        items: [1, 2, 3],
        received: 4,
        currSize: 0,
      },
    ]);
  });

  it.each([
    [{}, undefined, 'undefined. A batch of this type gives a list.'],
    [{}, { 0: 'a' }, 'an object. A batch of this type gives a list.'],
    [{}, 'abc', 'a string. A batch of this type gives a list.'],
    [{}, new Set(['a']), 'a Set. A batch of this type gives a list.'],
    [{ answers: 'map' }, [], 'a list. A batch of this type gives a Map.'],
    [{ answers: 'map' }, null, 'null. A batch of this type gives a Map.'],
    [{ answers: 'record' }, new Map(), 'a Map. A batch of this type gives an object.'],
    [{ answers: 'record' }, 7, 'a number. A batch of this type gives an object.'],
  ] as const)('of the type %o is not %o', async (batch, answer, text) => {
    expect(await failureOf(batch, answer)).toEqual({
      message: `HF3013 batch-result: load was called with 3 items (1, 2, 3) and gave ${text} Nothing was stored.`,
      items: [1, 2, 3],
      received: undefined,
      currSize: 0,
    });
  });

  it('names ten items at most', async () => {
    const items = Array.from({ length: 100 }, (_, i) => `id-${i}`);
    expect((await failureOf({}, [], items)).message).toMatch(
      /^HF3013 batch-result: load was called with 100 items \('id-0', 'id-1', 'id-2', 'id-3', 'id-4', 'id-5', 'id-6', 'id-7', 'id-8', 'id-9', … and 90 more\) and gave a list of 0\./,
    );
  });

  it('is found by a path in any order, with results missing, and the missing ones are cached as null', async () => {
    const { load } = answering({ by: 'key.id' }, [[{ key: { id: 3 } }, { key: { id: 1 } }], [{ key: { id: 4 } }]]);
    expect(await load([1, 2, 3])).toEqual([{ key: { id: 1 } }, { key: { id: 3 } }]);
    expect(await load([3, 4, 2, 1])).toEqual([{ key: { id: 3 } }, { key: { id: 4 } }, { key: { id: 1 } }]);
    expect(await load([2])).toEqual([]);
  });

  it('has null for what is missing where its type admits null', async () => {
    const { load } = answering({ by: 'id', absent: 'null' }, [[{ id: 3 }, null, { id: 1 }]]);
    expect(await load([1, 2, 3, 2])).toEqual([{ id: 1 }, null, { id: 3 }, null]);
    expect(await load([2, 1])).toEqual([null, { id: 1 }]);
  });

  it('stands in a Map under each of several equal Dates', async () => {
    const [day, same] = [new Date('2026-01-01'), new Date('2026-01-01')];
    const { load, runtime } = answering({ answers: 'map' }, [new Map([[day, 'a']]), new Map([[day, 'b']])]);
    const both = (text: string): unknown => [
      ...new Map([
        [day, text],
        [same, text],
      ]),
    ];
    const computed = await load([day, same]);
    const served = await load([day, same]);
    const refreshed = await cacheOf(runtime, load).refresh([day, same]);
    const peeked = await cacheOf(runtime, load).peek([day, same]);
    const listed = [computed, served, refreshed, peeked?.value].map((answer) => answer instanceof Map && [...answer]);
    expect(listed).toEqual([both('a'), both('a'), both('b'), both('b')]);
    expect(served instanceof Map && [...served.keys()].map((key) => key === day)).toEqual([true, false]);
  });

  it('is found by what a Date says, not by which Date it is', async () => {
    const [day, next] = [new Date('2026-01-01'), new Date('2026-01-02')];
    const { load } = answering({ by: 'day' }, [[{ day: new Date(next) }, { day: new Date(day) }]]);
    expect(await load([day, next])).toEqual([{ day }, { day: next }]);
  });

  it.each([
    [
      FOUND.batch,
      [{ id: 1 }, { id: '2' }],
      'a list of 2, among them one for \'2\', which is none of the items. Each result belongs to the item that is its id; 1 and "1" are different items.',
    ],
    [
      FOUND.batch,
      [{ id: 9 }],
      'a list of 1, among them one for 9, which is none of the items. Each result belongs to the item that is its id; 1 and "1" are different items.',
    ],
    [
      FOUND.batch,
      [{ name: 'x' }],
      'a list of 1, among them one for undefined, which is none of the items. Each result belongs to the item that is its id; 1 and "1" are different items.',
    ],
    [
      FOUND.batch,
      [{ id: 1 }, { id: 1 }],
      'a list of 2, more than one of them for 1. There is one result for each item.',
    ],
    [
      { answers: 'map' },
      new Map([['1', 'a']]),
      'a Map of 1, among them one for \'1\', which is none of the items. Each result belongs to the item that is its name; 1 and "1" are different items.',
    ],
    [
      { answers: 'record' },
      { 1: 'a', 7: 'b' },
      'an object of 2, among them one for \'7\', which is none of the items. Each result belongs to the item that is its name; 1 and "1" are different items.',
    ],
  ] as const)('of the type %o is refused where it is %o', async (batch, answer, text) => {
    const { message, currSize } = await failureOf(batch, answer);
    expect([message, currSize]).toEqual([
      `HF3013 batch-result: load was called with 3 items (1, 2, 3) and gave ${text} Nothing was stored.`,
      0,
    ]);
  });

  it('is a Map by item', async () => {
    const { load } = answering({ answers: 'map' }, [
      new Map([
        [2, 'b'],
        [1, 'a'],
      ]),
      new Map([[4, 'd']]),
    ]);
    expect(await load([1, 2, 3])).toEqual(
      new Map([
        [1, 'a'],
        [2, 'b'],
      ]),
    );
    expect(await load([4, 3, 2])).toEqual(
      new Map([
        [4, 'd'],
        [2, 'b'],
      ]),
    );
  });

  it('keeps a null in a Map apart from an item that is missing, where its type admits null', async () => {
    const { load } = answering({ answers: 'map', absent: 'null' }, [new Map([[1, null]])]);
    const found = new Map([[1, null]]);
    expect([await load([1, 2]), await load([1, 2])]).toEqual([found, found]);
  });

  it('is an object by item, whose names are what they are', async () => {
    const answer = Object.fromEntries([
      ['1', 'a'],
      ['__proto__', 'p'],
    ]);
    const { load } = answering({ answers: 'record' }, [answer]);
    const first = await load([1, '__proto__', 3]);
    const second = await load([1, '__proto__', 3]);
    expect([Object.entries(Object(first)), Object.entries(Object(second))]).toEqual([
      Object.entries(answer),
      Object.entries(answer),
    ]);
    expect(Object.getPrototypeOf(second)).toBe(Object.prototype);
  });

  it('may hold one text for 1 and "1" in an object, which are still two items', async () => {
    const { load, runtime } = answering({ answers: 'record' }, [{ 1: 'a' }]);
    expect(await load([1, '1'])).toEqual({ 1: 'a' });
    expect((await cacheOf(runtime, load).info()).currSize).toBe(2);
  });
});
