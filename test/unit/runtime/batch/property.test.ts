import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BatchItemError } from '../../../../runtime/src/errors.ts';
import { atomicStore } from '../../../../runtime/src/store/atomic-store.ts';
import { MemoryRows } from '../../../../runtime/src/store/memory/memory-rows.ts';
import type { MaybePromise, Store } from '../../../../runtime/src/store/port.ts';
import { compileAsync, freshRuntime } from '../compiled-function.ts';
import { batchOf, compileBatch } from './compile-batch.ts';

const ROWS = 4;
const ROW = { form: 'template', holes: 1, template: ['row:', 0] } as const;

const STEP = fc.oneof(
  { weight: 5, arbitrary: fc.record({ call: fc.array(fc.nat(ROWS - 1), { maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ single: fc.nat(ROWS - 1) }) },
  {
    weight: 2,
    arbitrary: fc.record({ change: fc.nat(ROWS - 1), by: fc.constantFrom('tag', 'items', 'refresh', 'prime') }),
  },
  { weight: 1, arbitrary: fc.record({ breaks: fc.nat(ROWS - 1) }) },
  { weight: 1, arbitrary: fc.constant({ fails: true }) },
);

const OPTIONS = fc.record({
  steps: fc.array(STEP, { maxLength: 14 }),
  window: fc.option(fc.constant(0), { nil: undefined }),
  max: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  scheduler: fc.scheduler(),
});

/** The memory store behind a line in which every request takes its time. */
function slowStore(scheduler: fc.Scheduler): Store {
  const inner = atomicStore('slow', new MemoryRows({ maxEntries: 100, now: () => 0 }), () => 0);
  const { hit: _, ...rest } = inner;
  const later = async <T>(work: () => MaybePromise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve(), 'request');
    const answer = await work();
    await scheduler.schedule(Promise.resolve(), 'answer');
    return answer;
  };
  return {
    ...rest,
    synchronous: false,
    read: (requests) => later(() => inner.read(requests)),
    write: (writes) => later(() => inner.write(writes)),
    takeNextStamps: (requests) => later(() => inner.takeNextStamps(requests)),
    invalidate: (names) => later(() => inner.invalidate(names)),
    invalidateKeys: (keys) => later(() => inner.invalidateKeys(keys)),
  };
}

/** Versions of the rows: the present ones, and those that every later call must see. */
class Truth {
  readonly present = new Map<number, number>();
  readonly acknowledged = new Map<number, number>();
  readonly broken = new Set<number>();
  failing = false;

  read(row: number): readonly [row: number, version: number] | Error {
    if (this.broken.delete(row)) return new Error(`row ${row} is broken`);
    return [row, this.present.get(row) ?? 0];
  }

  /** What a caller must see at least from now on. */
  floors(): (row: number) => number {
    const known = new Map(this.acknowledged);
    return (row) => known.get(row) ?? 0;
  }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  const [{ status }] = await Promise.allSettled([work]);
  return status === 'fulfilled';
}

it('any calls, invalidations and failures give what the plain function gives, read after the call came', async () => {
  await fc.assert(
    fc.asyncProperty(OPTIONS, async ({ steps, window, max, scheduler }) => {
      const { runtime } = freshRuntime();
      const store = slowStore(scheduler);
      await runtime.configure({ store: { kind: 'slow', open: () => store } });
      const truth = new Truth();
      const batch = { ...(window === undefined ? {} : { window }), ...(max === undefined ? {} : { max }) };
      const load = compileBatch(
        runtime,
        'load',
        { parameters: ['ids'], batch, spec: { key: ROW, tags: [['row:', 0]] } },
        async (ids: readonly number[]) => {
          await scheduler.schedule(Promise.resolve(), 'query');
          expect([new Set(ids).size, ids.length > 0, ids.length <= (max ?? ROWS)]).toEqual([ids.length, true, true]);
          if (truth.failing) {
            truth.failing = false;
            throw new RangeError('no database');
          }
          const rows = ids.map((id) => truth.read(id));
          await scheduler.schedule(Promise.resolve(), 'rows');
          return rows;
        },
      );
      const find = compileAsync(
        runtime,
        'find',
        { parameters: ['id'], spec: { key: ROW, tags: [['row:', 0]] } },
        async (id: number) => {
          const row = truth.read(id);
          if (row instanceof Error) throw row;
          return row;
        },
      );
      const check = (value: unknown, row: number, floor: number): void => {
        const [seen, version] = value as readonly [number, number];
        expect(seen).toBe(row);
        expect(version).toBeGreaterThanOrEqual(floor);
        expect(version).toBeLessThanOrEqual(truth.present.get(row) ?? 0);
      };
      const callBatch = async (ids: readonly number[]): Promise<void> => {
        const floorOf = truth.floors();
        try {
          const rows = await load(ids);
          expect(rows.length).toBe(ids.length);
          for (const [at, id] of ids.entries()) check(rows[at], id, floorOf(id));
        } catch (error) {
          if (error instanceof RangeError) return;
          if (!(error instanceof BatchItemError)) throw error;
          expect(new Set([...error.errors.keys(), ...error.results.keys()])).toEqual(new Set(ids));
          for (const [id, reason] of error.errors) expect(String(reason)).toBe(`Error: row ${String(id)} is broken`);
          for (const [id, value] of error.results) check(value, Number(id), floorOf(Number(id)));
        }
      };
      const callOne = async (id: number): Promise<void> => {
        const floor = truth.floors()(id);
        const value = await find(id).catch((error: unknown) => {
          if (error instanceof RangeError || String(error) === `Error: row ${id} is broken`) return undefined;
          throw error;
        });
        if (value !== undefined) check(value, id, floor);
      };
      const loadOne = (id: number) => async () => {
        await scheduler.schedule(Promise.resolve(), 'query');
        return [truth.read(id)];
      };
      const change = async (id: number, by: string): Promise<void> => {
        const version = (truth.present.get(id) ?? 0) + 1;
        truth.present.set(id, version);
        const cache = batchOf(runtime, load);
        if (by === 'tag') await runtime.invalidateTag(`row:${id}`);
        else if (by === 'items') await cache.invalidate([id]);
        else if (!(await succeeds(by === 'prime' ? cache.prime([[id]], loadOne(id)) : cache.refresh([id])))) return;
        truth.acknowledged.set(id, Math.max(version, truth.acknowledged.get(id) ?? 0));
      };
      const running = steps.map(async (step): Promise<void> => {
        await scheduler.schedule(Promise.resolve(), 'step');
        if ('call' in step) return callBatch(step.call);
        if ('single' in step) return callOne(step.single);
        if ('change' in step) return change(step.change, step.by);
        if ('breaks' in step) truth.broken.add(step.breaks);
        else truth.failing = true;
        return undefined;
      });
      await scheduler.waitFor(Promise.all(running));
      truth.broken.clear();
      truth.failing = false;
      for (const id of truth.present.keys()) await scheduler.waitFor(change(id, 'tag'));
      const all = [3, 0, 2, 1, 0];
      const rows = await scheduler.waitFor(load(all));
      expect(rows).toEqual(all.map((id) => truth.read(id)));
      expect(runtime.stats()).toMatchObject({ flights: 0 });
    }),
    { numRuns: 400 },
  );
});
