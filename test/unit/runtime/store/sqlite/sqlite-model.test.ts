import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stamp } from '../../../../../runtime/src/stamp/stamp.ts';
import { atomicStore } from '../../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../../runtime/src/store/memory/memory-rows.ts';
import type { Reading, Store, WriteRequest } from '../../../../../runtime/src/store/port.ts';
import { makeFolder, openFor } from './sqlite-files.ts';

const KEYS = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k\u0000', 'k\ud800', 'k\ufffd', 'k\uffff"'];
const TAGS = ['t:a', 't:b', 't:\udc00', 'e:user:1', 'c:user', 't:\ufffd'];
const OWNERS = ['f:app:f', 'f:app:g'];

/** One step. `through` is the process that does it, where there are several. */
type Step = { readonly through: number } & (
  | {
      readonly does: 'begin' | 'hit' | 'read' | 'invalidateKey';
      readonly key: string;
      readonly tags: readonly string[];
    }
  | { readonly does: 'write'; readonly key: string; readonly tags: readonly string[]; readonly more: More }
  | { readonly does: 'invalidate'; readonly names: readonly string[] }
  | { readonly does: 'next' }
  | { readonly does: 'advance'; readonly by: number }
);

interface More {
  readonly owner: string;
  readonly ttl: number;
  readonly raisesFloor: boolean;
  readonly bounded: boolean;
}

const key = fc.constantFrom(...KEYS);
const tags = fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 2 });
const through = fc.nat({ max: 2 });

function stepsWith(more: fc.Arbitrary<More>): fc.Arbitrary<readonly Step[]> {
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('begin' as const), through, key, tags }) },
    { weight: 8, arbitrary: fc.record({ does: fc.constant('write' as const), through, key, tags, more }) },
    { weight: 8, arbitrary: fc.record({ does: fc.constantFrom('hit', 'read'), through, key, tags }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('invalidateKey' as const), through, key, tags }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant('invalidate' as const),
        through,
        names: fc.uniqueArray(fc.constantFrom(...TAGS, ...OWNERS, '*'), { minLength: 1, maxLength: 2 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('next' as const), through }) },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constant('advance' as const), through, by: fc.constantFrom(1, 100) }),
    },
  );
  return fc.array(step, { maxLength: 80, size: 'max' });
}

/** Stores that must not be told apart from one store in memory, and the computations that have begun. */
class Lane {
  readonly #stores: readonly Store[];
  #stamp: Stamp | undefined;
  #written = 0;

  constructor(stores: readonly Store[]) {
    this.#stores = stores;
  }

  /** What the step answers, without stamps. */
  async do(step: Step): Promise<unknown> {
    const store = this.#stores[step.through % this.#stores.length];
    if (store === undefined) throw new Error('there is a store');
    switch (step.does) {
      case 'begin': {
        const [reading] = await store.read([{ key: step.key, dependencies: step.tags }]);
        this.#stamp = reading?.stamp;
        return describeReading(reading);
      }
      case 'read':
        return describeReading((await store.read([{ key: step.key, dependencies: step.tags }]))[0]);
      case 'hit':
        return payloadOf(store.hit?.(step.key)?.value);
      case 'write':
        return this.#write(store, step);
      case 'invalidate':
        return store.invalidate(step.names);
      case 'invalidateKey':
        return store.invalidateKeys([step.key]);
      case 'next':
        [this.#stamp] = await store.takeNextStamps([{ key: 'any', dependencies: [] }]);
        return undefined;
      case 'advance':
        return undefined;
    }
  }

  async sizes(): Promise<unknown> {
    return Promise.all(OWNERS.map((owner) => this.#stores[0]?.sizeOf(owner)));
  }

  async #write(store: Store, { key, tags, more }: Extract<Step, { does: 'write' }>): Promise<unknown> {
    if (this.#stamp === undefined) return undefined;
    const { owner, ttl, raisesFloor, bounded } = more;
    const write: WriteRequest = {
      key,
      value: { codec: 'data', payload: String(++this.#written), shape: more.owner },
      stamp: this.#stamp,
      dependencies: ['*', owner, ...tags],
      ttl,
      owner,
      raisesFloor,
      ...(bounded && { maxSize: 3 }),
    };
    return store.write([write]);
  }
}

function payloadOf(value: unknown): unknown {
  return value === undefined ? undefined : Reflect.get(Object(value), 'payload');
}

/** Whether something is served, not why nothing is: an entry that is no good may be gone already. */
function describeReading(reading: Reading | undefined): unknown {
  return payloadOf(reading?.entry?.value);
}

async function expectSame(steps: readonly Step[], open: (now: () => number) => readonly Store[]): Promise<void> {
  const at = { now: 0 };
  const now = (): number => at.now;
  const memory = new Lane([atomicStore('memory', new MemoryRows({ maxEntries: 1000, now }), now)]);
  const sqlite = new Lane(open(now));
  for (const step of steps) {
    if (step.does === 'advance') at.now += step.by;
    expect(await sqlite.do(step)).toEqual(await memory.do(step));
  }
}

const unbounded = fc.record({
  owner: fc.constantFrom(...OWNERS),
  ttl: fc.constantFrom(50, 1000),
  raisesFloor: fc.constantFrom(false, false, true),
  bounded: fc.constant(false),
});
/** Bounded functions whose entries do not expire: how soon expired ones go, and make room, is each store's own. */
const bounded = fc.record({
  owner: fc.constant('f:app:f'),
  ttl: fc.constant(1_000_000),
  raisesFloor: fc.constant(false),
  bounded: fc.constant(true),
});

describe('the SQLite store under random operations', () => {
  it.each([false, true])('answers as the memory store does (exclusive: %s)', async (exclusive) => {
    await fc.assert(
      fc.asyncProperty(stepsWith(unbounded), (steps) =>
        expectSame(steps, (now) => [openFor({ file: ':memory:', exclusive, now })]),
      ),
      { numRuns: 200 },
    );
  });

  it('answers as one store in memory where three processes share a file', async () => {
    const folder = makeFolder();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(stepsWith(unbounded), (steps) => {
        const file = join(folder, `${++runs}.db`);
        return expectSame(steps, (now) => [1, 2, 3].map(() => openFor({ file, now })));
      }),
      { numRuns: 60 },
    );
  });

  it.each([false, true])(
    'throws out the least recently used entry of a bounded function, as the memory store does (exclusive: %s)',
    async (exclusive) => {
      await fc.assert(
        fc.asyncProperty(stepsWith(bounded), (steps) => {
          const kept = steps.filter(({ does }) => does !== 'invalidate');
          return expectSame(kept, (now) => [openFor({ file: ':memory:', exclusive, now })]);
        }),
        { numRuns: 200 },
      );
    },
  );
});
