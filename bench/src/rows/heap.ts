import { invalidateTag } from 'holdfast';
import type { Mode } from '../mode.ts';
import type { Figure, Measured, Row } from '../row.ts';

const GOAL = 1.05;

/**
 * @cache ttl=10m id=bench.heap-hits
 * @tag prices
 */
function priceOf(id: number): number {
  return id * 2;
}

/**
 * @cache ttl=10m maxSize=10000 id=bench.heap-misses
 * @tag stock:{id}
 */
function stockOf(id: number): number {
  return id * 2;
}

async function measure({ quick }: Mode): Promise<Measured> {
  const calls = quick ? 1_000_000 : 10_000_000;
  const hits = await grow(calls, (i) => priceOf(i & 1023));
  // More keys by turns than there is room for: each call makes an entry and drops another.
  const misses = await grow(calls, (i) => stockOf(i & 0x7fff));
  const invalidated = await grow(calls / 10, (i) => {
    stockOf(i & 0x3ff);
    return i % 10 === 0 ? invalidateTag(`stock:${i & 0x3ff}`) : undefined;
  });
  const figure = (who: string, value: number, detail: string): Figure => ({
    who: `holdfast, ${who}`,
    role: 'ours',
    value,
    noise: 0,
    goal: GOAL,
    detail,
  });
  const count = calls.toLocaleString('en');
  return {
    figures: [
      figure('hits', hits, `${count} calls`),
      figure('misses that drop another entry', misses, `${count} calls`),
      figure('every tenth entry invalidated', invalidated, `${(calls / 10).toLocaleString('en')} calls`),
    ],
  };
}

/** The heap after all calls, relative to the heap after a tenth of them. */
async function grow(calls: number, call: (index: number) => unknown): Promise<number> {
  for (let i = 0; i < calls / 10; i++) await call(i);
  const before = await heapUsed();
  for (let i = calls / 10; i < calls; i++) await call(i);
  return (await heapUsed()) / before;
}

/** @throws Error without `--expose-gc`, which every row's process has */
async function heapUsed(): Promise<number> {
  if (gc === undefined) throw new Error('the process was started without --expose-gc');
  // Work in the background ends first.
  await new Promise(setImmediate);
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

/** Whether calls leave something behind. */
export const ROW: Row = {
  title: 'heap after 10,000,000 calls',
  unit: 'times',
  meaning: '1 is the heap after a tenth of the calls, in memory of the process.',
  limit: 1,
  measure,
};
