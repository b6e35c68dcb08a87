import { cacheOf, invalidateTag } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { compileKey } from '../../runtime/src/key/compile-template.ts';
import { buildSources } from './harness/build-sources.ts';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { startParityCache } from './harness/start-parity-cache.ts';
import type * as Django from './services/django.ts';

const service = await loadService<typeof Django>('django');
const { decorated, Foo, foo, handleRequest, hashed, keyedOnA, lookUp, myFunc, runs } = service;

// The hash of `number`.
const NUMBER = '12886f9d00055adf';

describe.each(PARITY_STORES)('on $name', (store) => {
  startParityCache(store, service);

  it('D-01: a top-level function is a function, and only its parameters are in the key', () => {
    expect(cacheOf(foo).spec).toEqual({
      id: 'foo',
      kind: 'function',
      calls: 'async',
      holes: ['a', 'b'],
      key: { form: 'arguments', holes: 2 },
      shape: NUMBER,
      types: { isolate: 'share', primitives: [0, 1], dropsAsync: true },
    });
  });

  it('D-02: an instance method is a method, and its receiver is not part of the key', () => {
    expect(cacheOf(new Foo(), 'foo').spec).toEqual({
      id: 'Foo.foo',
      kind: 'method',
      calls: 'async',
      holes: ['a', 'b'],
      key: { form: 'arguments', holes: 2 },
      shape: NUMBER,
      types: { isolate: 'share', primitives: [0, 1], dropsAsync: true },
    });
  });

  it('D-03: a static method is static, and its class is not part of the arguments', () => {
    expect(cacheOf(Foo, 'bar').spec).toEqual({
      id: 'Foo.bar',
      kind: 'static',
      calls: 'async',
      holes: ['x'],
      key: { form: 'arguments', holes: 1 },
      shape: NUMBER,
      types: { isolate: 'share', primitives: [0], dropsAsync: true },
    });
  });

  it('D-04: a function is known by namespace and id, never by its line', () => {
    expect(cacheOf(foo).key(1, 2)).toBe('hf:app:foo(a=1,b=2)');
    const source = '/** @cache */\nexport async function foo(a: number, b: number) { return a + b; }\n';
    const build = (text: string) => buildSources({ sources: { 'src/foo.ts': text } }).specs;
    expect(build(`\n\n\n${source}`)).toEqual(build(source));
  });

  it('D-06: a static method is known by its class and name', () => {
    expect(cacheOf(Foo, 'bar').key(1)).toBe('hf:app:Foo.bar(x=1)');
  });

  it('D-07: a shortened key keeps to its limit, begins readable and differs where only the last character does', () => {
    const spec = { id: 'find', holes: ['name'], key: { form: 'arguments', holes: 1 } } as const;
    const long = compileKey(spec, { prefix: 'hf', namespace: 'app' }, 50);
    const short = compileKey(spec, { prefix: 'hf', namespace: 'app' }, 40);
    const names = ['x', 'y'].map((last) => last.padStart(32, 'n'));
    expect(names.map((name) => long([name]).length)).toEqual([50, 50]);
    const keys = names.map((name) => short([name]));
    expect(keys.map((key) => [key.length, key.slice(0, 18)])).toEqual([
      [40, 'hf:app:find(name=#'],
      [40, 'hf:app:find(name=#'],
    ]);
    expect(new Set(keys).size).toBe(2);
    expect(names.map((name) => short([name]))).toEqual(keys);
  });

  it('D-08: invalidating a group ends its entries and no others, and what is stored anew is served', async () => {
    const { peek, prime } = cacheOf(lookUp);
    await prime(['names', 'vasia'], () => 'foo');
    await prime(['names', 'petya'], () => 'bar');
    await prime(['colors', 'red'], () => 'good');
    await invalidateTag('names');
    expect([await peek('names', 'vasia'), await peek('names', 'petya')]).toEqual([undefined, undefined]);
    expect(await lookUp('colors', 'red')).toBe('good');
    await prime(['names', 'vasia'], () => 'foo');
    expect(await lookUp('names', 'vasia')).toBe('foo');
  });

  it('D-09: invalidating a call leaves the other calls of the function', async () => {
    expect([await myFunc(1, 2), await myFunc(1, 2)]).toEqual(['1,2: run 1', '1,2: run 1']);
    expect([await myFunc(3, 2), await myFunc(3, 2)]).toEqual(['3,2: run 2', '3,2: run 2']);
    expect(await cacheOf(myFunc).invalidate(3, 2)).toBe(true);
    expect(await myFunc(1, 2)).toBe('1,2: run 1');
    expect([await myFunc(3, 2), await myFunc(3, 2)]).toEqual(['3,2: run 3', '3,2: run 3']);
  });

  it('D-11: invalidating a call that never was reports that there was no entry', async () => {
    expect(await cacheOf(myFunc).invalidate(5, 5)).toBe(false);
    expect(runs.myFunc).toBe(0);
  });

  it('D-12: a default, short, non-ASCII and very long arguments are each served', async () => {
    const params = [undefined, 'x', 'Василий', 'й'.repeat(240), 'Ы'.repeat(500)];
    const expected = ['1', '2x', '3Василий', `4${'й'.repeat(240)}`, `5${'Ы'.repeat(500)}`];
    const results: string[] = [];
    for (const param of params) results.push(await decorated(param));
    for (const param of params) results.push(await decorated(param));
    expect(results).toEqual([...expected, ...expected]);
    expect(runs.decorated).toBe(5);
  });

  it('D-14: a key of one property ignores the others', async () => {
    const results = [await keyedOnA({ a: 1, b: 2 }), await keyedOnA({ a: 1, b: 3 }), await keyedOnA({ a: 2, b: 2 })];
    expect(results).toEqual(['a=1: run 1', 'a=1: run 1', 'a=2: run 2']);
  });

  it('D-15: arguments that are too long for a key are hashed, and all such keys are equally long', async () => {
    const [x, y] = ['x'.repeat(500), 'y'.repeat(500)];
    expect([await hashed(x), await hashed(x), await hashed(y)]).toEqual(['x: run 1', 'x: run 1', 'y: run 2']);
    expect([await hashed(x), await hashed(y)]).toEqual(['x: run 1', 'y: run 2']);
    expect([cacheOf(hashed).key(x).length, cacheOf(hashed).key(y).length]).toEqual([250, 250]);
  });

  it('D-17: a key may name properties of a request beside other arguments', async () => {
    const get = { method: 'GET', path: '/numerator/', abort: () => undefined };
    const post = { ...get, method: 'POST' };
    expect([cacheOf(handleRequest).key(get, 1, 2), cacheOf(handleRequest).key(post, 1, 2)]).toEqual([
      'hf:app:handle:GET:%2Fnumerator%2F:1:2',
      'hf:app:handle:POST:%2Fnumerator%2F:1:2',
    ]);
    const results = [await handleRequest(get, 1, 2), await handleRequest(post, 1, 2), await handleRequest(get, 1, 2)];
    expect(results).toEqual(['GET 1,2: run 1', 'POST 1,2: run 2', 'GET 1,2: run 1']);
  });
});
