import { describe, expect, it } from 'vitest';
import type { FunctionSpec } from '../../../../runtime/src/spec.ts';
import { cacheOf, compileAsync, deferred, type FreshRuntime, freshRuntime } from '../compiled-function.ts';

const BY_ID: Partial<FunctionSpec> = { holes: ['id'], key: { form: 'template', holes: 1, template: ['user:', 0] } };

/** Two functions with one key; the second has a tag of its own. */
function twoFunctions(runtime: FreshRuntime['runtime'], gate?: Promise<void>) {
  const row = { value: 'old' };
  const read = async (_id: number): Promise<string> => {
    const { value } = row;
    await gate;
    return value;
  };
  return {
    row,
    a: compileAsync(runtime, 'a', { parameters: ['id'], spec: BY_ID }, read),
    b: compileAsync(runtime, 'b', { parameters: ['id'], spec: { ...BY_ID, tags: [['row:', 0]] } }, read),
  };
}

describe('two functions with one key', () => {
  it('serve each other', async () => {
    const { runtime } = freshRuntime();
    const { a, b, row } = twoFunctions(runtime);
    await a(1);
    row.value = 'new';
    expect([await b(1), await a(1), await b(1)]).toEqual(['old', 'old', 'old']);
    expect(cacheOf(runtime, a).key(1)).toBe(cacheOf(runtime, b).key(1));
  });

  it('are each out after their own invalidation, whoever stored the entry', async () => {
    const { runtime } = freshRuntime();
    const { a, b, row } = twoFunctions(runtime);
    await a(1);
    row.value = 'new';
    await runtime.invalidateTag('row:1');
    expect(await a(1)).toBe('old');
    expect(await b(1)).toBe('new');
    expect(await a(1)).toBe('new');
    row.value = 'newer';
    await cacheOf(runtime, a).clear();
    expect(await a(1)).toBe('newer');
  });

  it('join each other only where the computation is checked for all that the caller depends on', async () => {
    const { runtime } = freshRuntime();
    const gate = deferred<void>();
    const { a, b, row } = twoFunctions(runtime, gate.promise);
    const early = a(1);
    row.value = 'new';
    await runtime.invalidateTag('row:1');
    const late = b(1);
    gate.resolve();
    expect([await early, await late]).toEqual(['old', 'new']);
  });
});

describe('a tag of a parameter that is not in the key', () => {
  it('counts for the call that names it, also where another call stored the entry', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileAsync(
      runtime,
      'find',
      { parameters: ['team', 'id'], spec: { ...BY_ID, holes: ['id', 'team'], tags: [['team:', 1]] } },
      async (_team: number, _id: number) => ++runs,
    );
    expect([await find(1, 5), await find(2, 5), await find(2, 5)]).toEqual([1, 1, 1]);
    await runtime.invalidateTag('team:2');
    expect([await find(2, 5), await find(1, 5)]).toEqual([2, 2]);
  });
});

describe('callers of one function during a computation of the other', () => {
  it('wait for it and then start one more together', async () => {
    const { runtime } = freshRuntime();
    const gate = deferred<void>();
    let runs = 0;
    const body = async (_id: number): Promise<number> => {
      const run = ++runs;
      await gate.promise;
      return run;
    };
    const a = compileAsync(runtime, 'a', { parameters: ['id'], spec: { ...BY_ID, nulls: 'skip' } }, body);
    const b = compileAsync(runtime, 'b', { parameters: ['id'], spec: { ...BY_ID, tags: [['row:', 0]] } }, body);
    const calls = [a(1), ...Array.from({ length: 50 }, () => b(1))];
    gate.resolve();
    expect(new Set(await Promise.all(calls))).toEqual(new Set([1]));
    expect(runs).toBe(1);
  });
});
