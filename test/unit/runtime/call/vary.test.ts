import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { cacheOf, compileAsync, compileEmitted, freshRuntime } from '../compiled-function.ts';

const VARIED = { holes: ['id', 'tenantOf()'], key: { form: 'arguments', holes: 2 }, vary: 1 } as const;

describe('a function that varies', () => {
  it('has an entry for each value, in calls and in all operations', async () => {
    const { runtime } = freshRuntime();
    const tenants = new AsyncLocalStorage<string>();
    const runs: string[] = [];
    const find = compileEmitted(runtime, 'find', {
      spec: VARIED,
      keyValues: (id: number) => [id, tenants.getStore()],
      body: async (id: number) => {
        runs.push(`${tenants.getStore()} ${id}`);
        return `${tenants.getStore()} ${id}, run ${runs.length}`;
      },
    });
    const as = <T>(tenant: string, work: () => T): T => tenants.run(tenant, work);
    expect([await as('eu', () => find(1)), await as('us', () => find(1)), await as('eu', () => find(1))]).toEqual([
      'eu 1, run 1',
      'us 1, run 2',
      'eu 1, run 1',
    ]);
    const cache = cacheOf(runtime, find);
    expect([as('eu', () => cache.key(1)), cache.key(1)]).toEqual([
      'hf:app:find(id=1)|eu',
      'hf:app:find(id=1)|undefined',
    ]);
    expect(await as('us', () => cache.invalidate(1))).toBe(true);
    expect([await as('eu', () => cache.peek(1)), await as('us', () => cache.peek(1))]).toEqual([
      { value: 'eu 1, run 1' },
      undefined,
    ]);
    expect(await as('us', () => cache.refresh(1))).toBe('us 1, run 3');
    expect(await as('us', () => find(1))).toBe('us 1, run 3');
  });

  it('is refused where the function gave what cannot be a key', async () => {
    const { runtime } = freshRuntime();
    const find = compileEmitted(runtime, 'find', {
      spec: VARIED,
      keyValues: (id: number) => [id, Promise.resolve('eu')],
      body: async (id: number) => id,
    });
    await expect(find(1)).rejects.toMatchObject({
      code: 'HF3001',
      message: expect.stringContaining('find: tenantOf() is a promise (await it before the call)'),
    });
  });
});

describe('configure({ vary })', () => {
  it('counts for all functions, read before each key is made', async () => {
    const { runtime } = freshRuntime();
    let locale: string | undefined = 'de';
    await runtime.configure({ vary: () => locale });
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => `${id}, run ${++runs}`);
    const both = compileEmitted(runtime, 'both', {
      spec: VARIED,
      keyValues: (id: number) => [id, 'eu'],
      body: async (id: number) => id,
    });
    expect([await find(1), await find(1)]).toEqual(['1, run 1', '1, run 1']);
    expect([cacheOf(runtime, find).key(1), cacheOf(runtime, both).key(1)]).toEqual([
      'hf:app:find(id=1)|de',
      'hf:app:both(id=1)|de|eu',
    ]);
    locale = 'fr';
    expect([await find(1), cacheOf(runtime, find).key(1)]).toEqual(['1, run 2', 'hf:app:find(id=1)|fr']);
    locale = undefined;
    expect([await find(1), cacheOf(runtime, find).key(1)]).toEqual(['1, run 3', 'hf:app:find(id=1)']);
    locale = 'de';
    const invalidated = cacheOf(runtime, find).invalidate(1);
    locale = 'fr';
    expect([await invalidated, await find(1)]).toEqual([true, '1, run 2']);
  });

  it('fails the call with what the function throws', async () => {
    const { runtime } = freshRuntime();
    const failure = new Error('no request');
    await runtime.configure({
      vary: () => {
        throw failure;
      },
    });
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    await expect(find(1)).rejects.toBe(failure);
  });

  it('takes functions only', async () => {
    const { runtime } = freshRuntime();
    await expect(runtime.configure({ vary: 'eu' as never })).rejects.toThrow(
      'HF2001 configuration: vary takes a function, not "eu".',
    );
  });
});
