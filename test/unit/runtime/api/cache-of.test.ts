import { describe, expect, it } from 'vitest';
import { MISS } from '../../../../runtime/src/call/miss.ts';
import { cacheOf, compileAsync, compileSync, freshRuntime } from '../compiled-function.ts';

describe('cacheOf', () => {
  it('says how to build where a function was not transformed', () => {
    const { runtime } = freshRuntime();
    async function findUser(): Promise<number> {
      return 1;
    }
    expect(() => runtime.cacheOf(findUser)).toThrow(
      expect.objectContaining({ name: 'NotTransformedError', code: 'HF3002', slug: 'not-transformed' }),
    );
    expect(() => runtime.cacheOf(findUser)).toThrow(/findUser was not compiled by Holdfast.*tspc/);
    expect(() => runtime.cacheOf(() => 1)).toThrow(/this function was not compiled/);
    expect(() => runtime.cacheOf(undefined)).toThrow(/cacheOf was given a value of type undefined/);
    expect(() => runtime.cacheOf({ name: 'Ada' }, 'name')).toThrow(/cacheOf was given name, which is no function/);
    expect(() => runtime.cacheOf('findUser')).toThrow(/no cached function has the id findUser. Ids in use: none/);
  });

  it('finds a function by its id, with its namespace where several have it', () => {
    const { runtime } = freshRuntime();
    compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => id);
    expect(cacheOf(runtime, 'find').key(1)).toBe('hf:app:find(id=1)');
    const spec = cacheOf(runtime, 'find').spec;
    const [other] = runtime.compile({ abi: 1, file: 'src/other.ts', namespace: 'shop', specs: [spec] });
    other?.attach(async () => 1);
    expect(() => runtime.cacheOf('find')).toThrow(/several namespaces: app:find, shop:find/);
    expect(cacheOf(runtime, 'shop:find').spec.id).toBe('find');
  });

  it('tells the key, and runs the body, also where the named store is not configured yet', async () => {
    const { runtime } = freshRuntime();
    const options = { parameters: ['id'], spec: { store: 'hot' } };
    const find = compileAsync(runtime, 'find', options, async (id: number) => id);
    const count = compileSync(runtime, 'count', options, (id: number) => id);
    expect([cacheOf(runtime, find).key(1), cacheOf(runtime, count).key(1)]).toEqual([
      'hf:app:find(id=1)',
      'hf:app:count(id=1)',
    ]);
    expect([await cacheOf(runtime, find).uncached(1), await cacheOf(runtime, count).uncached(1)]).toEqual([1, 1]);
  });

  it('evaluates defaults and `this` as a call does', async () => {
    const { runtime } = freshRuntime();
    const holes = ['id', 'lang', 'this.region'];
    const [handle] = runtime.compile({
      abi: 1,
      file: 'src/repo.ts',
      namespace: 'app',
      specs: [{ id: 'Repo.find', kind: 'method', calls: 'async', holes, key: { form: 'arguments', holes: 3 } }],
    });
    if (handle === undefined) throw new Error('one spec, one handle');
    class Repo {
      readonly region: string;
      constructor(region: string) {
        this.region = region;
      }
      async find(id: number, lang = 'en'): Promise<unknown> {
        const hit = handle?.hit(id, lang, this.region);
        if (hit !== MISS) return hit;
        return handle?.run(async () => `${this.region} ${id} ${lang}`, id, lang, this.region);
      }
    }
    handle.attach(Repo.prototype.find);
    const repo = new Repo('eu');
    expect(cacheOf(runtime, repo, 'find').key(7)).toBe('hf:app:Repo.find(id=7,lang=en,this.region=eu)');
    expect(await cacheOf(runtime, repo, 'find').refresh(7)).toBe('eu 7 en');
    expect(await cacheOf(runtime, repo, 'find').require(7, 'en')).toBe('eu 7 en');
  });

  it('gives operations their own meaning: peek and require never run the body, uncached always does', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => {
      runs++;
      return { id, runs };
    });
    const cache = cacheOf(runtime, find);
    const args: [id: number] = [1];
    expect(await cache.peek(...args)).toBe(undefined);
    await expect(cache.require(...args)).rejects.toMatchObject({
      name: 'NotCachedError',
      code: 'HF3003',
      message: 'HF3003 not-cached: find has no entry for hf:app:find(id=1), and require() never runs the function.',
    });
    expect(await cache.uncached(...args)).toEqual({ id: 1, runs: 1 });
    expect(await cache.peek(...args)).toBe(undefined);
    expect(await cache.prime(args, () => ({ id: 1, runs: 0 }) as never)).toEqual({ id: 1, runs: 0 });
    expect(await find(1)).toEqual({ id: 1, runs: 0 });
    expect(await cache.require(...args)).toEqual({ id: 1, runs: 0 });
    expect(await cache.refresh(...args)).toEqual({ id: 1, runs: 2 });
    expect(await cache.peek(...args)).toEqual({ value: { id: 1, runs: 2 } });
  });

  it('works on synchronous functions with the same operations', async () => {
    const { runtime } = freshRuntime();
    let runs = 0;
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => {
      runs++;
      return n * n;
    });
    const cache = cacheOf(runtime, square);
    expect(square(3)).toBe(9);
    expect(await cache.require(3)).toBe(9);
    expect(await cache.refresh(3)).toBe(9);
    expect(runs).toBe(2);
    expect(await cache.invalidate(3)).toBe(true);
    expect(await cache.peek(3)).toBe(undefined);
  });

  it('passes on what evaluating the parameters throws', async () => {
    const { runtime } = freshRuntime();
    const [handle] = runtime.compile({
      abi: 1,
      file: 'src/f.ts',
      namespace: 'app',
      specs: [{ id: 'f', kind: 'function', calls: 'async', holes: ['a'], key: { form: 'arguments', holes: 1 } }],
    });
    const failure = new RangeError('no default');
    const fail = (): never => {
      throw failure;
    };
    const errors: unknown[] = [];
    runtime.on('error', (event) => errors.push(event));
    const f = async (a: unknown = fail()): Promise<unknown> => handle?.hit(a);
    handle?.attach(f);
    await expect(cacheOf(runtime, f).invalidate()).rejects.toBe(failure);
    expect(() => cacheOf(runtime, f).key()).toThrow(expect.objectContaining({ code: 'HF2001' }));
    await Promise.resolve();
    expect(errors).toEqual([
      { operation: 'capture', error: failure, id: 'f' },
      { operation: 'capture', error: failure, id: 'f' },
    ]);
  });

  it('refuses arguments that cannot be a key, in the call and in its operations', async () => {
    const { runtime } = freshRuntime();
    const find = compileAsync(runtime, 'find', { parameters: ['filter'] }, async (filter: unknown) => filter);
    const args: [filter: unknown] = [{ session: () => 1 }];
    await expect(find(args[0])).rejects.toMatchObject({ code: 'HF3001' });
    await expect(cacheOf(runtime, find).invalidate(...args)).rejects.toMatchObject({ code: 'HF3001' });
    expect(() => cacheOf(runtime, find).key(...args)).toThrow(/filter\.session/);
  });

  it('remembers the methods of an object literal', () => {
    const { runtime } = freshRuntime();
    const [handle] = runtime.compile({
      abi: 1,
      file: 'src/o.ts',
      namespace: 'app',
      specs: [{ id: 'o.find', kind: 'method', calls: 'sync', holes: [], key: { form: 'arguments', holes: 0 } }],
    });
    const object = {
      find(): unknown {
        return handle?.hit();
      },
    };
    expect(handle?.attachIn(object, 'find')).toBe(object);
    expect(cacheOf(runtime, object, 'find').spec.id).toBe('o.find');
  });
});

describe('loading compiled code', () => {
  const spec = {
    id: 'find',
    kind: 'function',
    calls: 'async',
    holes: [],
    key: { form: 'arguments', holes: 0 },
  } as const;

  it('lets the same declaration take its own place and refuses another one with its id', () => {
    const { runtime } = freshRuntime();
    runtime.compile({ abi: 1, file: 'src/a.ts', namespace: 'app', specs: [spec] });
    runtime.compile({ abi: 1, file: 'src/a.ts', namespace: 'app', specs: [spec] });
    runtime.compile({ abi: 1, file: 'src/b.ts', namespace: 'other', specs: [spec] });
    expect(() => runtime.compile({ abi: 1, file: 'src/b.ts', namespace: 'app', specs: [spec] })).toThrow(
      expect.objectContaining({ name: 'DuplicateIdError', code: 'HF3006' }),
    );
  });

  it('refuses code of another contract, naming both versions', () => {
    const { runtime } = freshRuntime();
    expect(() => runtime.compile({ abi: 2 as never, file: 'src/a.ts', namespace: 'app', specs: [] })).toThrow(
      /src\/a.ts was compiled for version 2 of the runtime, and this is version 1/,
    );
  });
});
