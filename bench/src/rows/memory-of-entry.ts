import { setTimeout as sleep } from 'node:timers/promises';
import { configure, memoryStore } from 'holdfast';
import { LRUCache } from 'lru-cache';
import memoize from 'memoize';
import { TTL } from '../peers/peer.ts';
import type { Figure, Measured, Row } from '../row.ts';

const ENTRIES = 100_000;

/** @cache ttl=10m id=bench.memory-flat */
function priceOf(id: number): number {
  return id * 2;
}

/** @cache ttl=10m id=bench.memory-nested */
function priceIn(id: number, language: string): number {
  return id * language.length;
}

/** @cache ttl=10m id=bench.memory-deep */
function priceAt(id: number, year: number, language: string): number {
  return id * year * language.length;
}

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
const stored = new Map<string, number>();

function priceByHand(id: number): number {
  const key = `price:${id}`;
  const hit = stored.get(key);
  if (hit !== undefined) return hit;
  stored.set(key, id * 2);
  return id * 2;
}

const lru = new LRUCache<string, number>({ max: 2 * ENTRIES, ttl: TTL });

function priceByLru(id: number): number {
  const key = `price:${id}`;
  const hit = lru.get(key);
  if (hit !== undefined) return hit;
  lru.set(key, id * 2);
  return id * 2;
}

const SUBJECTS: readonly (Pick<Figure, 'who' | 'role'> & { readonly call: (id: number) => unknown })[] = [
  { who: 'by hand, one number', role: 'base', call: priceByHand },
  { who: 'holdfast, one number', role: 'ours', call: priceOf },
  { who: 'holdfast, numbers each with one string', role: 'ours', call: (id) => priceIn(id, 'en') },
  { who: 'holdfast, numbers each with one number and one string', role: 'ours', call: (id) => priceAt(id, 2025, 'en') },
  { who: 'lru-cache, one number', role: 'peer', call: priceByLru },
  { who: 'memoize, one number', role: 'peer', call: memoize((id: number) => id * 2, { maxAge: TTL }) },
];

async function measure(): Promise<Measured> {
  await configure({ store: memoryStore({ maxEntries: 10 * ENTRIES }) });
  // What is made once: code, tables, and what is loaded by the first hits.
  for (const { call } of SUBJECTS) for (let id = 0; id < 200; id++) call(-(id >> 1) - 1);
  await sleep(50);
  const figures = SUBJECTS.map(({ call, ...about }): Figure => {
    for (let id = 0; id < 200; id++) call(-(id >> 1) - 1);
    const before = heapUsed();
    // The second call is a hit, with which an entry comes into the index.
    for (let id = 2; id < 2 * ENTRIES; id++) call(id >> 1);
    return { ...about, value: (heapUsed() - before) / ENTRIES, noise: 0 };
  });
  return { figures };
}

/** Bytes of the heap that are in use. @throws Error without `--expose-gc`, which every row's process has */
function heapUsed(): number {
  if (gc === undefined) throw new Error('the process was started without --expose-gc');
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

/** What an entry weighs. */
export const ROW: Row = {
  title: 'memory of an entry',
  unit: 'bytes',
  meaning: `Bytes of the heap for each of ${ENTRIES.toLocaleString('en')} entries whose value is a number: key, entry and index; each was hit once. The worst shape has a branch for every entry.`,
  measure,
};
