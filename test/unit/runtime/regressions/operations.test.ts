import { describe, expect, it } from 'vitest';
import { MISS } from '../../../../runtime/src/call/miss.ts';
import * as holdfast from '../../../../runtime/src/index.ts';
import type { FunctionSpec } from '../../../../runtime/src/spec.ts';
import { withFreshCache } from '../../../../runtime/src/testing.ts';
import { cacheOf, compileAsync, compileSync, deferred, freshRuntime } from '../compiled-function.ts';
import { memoryStoreWith } from './memory-store-with.ts';

describe('a function that is loaded again with another tag', () => {
  it.each([true, false])(
    'is not served an entry that lacks the tag after it was invalidated (hit path: %s)',
    async (hits) => {
      const { runtime } = freshRuntime();
      const change = hits ? {} : { synchronous: false, hit: () => undefined };
      await runtime.configure({ store: memoryStoreWith('memory', () => change) });
      let row = 'old';
      const findBefore = compileAsync(runtime, 'find', { parameters: ['id'] }, async (_id: number) => row);
      expect(await findBefore(1)).toBe('old');
      const spec = { tags: [['row:', 0]] };
      const findAfter = compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (_id: number) => row);
      row = 'new';
      await runtime.invalidateTag('row:1');
      expect([await findAfter(1), await findAfter(1)]).toEqual(['new', 'new']);
    },
  );

  it('is served the entry from before where nothing was invalidated', async () => {
    const { runtime } = freshRuntime();
    const findBefore = compileAsync(runtime, 'find', { parameters: ['id'] }, async (_id: number) => 'before');
    expect(await findBefore(1)).toBe('before');
    const spec = { tags: [['row:', 0]] };
    const findAfter = compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (_id: number) => 'after');
    expect([await findAfter(1), await findAfter(1)]).toEqual(['before', 'before']);
  });
});

describe('cacheOf', () => {
  it('takes a method as `this.find`: its object and the function', async () => {
    const spec: FunctionSpec = {
      id: 'Repo.find',
      kind: 'method',
      calls: 'async',
      holes: ['id', 'this.region'],
      key: { form: 'arguments', holes: 2 },
    };
    await withFreshCache(async () => {
      const [handle] = holdfast.compiled({ abi: 1, file: 'src/repo.ts', namespace: 'app', specs: [spec] });
      class Repo {
        readonly region: string;
        constructor(region: string) {
          this.region = region;
        }
        async find(id: number): Promise<unknown> {
          const hit = handle?.hit(id, this.region);
          return hit === MISS ? handle?.run(async () => `${this.region} ${id}`, id, this.region) : hit;
        }
      }
      handle?.attach(Repo.prototype.find);
      const repo = new Repo('eu');
      expect(holdfast.cacheOf(repo, repo.find).key(7)).toBe('hf:app:Repo.find(id=7,this.region=eu)');
      expect(await repo.find(7)).toBe('eu 7');
      expect(await holdfast.cacheOf(repo, repo.find).require(7)).toBe('eu 7');
    });
  });

  it('refuses a call whose parameters call the function itself, and the function works as before', async () => {
    const { runtime } = freshRuntime();
    const [handle] = runtime.compile({
      abi: 1,
      file: 'src/sum.ts',
      namespace: 'app',
      specs: [
        { id: 'sum', kind: 'function', calls: 'sync', holes: ['n', 'rest'], key: { form: 'arguments', holes: 2 } },
      ],
    });
    const sum = (n: number, rest: unknown = n > 0 ? sum(n - 1) : 0): unknown => {
      const hit = handle?.hit(n, rest);
      return hit === MISS ? handle?.run(() => n + Number(rest), n, rest) : hit;
    };
    handle?.attach(sum);
    expect(sum(3)).toBe(6);
    expect(() => cacheOf(runtime, sum).key(3)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', code: 'HF2001' }),
    );
    expect(cacheOf(runtime, sum).key(3, 3)).toBe('hf:app:sum(n=3,rest=3)');
    expect(sum(4)).toBe(10);
  });

  it('runs a body uncached where its arguments cannot be a key', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: ['load'] }, async (load: () => number) => load());
    await expect(find(() => 1)).rejects.toMatchObject({ code: 'HF3001' });
    expect(await cacheOf(runtime, find).uncached(() => 1)).toBe(1);
  });
});

describe('refresh and prime', () => {
  it('leave the result of a newer refresh where an older one ends last', async () => {
    const { runtime } = freshRuntime();
    const gates = [deferred<void>(), deferred<void>()];
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => {
      const run = runs++;
      await gates[run]?.promise;
      return run;
    });
    const cache = cacheOf(runtime, find);
    const [older, newer] = [cache.refresh(), cache.refresh()];
    gates[1]?.resolve();
    expect(await newer).toBe(1);
    gates[0]?.resolve();
    expect(await older).toBe(0);
    expect(await cache.peek()).toEqual({ value: 1 });
  });

  it('take an asynchronous load for a synchronous function', async () => {
    const { runtime } = freshRuntime();
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => n * n);
    expect(await cacheOf(runtime, square).prime([3], async () => 9.5)).toBe(9.5);
    expect(await cacheOf(runtime, square).peek(3)).toEqual({ value: 9.5 });
    expect(square(3)).toBe(9.5);
  });
});

describe('clear', () => {
  it('keeps entries and counts where its transaction rolls back', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => 1);
    await find();
    await find();
    const failure = new Error('rolled back');
    const transaction = runtime.invalidateAfter(async () => {
      await cacheOf(runtime, find).clear();
      throw failure;
    });
    await expect(transaction).rejects.toBe(failure);
    expect(await cacheOf(runtime, find).info()).toEqual({ hits: 1, misses: 1, currSize: 1, maxSize: undefined });
    expect(await cacheOf(runtime, find).peek()).toEqual({ value: 1 });
  });
});

describe('invalidateTag', () => {
  it('refuses what is no text with the documented error, bigints too', async () => {
    const { runtime } = freshRuntime();
    const tag: unknown = 1n;
    // A caller without types can pass anything.
    await expect(runtime.invalidateTag(tag as string)).rejects.toMatchObject({ code: 'HF2001' });
  });

  it('is kept once and retried by one timer, however often a store refuses it', async () => {
    const { runtime, timers } = freshRuntime();
    const invalidate = (): never => {
      throw new Error('down');
    };
    await runtime.configure({ store: memoryStoreWith('down', () => ({ invalidate })) });
    for (let i = 0; i < 100; i++) {
      await expect(runtime.invalidateTag('t')).rejects.toMatchObject({ code: 'HF3005' });
    }
    expect(runtime.pendingInvalidations()).toEqual([{ store: 'down', dependencies: ['t:t'], keys: [], attempts: 0 }]);
    expect(timers.length).toBe(1);
  });
});

describe('a listener', () => {
  it('that removes and adds itself hears each event once', async () => {
    const { runtime } = freshRuntime();
    let heard = 0;
    // With a second listener there the event's list is never empty, so it stays the same list.
    runtime.on('miss', () => undefined);
    const listener = (): void => {
      heard++;
      remove();
      // Were it heard again in the same event, this would never end.
      if (heard < 10) remove = runtime.on('miss', listener);
    };
    let remove = runtime.on('miss', listener);
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    await find(1);
    expect(heard).toBe(1);
    await find(2);
    expect(heard).toBe(2);
  });
});
