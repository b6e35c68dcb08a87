import { describe, expect, it } from 'vitest';
import { cacheOf, compileEmitted, deferred, freshRuntime } from '../compiled-function.ts';

const SPEC = { holes: ['id', 'keepUser()'], key: { form: 'arguments', holes: 1 }, if: 1 } as const;

/** A function that stores what the predicate accepts. */
function cached(keeps: (result: { n: number }, id: number) => unknown, gate?: Promise<void>) {
  const fresh = freshRuntime();
  const { runtime } = fresh;
  const counts = { runs: 0 };
  const find = compileEmitted(runtime, 'find', {
    spec: SPEC,
    keyValues: (id: number) => [id],
    further: (id: number) => [(result: { n: number }) => keeps(result, id)],
    body: async (_id: number) => {
      const n = ++counts.runs;
      await gate;
      return { n };
    },
  });
  const events: unknown[] = [];
  runtime.on('refuse', (event) => events.push(event));
  runtime.on('error', ({ operation, error }) => events.push({ operation, error }));
  return { runtime, counts, find, events };
}

const KEY = 'hf:app:find(id=1)';
const REFUSED = { id: 'find', key: KEY, reason: 'if' };

describe('if=', () => {
  it('decides with result and arguments, and only where the body ran', async () => {
    const asked: unknown[] = [];
    const { find, counts, events } = cached((result, id) => asked.push([result, id]) > 1);
    expect([await find(1), await find(1), await find(1)]).toEqual([{ n: 1 }, { n: 2 }, { n: 2 }]);
    expect([counts.runs, asked, events]).toEqual([
      2,
      [
        [{ n: 1 }, 1],
        [{ n: 2 }, 1],
      ],
      [REFUSED],
    ]);
  });

  it('counts for refresh and prime, which then end the entry that stood there', async () => {
    let wanted = true;
    const { runtime, find, events } = cached(() => wanted);
    const cache = cacheOf(runtime, find);
    await find(1);
    wanted = false;
    expect(await cache.refresh(1)).toEqual({ n: 2 });
    expect(await cache.peek(1)).toBe(undefined);
    expect(await cache.prime([1], () => ({ n: 9 }))).toEqual({ n: 9 });
    expect(await cache.peek(1)).toBe(undefined);
    expect(events).toEqual([REFUSED, REFUSED]);
  });

  it('that refuses costs concurrent callers two bodies together, and each gets a value of its own', async () => {
    const gate = deferred<void>();
    const { find, counts } = cached(() => false, gate.promise);
    const calls = Array.from({ length: 50 }, () => find(1));
    gate.resolve();
    const results = await Promise.all(calls);
    expect(counts.runs).toBe(2);
    expect(new Set(results).size).toBe(50);
    expect(new Set(results.map(({ n }) => n))).toEqual(new Set([1, 2]));
  });

  it('that fails is an event, and nothing is stored', async () => {
    const failure = new Error('predicate');
    const { find, counts, events } = cached(() => {
      throw failure;
    });
    expect([await find(1), await find(1)]).toEqual([{ n: 1 }, { n: 2 }]);
    expect(counts.runs).toBe(2);
    expect(events.slice(0, 2)).toEqual([{ operation: 'if', error: failure }, REFUSED]);
  });

  it('that answers with a promise is an event, and so is what the promise becomes', async () => {
    const failure = new Error('later');
    const { find, events } = cached(() => Promise.reject(failure));
    expect(await find(1)).toEqual({ n: 1 });
    expect(events).toEqual([
      { operation: 'if', error: new TypeError('if= must answer at once, not with a promise.') },
      REFUSED,
      { operation: 'if', error: failure },
    ]);
  });
});
