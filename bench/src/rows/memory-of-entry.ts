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

/**
 * @cache ttl=10m id=bench.memory-deepest
 * @key deep:{a}:{b}:{c}:{d}:{e}:{f}:{g}:{h}:{i}:{j}:{k}:{l}:{m}:{n}:{o}:{p}
 */
function sumOf({ a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p }: Cells): number {
  return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p;
}

type Cells = Readonly<
  Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o' | 'p', number>
>;

const REST: Omit<Cells, 'a'> = {
  ...{ b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1 },
  ...{ j: 1, k: 1, l: 1, m: 1, n: 1, o: 1, p: 1 },
};

/** What a person would write for this one function: no ttl, no bound, no invalidation. */
function priceByHand(): Call {
  const stored = new Map<string, number>();
  return (id) => {
    const key = `price:${id}`;
    const hit = stored.get(key);
    if (hit !== undefined) return hit;
    stored.set(key, id * 2);
    return id * 2;
  };
}

function priceByLru(): Call {
  const stored = new LRUCache<string, number>({ max: 2 * ENTRIES, ttl: TTL });
  return (id) => {
    const key = `price:${id}`;
    const hit = stored.get(key);
    if (hit !== undefined) return hit;
    stored.set(key, id * 2);
    return id * 2;
  };
}

type Call = (id: number) => unknown;

/** What is measured; `open` makes a cache of its own where the package has no cache for the whole process. */
const SUBJECTS: readonly (Pick<Figure, 'who' | 'role' | 'detail'> & { readonly open: () => Call })[] = [
  { who: 'by hand', role: 'base', detail: 'a `Map` under a template key', open: priceByHand },
  { who: 'holdfast, flat', role: 'ours', detail: 'key of one number', open: () => priceOf },
  {
    who: 'holdfast, nested',
    role: 'ours',
    detail: 'number and string',
    open: () => (id) => priceIn(id, 'en'),
  },
  {
    who: 'holdfast, nested twice',
    role: 'ours',
    detail: '2 numbers and string; 1 branch an entry',
    open: () => (id) => priceAt(id, 2025, 'en'),
  },
  {
    who: 'holdfast, worst shape',
    role: 'ours',
    detail: '16 numbers, the first of them tells entries apart; 14 branches an entry',
    open: () => (id) => sumOf({ a: id, ...REST }),
  },
  { who: 'lru-cache', role: 'peer', detail: 'bound and ttl', open: priceByLru },
  {
    who: 'memoize',
    role: 'peer',
    detail: 'ttl, no bound',
    open: () => memoize((id: number) => id * 2, { maxAge: TTL }),
  },
];

async function measure(): Promise<Measured> {
  await configure({ store: memoryStore({ maxEntries: 10 * ENTRIES }) });
  // What is made once: code, tables, and what is loaded by the first hits.
  for (const { open } of SUBJECTS) callTwice(open(), { from: -101, to: -1 });
  await sleep(50);
  const figures: Figure[] = [];
  for (const { open, ...about } of SUBJECTS) {
    callTwice(open(), { from: -101, to: -1 });
    const before = memoryUsed();
    const call = open();
    callTwice(call, { from: 1, to: ENTRIES });
    figures.push({ ...about, value: (memoryUsed() - before) / ENTRIES, noise: 0 });
    // Until here it is in use, and so is what it holds.
    call(1);
  }
  return { figures };
}

/** The second call is a hit, with which an entry of ours comes into the index. */
function callTwice(call: Call, { from, to }: { readonly from: number; readonly to: number }): void {
  for (let id = from; id <= to; id++) {
    call(id);
    call(id);
  }
}

/** Bytes in use, of the heap and of buffers. @throws Error without `--expose-gc`, which every row's process has */
function memoryUsed(): number {
  if (gc === undefined) throw new Error('the process was started without --expose-gc');
  gc();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What an entry weighs. */
export const ROW: Row = {
  title: 'memory of an entry',
  unit: 'bytes',
  meaning: `Bytes in use for each of ${ENTRIES.toLocaleString('en')} entries whose value is a number: key, entry and index; each was hit once. A \`Map\` holds a branch for each value of a key but the last two, so an entry that shares none of them has all of them to itself.`,
  measure,
};
