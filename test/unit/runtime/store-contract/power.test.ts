import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sealBytes } from '../../../../runtime/src/codec/seal-bytes.ts';
import type { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import type { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { Reading, ReadRequest, Store } from '../../../../runtime/src/store/port.ts';
import { type StoreUnderTest, storeCases } from '../../../../runtime/src/store-contract.ts';
import { mutateFile } from '../../../consistency/scheduler/hunt.ts';
import type { Mutant } from '../../../consistency/scheduler/mutant.ts';
import { RUNTIME_FOLDER } from '../../../consistency/scheduler/runtime-under-test.ts';
import { STORE_MUTANTS } from '../../../consistency/scheduler/store-mutants.ts';
import { type MapStoreOptions, mapStore } from './map-store.ts';

interface Rules {
  readonly atomicStore: typeof atomicStore;
  readonly MemoryRows: typeof MemoryRows;
}

/** The readings of a store that answers at once. */
function readNow(store: Store, requests: readonly ReadRequest[]): readonly Reading[] {
  const readings = store.read(requests);
  if ('then' in readings) throw new Error('maps answer at once');
  return readings;
}

/** The readings with other payloads. */
function withPayloads(
  store: Store,
  requests: readonly ReadRequest[],
  change: (payload: string) => unknown,
): readonly Reading[] {
  return readNow(store, requests).map(({ entry, ...reading }) => {
    if (entry === undefined) return { reason: 'absent', ...reading };
    const { payload } = Object(entry.value);
    const changed = typeof payload === 'string' ? change(payload) : payload;
    return { ...reading, entry: { ...entry, value: { ...Object(entry.value), payload: changed } } };
  });
}

/** The names of the cases that fail, the first `most` of them. */
async function failuresOf(options: StoreUnderTest, most: number): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of storeCases(options)) {
    if (failed.length >= most) break;
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failed.push(name);
    }
  }
  return failed;
}

/** Loads the rules of the stores with one of them switched off. */
async function withMutant<T>(mutant: Mutant, work: (rules: Rules) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-contract-'));
  try {
    await mkdir(join(folder, 'src'));
    await cp(RUNTIME_FOLDER, join(folder, 'src'), { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'src', mutant.file), await mutateFile(mutant));
    const modules: unknown[] = [];
    for (const file of ['store/atomic-store.ts', 'store/memory/memory-rows.ts']) {
      modules.push(await import(/* @vite-ignore */ pathToFileURL(join(folder, 'src', file)).href));
    }
    return await work(Object.assign({}, ...modules));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function inMaps({ losses = 1, ...options }: MapStoreOptions & { readonly losses?: 1 | 2 }): StoreUnderTest {
  return { name: 'maps', shared: true, losesRows: true, losses, make: () => mapStore(options) };
}

function inMemory({ atomicStore, MemoryRows }: Rules): StoreUnderTest {
  const definition = {
    kind: 'memory',
    open: ({ now }: { readonly now: () => number }) =>
      atomicStore('memory', new MemoryRows({ maxEntries: 100_000, now }), now),
  };
  return { name: 'memory', make: () => ({ definition }) };
}

/** These rules guard against rows that come back as they were, which losing rows does not show. */
const NOT_BY_LOSS = ['epoch at read', 'epoch at write'];

describe('the contract finds a store wrong', () => {
  it.each(STORE_MUTANTS.filter(({ name }) => !NOT_BY_LOSS.includes(name)))(
    'where a rule is switched off: $rule',
    async (mutant) => {
      const [inRows, inNodes] = await withMutant(mutant, async (rules) => [
        await failuresOf(inMaps({ rules: rules.atomicStore, losses: 2 }), 1),
        await failuresOf(inMemory(rules), 1),
      ]);
      expect([...(inRows ?? []), ...(inNodes ?? [])]).not.toEqual([]);
    },
  );

  const sealing = sealBytes();

  it.each<[string, MapStoreOptions, string[]]>([
    [
      'gives text back as bytes',
      {
        sealing,
        change: (store) => ({ read: (requests) => withPayloads(store, requests, (text) => Buffer.from(text)) }),
      },
      ["keeps a codec's text and bytes, each as what it is"],
    ],
    [
      'loses the bytes of long texts',
      {
        sealing,
        change: (store) => ({ read: (requests) => withPayloads(store, requests, (text) => text.slice(0, 100_000)) }),
      },
      ['gives back big values'],
    ],
    [
      'answers in another order',
      { change: (store) => ({ read: (requests) => readNow(store, requests).toReversed() }) },
      [
        'says when an entry expires, where it knows',
        'keeps keys apart, whatever they look like',
        'keeps dependencies apart, whatever they look like',
        'answers in the order of the questions, also to one that is asked twice',
        'takes 10000 keys at once',
      ],
    ],
    [
      'takes upper and lower case for the same',
      {
        change: (store) => ({
          invalidate: (names) => store.invalidate([...names, ...names.map((it) => it.toLowerCase())]),
        }),
      },
      ['keeps dependencies apart, whatever they look like'],
    ],
    [
      'takes at most 1,000 invalidations at once',
      { change: (store) => ({ invalidate: (names) => store.invalidate(names.slice(0, 1000)) }) },
      ['invalidates 10000 dependencies at once'],
    ],
    [
      'says that there was an entry where there was none',
      {
        change: (store) => ({
          invalidateKeys: (keys) => {
            store.invalidateKeys(keys);
            return keys.map(() => true);
          },
        }),
      },
      [
        'ends single keys, and says for each whether there was an entry',
        'says of an entry that expired or was invalidated that there was none',
      ],
    ],
    [
      'has a stamp that stands still',
      {
        change: (store) => ({
          takeNextStamps: (requests) => readNow(store, requests).map(({ stamp }) => stamp),
        }),
      },
      [
        'has stamps that never go back, and a next one that is newer where it counts them',
        'lets loads that began before a refresh lose to it',
        'gives a stamp for each of several refreshes, to which loads that began before lose',
      ],
    ],
  ])('where it %s', async (_name, options, cases) => {
    const failed = await failuresOf(inMaps(options), Number.POSITIVE_INFINITY);
    expect(failed.filter((name) => !name.startsWith('survives'))).toEqual(cases);
  });
});
