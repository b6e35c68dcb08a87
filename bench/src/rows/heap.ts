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
  const most = quick ? 1_000_000 : 10_000_000;
  return {
    figures: [
      await figure('hits', most, (i) => priceOf(i & 1023)),
      // More keys by turns than there is room for: each call makes an entry and drops another.
      await figure('misses that drop another entry', most / 5, (i) => stockOf(i & 0x7fff)),
      await figure('every tenth call ends an entry', most / 10, (i) => {
        stockOf(i & 0x3ff);
        return i % 10 === 0 ? invalidateTag(`stock:${i & 0x3ff}`) : undefined;
      }),
    ],
  };
}

async function figure(what: string, calls: number, call: (index: number) => unknown): Promise<Figure> {
  const { ratio, before } = await grow(calls, call);
  const detail = `${calls.toLocaleString('en')} calls; ${(before / 1024 ** 2).toFixed(1)} MB after a tenth of them`;
  return { who: `holdfast: ${what}`, role: 'ours', value: ratio, noise: 0, goal: GOAL, detail };
}

/** The heap after all calls, relative to the heap after a tenth of them. */
async function grow(
  calls: number,
  call: (index: number) => unknown,
): Promise<{ readonly ratio: number; readonly before: number }> {
  await callAll([0, calls / 10], call);
  const before = await heapUsed();
  await callAll([calls / 10, calls], call);
  return { ratio: (await heapUsed()) / before, before };
}

async function callAll([first, end]: readonly [number, number], call: (index: number) => unknown): Promise<void> {
  for (let i = first; i < end; i++) {
    const result = call(i);
    if (result instanceof Promise) await result;
    // What is left for later has its turn, as in a service.
    if (i % 1000 === 0) await new Promise(setImmediate);
  }
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
  title: 'heap after many calls in memory',
  unit: 'times',
  meaning:
    '1 is the heap of the process after a tenth of the calls: what they leave behind would make it grow with each of the others.',
  limit: 1,
  measure,
};
