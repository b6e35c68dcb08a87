import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { cacheOf, compileAsync, compileEmitted, compileSync } from '../compiled-function.ts';
import { watchedMemory } from './watched-memory.ts';

describe('a hit at hand', () => {
  it.each([0, 1, 2, 3, 5])('makes no key where a function has %i values', async (count) => {
    const { runtime, readAsked } = await watchedMemory();
    const parameters = ['a', 'b', 'c', 'd', 'e'].slice(0, count);
    let runs = 0;
    const join = compileSync(runtime, 'join', { parameters }, (...values: number[]) => {
      runs++;
      return values.join();
    });
    const calls = [
      [1, 2, 3, 4, 5],
      [6, 7, 8, 9, 0],
    ].map((values) => values.slice(0, count));
    const texts = calls.map((values) => values.join());
    const call = (): readonly string[] => calls.map((values) => join(...values));
    expect(call()).toEqual(texts);
    expect(call()).toEqual(texts);
    readAsked();
    expect(call()).toEqual(texts);
    expect(readAsked()).toEqual([]);
    expect(runs).toBe(count === 0 ? 1 : 2);
    expect(await cacheOf(runtime, join).info()).toMatchObject({ hits: count === 0 ? 5 : 4, misses: runs });
  });

  it('tells values apart as keys do', async () => {
    const { runtime, readAsked } = await watchedMemory();
    const values = [
      1,
      '1',
      1n,
      true,
      'true',
      null,
      'null',
      undefined,
      'undefined',
      '',
      0,
      NaN,
      'NaN',
      Infinity,
      -1,
      0.5,
    ];
    const describeValue = compileSync(runtime, 'describe', { parameters: ['value'] }, (value: unknown) => [
      typeof value,
      String(value),
    ]);
    const expected = values.map((value) => [typeof value, String(value)]);
    for (let round = 0; round < 3; round++) {
      readAsked();
      expect(values.map((value) => describeValue(value))).toEqual(expected);
    }
    expect(readAsked()).toEqual([]);
  });

  it('takes -0 for 0, and NaN for NaN', async () => {
    const { runtime, readAsked } = await watchedMemory();
    let runs = 0;
    const count = compileSync(runtime, 'count', { parameters: ['n'] }, (_: number) => ++runs);
    expect([count(0), count(0), count(-0), count(NaN), count(NaN), count(Number('none'))]).toEqual([1, 1, 1, 2, 2, 2]);
    expect(readAsked()).toEqual([
      'hf:app:count(n=0)',
      'hf:app:count(n=0)',
      'hf:app:count(n=NaN)',
      'hf:app:count(n=NaN)',
    ]);
  });

  it('is the same for an argument that is undefined and one that is left out', async () => {
    const { runtime, readAsked } = await watchedMemory();
    let runs = 0;
    const count = compileSync(runtime, 'count', { parameters: ['a', 'b'] }, (_a: number, _b?: string) => ++runs);
    expect([count(1), count(1), count(1, undefined), count(1, 'b')]).toEqual([1, 1, 1, 2]);
    expect(readAsked()).toEqual(['hf:app:count(a=1)', 'hf:app:count(a=1)', 'hf:app:count(a=1,b=b)']);
  });

  it('needs primitives: an object is looked up by its key each time, beside primitives of the same function', async () => {
    const { runtime, readAsked } = await watchedMemory();
    const nameOf = compileSync(runtime, 'nameOf', { parameters: ['id', 'of'] }, (id: unknown, of: unknown) =>
      JSON.stringify([id, of]),
    );
    const call = () => [nameOf({ id: 1 }, 'a'), nameOf(1, { of: 2 }), nameOf([1], [2]), nameOf(1, 'a')];
    for (let round = 0; round < 3; round++) {
      readAsked();
      expect(call()).toEqual(['[{"id":1},"a"]', '[1,{"of":2}]', '[[1],[2]]', '[1,"a"]']);
    }
    expect(readAsked()).toEqual([
      'hf:app:nameOf(id=(id=1),of=a)',
      'hf:app:nameOf(id=1,of=(of=2))',
      'hf:app:nameOf(id=[1],of=[2])',
    ]);
  });

  it('gives each caller a copy of its own, the value itself where it is frozen or shared', async () => {
    const { runtime, readAsked } = await watchedMemory();
    const isolations = ['copy', 'freeze', 'share'] as const;
    const [copied, frozen, shared] = isolations.map((isolate) => {
      const find = compileAsync(runtime, isolate, { parameters: ['id'], spec: { isolate } }, async (id: number) => ({
        id,
      }));
      return async () => {
        await find(1);
        await find(1);
        return Promise.all([find(1), find(1)]);
      };
    });
    const answers = [await copied?.(), await frozen?.(), await shared?.()];
    expect(readAsked()).toHaveLength(6);
    expect(answers).toEqual([0, 1, 2].map(() => [{ id: 1 }, { id: 1 }]));
    expect(answers.map((pair) => pair?.[0] === pair?.[1])).toEqual([false, true, true]);
    expect(answers.map((pair) => Object.isFrozen(pair?.[0]))).toEqual([false, true, false]);
  });

  it('gives one promise where the emitted function is no longer async, and values elsewhere', async () => {
    const { runtime, cache } = await watchedMemory();
    const double = async (n: number): Promise<number> => n * 2;
    const kept = { parameters: ['n'] };
    const dropped = { parameters: ['n'], spec: { types: { dropsAsync: true } } } as const;
    const answers = [kept, dropped].map(async (options, i) => {
      const find = compileAsync(runtime, `double${i}`, options, double);
      await find(2);
      await find(2);
      const handle = cache.byFunction.get(find);
      return [handle?.hit(2), handle?.hit(2)];
    });
    const [values, promises] = await Promise.all(answers);
    expect(values).toEqual([4, 4]);
    expect(promises?.[0]).toBeInstanceOf(Promise);
    expect(promises?.[0]).toBe(promises?.[1]);
    expect(await promises?.[0]).toBe(4);
  });

  it("counts the function's own vary among the values", async () => {
    const { runtime, readAsked } = await watchedMemory();
    let [tenant, runs] = ['eu', 0];
    const find = compileEmitted(runtime, 'find', {
      spec: { holes: ['id', 'tenantOf()'], key: { form: 'arguments', holes: 2 }, vary: 1 },
      keyValues: (id: number) => [id, tenant],
      body: async (id: number) => `${id} ${tenant} ${++runs}`,
    });
    const call = async () => [await find(1), await find(1), await find(1)];
    expect(await call()).toEqual(['1 eu 1', '1 eu 1', '1 eu 1']);
    tenant = 'us';
    expect(await call()).toEqual(['1 us 2', '1 us 2', '1 us 2']);
    tenant = 'eu';
    readAsked();
    expect(await call()).toEqual(['1 eu 1', '1 eu 1', '1 eu 1']);
    expect(readAsked()).toEqual([]);
  });

  it('keeps all entries at hand of one hidden class', async () => {
    const { runtime, cache } = await watchedMemory();
    const find = compileSync(runtime, 'find', { parameters: ['id'] }, (id: number) => ({ id }));
    const findText = compileSync(
      runtime,
      'findText',
      { parameters: ['text'], spec: { maxSize: 9 } },
      (text: string) => text,
    );
    for (let round = 0; round < 3; round++) for (let i = 0; i < 3; i++) [find(i), findText(`${i}`)];
    setFlagsFromString('--allow-natives-syntax');
    const haveSameMap = new Function('a', 'b', 'return %HaveSameMap(a, b)');
    const keys = [0, 1, 2].flatMap((i) => [cacheOf(runtime, find).key(i), cacheOf(runtime, findText).key(`${i}`)]);
    const entries = keys.map((key) => cache.stores.main.hit?.(key));
    const atHand = entries.map((entry) => Reflect.get(Object(entry), 'atHand'));
    expect(atHand.map((entry) => entry !== undefined && haveSameMap(atHand[0], entry))).toEqual(keys.map(() => true));
  });
});
