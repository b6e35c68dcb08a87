import { describe, expect, it } from 'vitest';
import { cacheOf, compileAsync, deferred, freshRuntime } from '../compiled-function.ts';

describe('a cached asynchronous function', () => {
  it('runs its body once for equal arguments and again for others', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const add = compileAsync(runtime, 'add', { parameters: ['a', 'b'] }, async (a: number, b: number) => {
      runs++;
      return a + b;
    });
    expect([await add(1, 2), await add(1, 2), await add(2, 1)]).toEqual([3, 3, 3]);
    expect(runs).toBe(2);
  });

  it('serves falsy results and treats falsy arguments as arguments', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const same = compileAsync(runtime, 'same', { parameters: ['x'] }, async (x: unknown) => {
      runs++;
      return x;
    });
    const values = [0, '', false, null, undefined, Number.NaN, 0n];
    for (const value of values) expect(await same(value)).toBe(value);
    expect(runs).toBe(values.length);
    for (const value of values) expect(await same(value)).toBe(value);
    expect(runs).toBe(values.length);
  });

  it('passes the body error on unchanged and stores nothing', async () => {
    const { runtime } = freshRuntime();
    const failure = new TypeError('no such row');
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (_id: number) => {
      runs++;
      throw failure;
    });
    await expect(find(1)).rejects.toBe(failure);
    await expect(find(1)).rejects.toBe(failure);
    expect(runs).toBe(2);
  });

  it('runs the body once for 1,000 callers that come together', async () => {
    const { runtime } = freshRuntime();
    const gate = deferred<void>();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => {
      runs++;
      await gate.promise;
      return { id };
    });
    const calls = Array.from({ length: 1000 }, () => find(7));
    gate.resolve();
    const results = await Promise.all(calls);
    expect(runs).toBe(1);
    expect(results).toEqual(Array.from({ length: 1000 }, () => ({ id: 7 })));
    expect(new Set(results).size).toBe(1000);
    expect(await cacheOf(runtime, find).info()).toEqual({ hits: 999, misses: 1, currSize: 1, maxSize: undefined });
  });

  it('runs the body once for 100,000 callers, each of whom gets a value of its own', async () => {
    const { runtime } = freshRuntime();
    const gate = deferred<void>();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => {
      runs++;
      await gate.promise;
      return { runs };
    });
    const calls = Array.from({ length: 100_000 }, () => find());
    gate.resolve();
    const results = new Set(await Promise.all(calls));
    expect([runs, results.size, runtime.stats().flights]).toEqual([1, 100_000, 0]);
  });

  it('runs two bodies for many callers of one that rejects, and every caller gets an error', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => {
      runs++;
      await Promise.resolve();
      throw new Error(`run ${runs}`);
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 1000 }, () => find()));
    expect(new Set(outcomes.map((outcome) => outcome.status))).toEqual(new Set(['rejected']));
    expect(runs).toBe(2);
  });

  it('needs at most two bodies for callers of a function whose results are never stored', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { nulls: 'skip' } }, async (_id: number) => {
      runs++;
      await Promise.resolve();
      return null;
    });
    await Promise.all(Array.from({ length: 100 }, () => find(7)));
    expect(runs).toBe(2);
  });

  it('never serves a value whose load began before an invalidation that was acknowledged', async () => {
    const { runtime } = freshRuntime();
    let row = 'old';
    const gate = deferred<void>();
    const find = compileAsync(
      runtime,
      'find',
      { parameters: ['id'], spec: { tags: [['row:', 0]] } },
      async (_id: number) => {
        const read = row;
        await gate.promise;
        return read;
      },
    );
    const early = find(1);
    row = 'new';
    await runtime.invalidateTag('row:1');
    const late = find(1);
    gate.resolve();
    expect(await early).toBe('old');
    expect(await late).toBe('new');
    expect(await find(1)).toBe('new');
  });

  it('lets a refresh win over a load that began earlier and ends later', async () => {
    const { runtime } = freshRuntime();
    let row = 'old';
    const gates = [deferred<void>(), deferred<void>()];
    let loads = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (_id: number) => {
      const gate = gates[loads++];
      const read = row;
      await gate?.promise;
      return read;
    });
    const early = find(1);
    row = 'new';
    const refreshed = cacheOf(runtime, find).refresh(1);
    gates[1]?.resolve();
    expect(await refreshed).toBe('new');
    gates[0]?.resolve();
    expect(await early).toBe('old');
    expect(await find(1)).toBe('new');
    expect(loads).toBe(2);
  });

  it('does not wait for itself when it calls itself with the same argument', async () => {
    const { runtime } = freshRuntime();
    let depth = 0;
    const count: (n: number) => Promise<number> = compileAsync(
      runtime,
      'count',
      { parameters: ['n'] },
      async (n: number) => (depth++ < 2 ? (await count(n)) + 1 : 0),
    );
    expect(await count(1)).toBe(2);
  });

  it('does not hang when two functions call each other crosswise', async () => {
    const { runtime } = freshRuntime();
    const started = [deferred<void>(), deferred<void>()];
    let nested = 0;
    const left: (deep: boolean) => Promise<string> = compileAsync(
      runtime,
      'left',
      { parameters: ['deep'], spec: { holes: [], key: { form: 'arguments', holes: 0 }, omit: ['deep'] } },
      async (deep: boolean) => {
        started[0]?.resolve();
        await started[1]?.promise;
        return deep && nested++ < 2 ? `left-${await right(true)}` : 'left';
      },
    );
    const right: (deep: boolean) => Promise<string> = compileAsync(
      runtime,
      'right',
      { parameters: ['deep'], spec: { holes: [], key: { form: 'arguments', holes: 0 }, omit: ['deep'] } },
      async (deep: boolean) => {
        started[1]?.resolve();
        await started[0]?.promise;
        return deep && nested++ < 2 ? `right-${await left(true)}` : 'right';
      },
    );
    const results = await Promise.all([left(true), right(true)]);
    expect(results.every((result) => result.includes('left') || result.includes('right'))).toBe(true);
  });

  it('expires by its ttl, and null earlier', async () => {
    const { runtime, advance } = freshRuntime();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { ttl: 60_000 } }, async (id: number) => {
      runs++;
      return id === 0 ? null : id;
    });
    await find(0);
    await find(1);
    advance(5_999);
    await find(0);
    await find(1);
    expect(runs).toBe(2);
    advance(1);
    await find(0);
    expect(runs).toBe(3);
    await find(1);
    advance(60_000);
    await find(1);
    expect(runs).toBe(4);
  });

  it('returns what cannot be copied, does not store it and says so', async () => {
    const { runtime } = freshRuntime();
    const refused: unknown[] = [];
    runtime.on('refuse', (event) => refused.push(event));
    class Session {
      close(): void {}
    }
    const session = new Session();
    const open = compileAsync(runtime, 'open', { parameters: ['id'] }, async (_id: number) => session);
    expect(await open(1)).toBe(session);
    expect(await open(1)).toBe(session);
    expect(refused).toEqual([
      { id: 'open', key: 'hf:app:open(id=1)', reason: 'uncopyable' },
      { id: 'open', key: 'hf:app:open(id=1)', reason: 'uncopyable' },
    ]);
  });

  it('gives every caller a value of its own, the first one too', async () => {
    const { runtime } = freshRuntime();
    const kept = { tags: ['a'] };
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => kept);
    const first = await find();
    first.tags.push('changed by the first caller');
    const second = await find();
    second.tags.push('changed by the second caller');
    expect(await find()).toEqual({ tags: ['a'] });
    expect(kept).toEqual({ tags: ['a'] });
  });

  it('sends miss, store, hit and invalidate in order with the key', async () => {
    const { runtime } = freshRuntime();
    const seen: unknown[] = [];
    for (const name of ['hit', 'miss', 'store', 'invalidate'] as const) {
      runtime.on(name, (event) => seen.push([name, 'keys' in event ? event.keys[0] : event.key]));
    }
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    await find(1);
    await find(1);
    expect(await cacheOf(runtime, find).invalidate(1)).toBe(true);
    expect(await cacheOf(runtime, find).invalidate(1)).toBe(false);
    const key = 'hf:app:find(id=1)';
    expect(seen).toEqual([
      ['miss', key],
      ['store', key],
      ['hit', key],
      ['invalidate', key],
      ['invalidate', key],
    ]);
  });
});
