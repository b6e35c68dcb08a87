import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';
import type { ReadRequest, Store } from '../../../../runtime/src/store/port.ts';
import { compileAsync, deferred, type FreshRuntime, freshRuntime } from '../compiled-function.ts';

interface Watched extends FreshRuntime {
  /** The keys that the store prepared. */
  readonly prepared: string[];
  /** All that it was given for that. */
  readonly questions: ReadRequest[];
  /** Lets the next read wait; answers what ends that. */
  readonly hold: () => () => void;
  /** Opens another store like the first. */
  readonly reopen: (options?: { readonly vary?: () => string; readonly prefix?: string }) => Promise<unknown>;
}

/** A runtime over a store that is waited for, and that notes what it is to prepare. */
async function watched(): Promise<Watched> {
  const fresh = freshRuntime();
  const prepared: string[] = [];
  const questions: ReadRequest[] = [];
  let wait: Promise<void> | undefined;
  const hold: Watched['hold'] = () => {
    const { promise, resolve } = deferred<void>();
    wait = promise;
    return resolve;
  };
  const open = (): Store => {
    const { hit: _, resident: __, ...memory } = openMemory({ now: () => 1_000_000 });
    return {
      ...memory,
      synchronous: false,
      read: async (requests) => {
        const readings = memory.read(requests);
        const waited = wait;
        wait = undefined;
        await waited;
        return readings;
      },
      write: async (writes) => memory.write(writes),
      prepare: (request) => {
        prepared.push(request.key);
        questions.push(request);
        return request;
      },
    };
  };
  const reopen: Watched['reopen'] = (options = {}) =>
    fresh.runtime.configure({ store: { kind: 'test', open }, replace: true, ...options });
  await reopen();
  return { ...fresh, prepared, questions, hold, reopen };
}

// The first call of a key finds nothing, so nothing is remembered; the second finds the entry, and prepares its question anew.
describe('what calls with the same values ask their store', () => {
  it('is prepared no more once an entry was found, for each key, and 1 and "1" are two of them', async () => {
    const { runtime, prepared } = await watched();
    const find = compileAsync(runtime, 'find', { parameters: ['a', 'b'] }, async (a: unknown, b: unknown) => [a, b]);
    const calls = [
      [1, 'x'],
      ['1', 'x'],
      [1, 'y'],
      [1, undefined],
    ] as const;
    for (let i = 0; i < 4; i++) {
      for (const [a, b] of calls) expect(await find(a, b)).toEqual([a, b]);
    }
    const keys = ['a=1,b=x', 'a="1",b=x', 'a=1,b=y', 'a=1'].map((text) => `hf:app:find(${text})`);
    expect(prepared).toEqual([...keys, ...keys]);
  });

  it('says nothing else of the call: what is remembered must not keep its body and what that holds', async () => {
    const { runtime, prepared, questions } = await watched();
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    expect([await find(1), await find(1), await find(1)]).toEqual([1, 1, 1]);
    expect(prepared).toHaveLength(2);
    const key = 'hf:app:find(id=1)';
    expect(questions).toEqual(Array.from({ length: 2 }, () => ({ key, dependencies: ['*', 'f:app:find'] })));
  });

  it('is known of a function without values, too', async () => {
    const { runtime, prepared } = await watched();
    const list = compileAsync(runtime, 'list', { parameters: [] }, async () => 'all');
    expect([await list(), await list(), await list()]).toEqual(['all', 'all', 'all']);
    expect(prepared).toEqual(['hf:app:list()', 'hf:app:list()']);
  });

  it('is prepared anew where a value is an object, which may have changed', async () => {
    const { runtime, prepared } = await watched();
    const find = compileAsync(runtime, 'find', { parameters: ['by'] }, async (by: { id: number }) => by.id);
    const by = { id: 1 };
    for (let i = 0; i < 3; i++) expect(await find(by)).toBe(1);
    by.id = 2;
    expect(await find(by)).toBe(2);
    const first = 'hf:app:find(by=(id=1))';
    expect(prepared).toEqual([first, first, first, 'hf:app:find(by=(id=2))']);
  });

  it('is prepared anew where all functions vary by something else than their values', async () => {
    const { runtime, prepared, reopen } = await watched();
    const region = { name: 'eu' };
    await reopen({ vary: () => region.name });
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (_id: number) => region.name);
    for (let i = 0; i < 3; i++) expect(await find(1)).toBe('eu');
    region.name = 'us';
    expect(await find(1)).toBe('us');
    expect(prepared.slice(2)).toEqual(['hf:app:find(id=1)|eu', 'hf:app:find(id=1)|us']);
  });

  it('is prepared anew where a tag names a value that is not in the key', async () => {
    const { runtime, prepared } = await watched();
    const spec = { key: { form: 'arguments', holes: 1 }, tags: [['team:', 1]] } as const;
    const find = compileAsync(
      runtime,
      'find',
      { parameters: ['id', 'team'], spec },
      async (_id: number, team: string) => team,
    );
    for (let i = 0; i < 3; i++) expect(await find(1, 'a')).toBe('a');
    await runtime.invalidateTag('team:b');
    // The entry depends on team:a only; this call on team:b, too.
    expect(await find(1, 'b')).toBe('b');
    expect(prepared).toEqual(Array.from({ length: 4 }, () => 'hf:app:find(id=1)'));
  });

  it('is prepared anew for another store and for another prefix', async () => {
    const { runtime, prepared, reopen } = await watched();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (_id: number) => ++runs);
    const ask = async (): Promise<number[]> => [await find(1), await find(1), await find(1)];
    expect(await ask()).toEqual([1, 1, 1]);
    await reopen();
    expect(await ask()).toEqual([2, 2, 2]);
    await reopen({ prefix: 'other' });
    expect(await ask()).toEqual([3, 3, 3]);
    const [ours, other] = ['hf:app:find(id=1)', 'other:app:find(id=1)'];
    expect(prepared).toEqual([ours, ours, ours, ours, other, other]);
  });

  it('is not remembered where the prefix was replaced while the store was asked', async () => {
    const { runtime, prepared, hold, reopen } = await watched();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (_id: number) => ++runs);
    await find(1);
    const letGo = hold();
    const slow = find(1);
    await setImmediate();
    await reopen({ prefix: 'other' });
    await find(2);
    letGo();
    expect(await slow).toBe(1);
    prepared.length = 0;
    expect([await find(1), prepared]).toEqual([3, ['other:app:find(id=1)']]);
  });

  it('is forgotten where many others were asked for since, and not where it was asked again meanwhile', async () => {
    const { runtime, prepared } = await watched();
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    const askAll = async (from: number, to: number): Promise<void> => {
      for (let id = from; id < to; id++) expect(await find(id)).toBe(id);
    };
    await askAll(0, 20_480);
    // Two halves of 8,192: what was found in the last one is known.
    await askAll(0, 12_288);
    await askAll(0, 1);
    await askAll(12_288, 20_480);
    prepared.length = 0;
    await askAll(0, 2);
    expect(prepared).toEqual(['hf:app:find(id=1)']);
  });
});
