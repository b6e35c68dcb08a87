import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import type { Store, StoreDefinition } from '../../../../runtime/src/store/port.ts';
import { cacheOf, compileAsync, compileSync, type FreshRuntime, freshRuntime } from '../compiled-function.ts';

/** A function over one row that may be gone. */
function rowFunction(runtime: FreshRuntime['runtime']): {
  readonly find: (id: number) => Promise<unknown>;
  readonly row: { value: unknown };
} {
  const row: { value: unknown } = { value: 'old' };
  const find = compileAsync(runtime, 'find', { parameters: ['id'], spec: { nulls: 'skip' } }, async (_id: number) => {
    return row.value;
  });
  return { find, row };
}

/** Memory with single operations replaced. */
function memoryWith(replace: (store: Store) => Partial<Store>): StoreDefinition {
  return {
    kind: 'replaced',
    open: async (context) => {
      const store = await memoryStore().open(context);
      return { ...store, ...replace(store) };
    },
  };
}

describe('refresh', () => {
  it('ends the old entry where its own result is not stored', async () => {
    const { runtime } = freshRuntime();
    const { find, row } = rowFunction(runtime);
    await find(1);
    row.value = null;
    expect(await cacheOf(runtime, find).refresh(1)).toBe(null);
    row.value = 'anew';
    expect(await find(1)).toBe('anew');
  });

  it('leaves the old entry where the body fails', async () => {
    const { runtime } = freshRuntime();
    let fail = false;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => {
      if (fail) throw new Error('database is down');
      return 'value';
    });
    await find();
    fail = true;
    await expect(cacheOf(runtime, find).refresh()).rejects.toThrow('database is down');
    expect(await find()).toBe('value');
  });

  it('in a transaction: the calls of the transaction see its rows at once, others after the commit', async () => {
    const { runtime } = freshRuntime();
    const { find, row } = rowFunction(runtime);
    await find(1);
    await runtime.invalidateAfter(async () => {
      row.value = 'new';
      expect(await cacheOf(runtime, find).refresh(1)).toBe('new');
      expect(await find(1)).toBe('new');
    });
    row.value = 'newer';
    expect(await find(1)).toBe('newer');
  });

  it('rejects where the store neither takes the result nor the end of the old entry', async () => {
    const { runtime } = freshRuntime();
    const down = (): never => {
      throw new Error('store is down');
    };
    const store = memoryWith(() => ({ takeNextStamps: down, invalidateKeys: down }));
    await runtime.configure({ store });
    const { find } = rowFunction(runtime);
    await expect(cacheOf(runtime, find).refresh(1)).rejects.toMatchObject({ code: 'HF3005' });
    expect(runtime.pendingInvalidations()).toMatchObject([{ keys: ['hf:app:find(id=1)'] }]);
  });

  it('runs the body and stores nothing where caching is switched off', async () => {
    const { runtime } = freshRuntime();
    const { find } = rowFunction(runtime);
    await runtime.configure({ enabled: false });
    expect(await cacheOf(runtime, find).refresh(1)).toBe('old');
    expect(await cacheOf(runtime, find).peek(1)).toBe(undefined);
    await runtime.configure({ enabled: true });
    expect(await cacheOf(runtime, find).peek(1)).toBe(undefined);
  });
});

describe('a store that does not take a result', () => {
  it('is an event; the value is returned, and joiners start one more body together', async () => {
    const { runtime } = freshRuntime();
    const store = memoryWith(() => ({
      write: () => {
        throw new Error('disk full');
      },
    }));
    await runtime.configure({ store });
    const errors: unknown[] = [];
    runtime.on('error', ({ operation, error }) => errors.push([operation, String(error)]));
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => ++runs);
    expect(await Promise.all([find(), find(), find()])).toEqual([1, 2, 2]);
    expect(errors).toEqual([
      ['write', 'Error: disk full'],
      ['write', 'Error: disk full'],
    ]);
  });
});

describe('a value that fails while it is copied', () => {
  it('is returned and not stored', async () => {
    const { runtime } = freshRuntime();
    const errors: unknown[] = [];
    runtime.on('error', ({ operation }) => errors.push(operation));
    const revocable = Proxy.revocable({}, {});
    const value = { inner: revocable.proxy };
    revocable.revoke();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: [] }, async () => {
      runs++;
      return value;
    });
    expect(await find()).toBe(value);
    expect(await find()).toBe(value);
    expect([runs, errors]).toEqual([2, ['copy', 'copy']]);
  });
});

describe('a computation whose result goes to one store', () => {
  it('uses no entries of another, for an invalidation reaches one before the other', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ syncStore: memoryStore(), stores: { second: memoryStore() } });
    const reasons: unknown[] = [];
    let innerRuns = 0;
    const inner = compileAsync(
      runtime,
      'inner',
      { parameters: [], spec: { store: 'second' } },
      async () => ++innerRuns,
    );
    let syncRuns = 0;
    const sync = compileSync(runtime, 'sync', { parameters: [] }, () => ++syncRuns);
    const outer = compileAsync(runtime, 'outer', { parameters: [] }, async () => [await inner(), sync()]);
    await inner();
    sync();
    runtime.on('miss', ({ id, reason }) => reasons.push([id, reason]));
    expect(await outer()).toEqual([2, 2]);
    expect([await inner(), sync()]).toEqual([2, 2]);
    expect(await outer()).toEqual([2, 2]);
    expect(reasons).toEqual([
      ['outer', 'absent'],
      ['inner', 'other-store'],
      ['sync', 'other-store'],
    ]);
  });

  it('uses entries of its own store, also in work that it left behind', async () => {
    const { runtime } = freshRuntime();
    await runtime.configure({ syncStore: memoryStore() });
    let runs = 0;
    const inner = compileAsync(runtime, 'inner', { parameters: [] }, async () => ++runs);
    const sync = compileSync(runtime, 'sync', { parameters: [] }, () => ++runs);
    let left: Promise<unknown> | undefined;
    const outer = compileAsync(runtime, 'outer', { parameters: [] }, async () => {
      left = new Promise((resolve) => setImmediate(resolve)).then(() => sync());
      return inner();
    });
    await inner();
    sync();
    expect(await outer()).toBe(1);
    expect(await left).toBe(2);
    expect(runs).toBe(2);
  });
});

describe('invalidateKey in a transaction', () => {
  it('tells whether there is an entry, and ends it with the commit', async () => {
    const { runtime } = freshRuntime();
    const { find, row } = rowFunction(runtime);
    await find(1);
    row.value = 'new';
    const answers = await runtime.invalidateAfter(async () => [
      await cacheOf(runtime, find).invalidate(2),
      await cacheOf(runtime, find).invalidate(1),
    ]);
    expect(answers).toEqual([false, true]);
    expect(await find(1)).toBe('new');
  });
});
