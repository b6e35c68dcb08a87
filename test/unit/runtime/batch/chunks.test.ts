import { describe, expect, it } from 'vitest';
import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { Store } from '../../../../runtime/src/store/port.ts';
import { freshRuntime } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

const MANY = 100_000;

/** A store that answers later, and takes down what each request names. */
function slowStore(): { readonly store: Store; readonly requests: [verb: string, names: number][] } {
  const inner = atomicStore('slow', new MemoryRows({ maxEntries: 2 * MANY, now: () => 0 }), () => 0);
  const requests: [string, number][] = [];
  const { hit: _, ...rest } = inner;
  const store: Store = {
    ...rest,
    synchronous: false,
    read: async (asked) => {
      requests.push(['read', asked.length]);
      return inner.read(asked);
    },
    write: async (writes) => {
      requests.push(['write', writes.length]);
      return inner.write(writes);
    },
    invalidateKeys: async (keys) => {
      requests.push(['invalidateKeys', keys.length]);
      return inner.invalidateKeys(keys);
    },
  };
  return { store, requests };
}

/** Most requests, or items that a key was made of, between two turns of the event loop. */
function countPerTurn(work: () => Promise<unknown>, count: () => number): Promise<number> {
  let most = 0;
  let last = count();
  let isDone = false;
  const turn = (): void => {
    most = Math.max(most, count() - last);
    last = count();
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  return work().then(() => {
    isDone = true;
    return Math.max(most, count() - last);
  });
}

describe('a batch of 100,000 items', () => {
  const items = Array.from({ length: MANY }, (_, i) => i);

  it('names 1,000 of them in a request at most, and lets others have their turn in between', async () => {
    const { runtime } = freshRuntime();
    const { store, requests } = slowStore();
    await runtime.configure({ store: { kind: 'slow', open: () => store } });
    const asked: number[] = [];
    let tagged = 0;
    const load = compileBatch(
      runtime,
      'load',
      {
        parameters: ['ids'],
        spec: { tags: [[1]] },
        further: {
          'tagsOf()': (id: number) => {
            tagged++;
            return `tag:${id % 10}`;
          },
        },
      },
      async (ids: readonly number[]) => {
        asked.push(ids.length);
        return ids.map((id) => id + 1);
      },
    );
    let answer: readonly number[] = [];
    const mostTagged = await countPerTurn(
      async () => {
        answer = await load(items);
      },
      () => tagged,
    );
    expect([asked, answer.length, answer[0], answer.at(-1), mostTagged]).toEqual([[MANY], MANY, 1, MANY, 1000]);
    expect(requests).toEqual([
      ...Array.from({ length: 100 }, () => ['read', 1000]),
      ...Array.from({ length: 100 }, () => ['write', 1000]),
    ]);
    requests.length = 0;
    await load(items);
    await batchOf(runtime, load).invalidate(items);
    expect([asked.length, requests]).toEqual([
      1,
      [
        ...Array.from({ length: 100 }, () => ['read', 1000]),
        ...Array.from({ length: 100 }, () => ['invalidateKeys', 1000]),
      ],
    ]);
    expect(runtime.stats().flights).toBe(0);
  });

  it('begins and ends them 1,000 at a time, also where it fails', async () => {
    const { runtime } = freshRuntime();
    let bodies = 0;
    const one = compileBatch(
      runtime,
      'one',
      { parameters: ['ids'], batch: { max: 1 } },
      async (ids: readonly number[]) => {
        bodies++;
        return ids;
      },
    );
    const few = items.slice(0, 5000);
    expect(
      await countPerTurn(
        () => one(few),
        () => bodies,
      ),
    ).toBe(1000);
    expect(bodies).toBe(5000);

    const failing = compileBatch(runtime, 'failing', { parameters: ['ids'] }, async (_ids: readonly number[]) => {
      throw new RangeError('no database');
    });
    const failed = async (): Promise<void> => expect(failing(few)).rejects.toThrow('no database');
    let flights = 0;
    runtime.on('miss', () => {
      flights++;
    });
    const mostEnded = await countPerTurn(failed, () => flights - runtime.stats().flights);
    expect([mostEnded, flights]).toEqual([1000, 5000]);
  });

  it('finds results by what they say, and primes and looks, 1,000 at a time', async () => {
    const { runtime } = freshRuntime();
    const few = items.slice(0, 5000);
    let read = 0;
    let tagged = 0;
    /** Nothing else reads the id of what cannot be copied. */
    class Row {
      readonly #id: number;
      constructor(id: number) {
        this.#id = id;
      }
      get id(): number {
        read++;
        return this.#id;
      }
    }
    const load = compileBatch(
      runtime,
      'load',
      {
        parameters: ['ids'],
        batch: { by: 'id', absent: 'null' },
        spec: { tags: [[1]], if: 2 },
        further: { 'tagsOf()': (id: number) => `tag:${(tagged++ && id) % 10}`, 'keep()': () => false },
      },
      async (ids: readonly number[]): Promise<readonly { readonly id: number }[]> => ids.map((id) => new Row(id)),
    );
    const found = await countPerTurn(
      () => load(few),
      () => read,
    );
    const cache = batchOf(runtime, load);
    const primed = await countPerTurn(
      () => cache.prime([few], () => few.map((id) => ({ id }))),
      () => tagged,
    );
    const peeked = await countPerTurn(
      () => cache.peek(few),
      () => tagged,
    );
    expect([found, primed, peeked, tagged]).toEqual([1000, 1000, 1000, 15_000]);
  });

  it('leaves nothing behind where the read of a later chunk fails', async () => {
    const { runtime } = freshRuntime();
    const { store } = slowStore();
    let reads = 0;
    const failing: Store = {
      ...store,
      read: (asked) => (++reads === 2 ? Promise.reject(new Error('gone')) : store.read(asked)),
    };
    await runtime.configure({ store: { kind: 'slow', open: () => failing }, onStoreError: 'throw' });
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => ids);
    await expect(load(items.slice(0, 3000))).rejects.toThrow('gone');
    expect(runtime.stats().flights).toBe(0);
    expect((await load(items.slice(0, 3000))).length).toBe(3000);
  });

  it('computes what cannot be read, and is told of once for each request', async () => {
    const { runtime } = freshRuntime();
    const { store } = slowStore();
    const failing: Store = { ...store, read: () => Promise.reject(new Error('gone')) };
    await runtime.configure({ store: { kind: 'slow', open: () => failing } });
    const errors: unknown[] = [];
    runtime.on('error', ({ operation, key }) => errors.push([operation, key]));
    const load = compileBatch(runtime, 'load', { parameters: ['ids'] }, async (ids: readonly number[]) => ids);
    expect((await load(items.slice(0, 1500))).length).toBe(1500);
    expect(errors).toEqual([
      ['read', 'hf:app:load(ids=0)'],
      ['read', 'hf:app:load(ids=1000)'],
    ]);
  });
});
