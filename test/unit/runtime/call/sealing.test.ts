import { describe, expect, it } from 'vitest';
import { sealBytes } from '../../../../runtime/src/codec/seal-bytes.ts';
import type { FunctionSpec } from '../../../../runtime/src/spec.ts';
import type { Entry, Store } from '../../../../runtime/src/store/port.ts';
import type { Codec, SealedValue } from '../../../../runtime/src/value/sealing.ts';
import { cacheOf, compileAsync, compileSync, deferred, freshRuntime } from '../compiled-function.ts';
import { memoryStoreWith } from '../regressions/memory-store-with.ts';

/** A runtime on a store that holds bytes. `entry` changes what a read finds. */
async function onBytes(options: Parameters<ReturnType<typeof freshRuntime>['runtime']['configure']>[0] = {}) {
  const fresh = freshRuntime();
  const held: { store: Store | undefined } = { store: undefined };
  const store = memoryStoreWith('bytes', (opened) => {
    held.store = opened;
    return { sealing: sealBytes() };
  });
  await fresh.runtime.configure({ ...options, store });
  const events: unknown[] = [];
  fresh.runtime.on('miss', ({ reason }) => events.push(`miss: ${reason}`));
  fresh.runtime.on('refuse', ({ reason }) => events.push(`refuse: ${reason}`));
  fresh.runtime.on('error', ({ operation, error }) => events.push(`${operation}: ${String(error)}`));
  const entryOf = (key: string): Entry => {
    const entry = held.store?.hit?.(key);
    if (entry === undefined) throw new Error(`${key} has no entry`);
    return entry;
  };
  return { ...fresh, events, entryOf };
}

function findIn(runtime: Parameters<typeof compileAsync>[0], spec: Partial<FunctionSpec> = {}) {
  let runs = 0;
  return compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (id: number) => {
    return { id, run: ++runs, at: new Date(0) };
  });
}

const KEY = 'hf:app:find(id=1)';

describe('a store that holds bytes', () => {
  it('gives every caller a value of its own, equal to what the body gave', async () => {
    const { runtime, entryOf } = await onBytes();
    const find = findIn(runtime);
    const results = await Promise.all([find(1), find(1), find(1)]);
    results.push(await find(1));
    expect(results).toEqual(Array(4).fill({ id: 1, run: 1, at: new Date(0) }));
    expect(new Set(results).size).toBe(4);
    expect(entryOf(KEY).value).toEqual({ codec: 'data', payload: expect.any(String) });
    expect(runtime.stats()).toMatchObject({ misses: 1, hits: 3, stored: 1 });
  });

  it('serves synchronous functions too', async () => {
    const { runtime } = await onBytes();
    let runs = 0;
    const square = compileSync(runtime, 'square', { parameters: ['n'] }, (n: number) => ({
      value: n * n,
      run: ++runs,
    }));
    expect([square(3), square(3)]).toEqual([
      { value: 9, run: 1 },
      { value: 9, run: 1 },
    ]);
  });

  it('is asked on the short way only where the entry itself has all that the call depends on', async () => {
    const { runtime } = await onBytes();
    const key = { holes: ['id'], key: { form: 'template', holes: 1, template: ['user:', 0] } } as const;
    let runs = 0;
    const body = async (_id: number) => ++runs;
    const a = compileAsync(runtime, 'a', { parameters: ['id'], spec: key }, body);
    const b = compileAsync(runtime, 'b', { parameters: ['id'], spec: { ...key, tags: [['row:', 0]] } }, body);
    expect([await a(1), await b(1)]).toEqual([1, 1]);
    await runtime.invalidateTag('row:1');
    expect([await a(1), await b(1), await a(1)]).toEqual([1, 2, 2]);
    await cacheOf(runtime, a).clear();
    expect([await b(1), await a(1)]).toEqual([2, 3]);
  });

  it('freezes what each caller gets where the function says so', async () => {
    const { runtime } = await onBytes();
    const find = compileAsync(
      runtime,
      'find',
      { parameters: ['id'], spec: { types: { isolate: 'freeze' } } },
      async (id: number) => ({ id, list: [1] }),
    );
    const both = [await find(1), await find(1)];
    expect(both.map((value) => [Object.isFrozen(value), Object.isFrozen(value.list)])).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('knows the size of a result exactly', async () => {
    const { runtime, events } = await onBytes({ maxValueBytes: 10 });
    const echo = compileAsync(runtime, 'echo', { parameters: ['text'] }, async (text: string) => text);
    expect([await echo('12345678'), await echo('123456789'), await echo('äöüß')]).toEqual([
      '12345678',
      '123456789',
      'äöüß',
    ]);
    expect(events).toEqual(['miss: absent', 'miss: absent', 'refuse: too-large', 'miss: absent']);
  });

  it('returns what the codec does not carry, and says so', async () => {
    const { runtime, events } = await onBytes();
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: number) => ({ id, save: () => id }));
    expect((await find(1)).save()).toBe(1);
    expect(events).toEqual([
      'miss: absent',
      expect.stringMatching(/^encode: UnstorableValueError: HF3010 unstorable-value: /),
      'refuse: uncopyable',
    ]);
  });

  it('takes an entry that cannot be read as a miss, with an event, and replaces it', async () => {
    const { runtime, entryOf, events } = await onBytes();
    const find = findIn(runtime);
    await find(1);
    const damaged: SealedValue[] = [
      { codec: 'data', payload: '{"id":' },
      { codec: 'lost', payload: '{}' },
      JSON.parse('{ "shape": 5 }'),
    ];
    for (const value of damaged) {
      Object.assign(entryOf(KEY), { value });
      await find(1);
    }
    expect(await find(1)).toEqual({ id: 1, run: 4, at: new Date(0) });
    const unreadable = expect.stringMatching(/^decode: UnreadableEntryError: HF3011 unreadable-entry: /);
    expect(events).toEqual([
      'miss: absent',
      ...[unreadable, 'miss: malformed'],
      ...[unreadable, 'miss: malformed'],
      ...[unreadable, 'miss: malformed'],
    ]);
  });

  it('lets joiners of a computation have values of their own', async () => {
    const { runtime } = await onBytes({ isolate: 'copy' });
    const gate = deferred<void>();
    const list = compileAsync(runtime, 'list', { parameters: [] }, async () => {
      await gate.promise;
      return [1];
    });
    const calls = [list(), list()];
    gate.resolve();
    const [first, second] = await Promise.all(calls);
    first?.push(2);
    expect([second, await list()]).toEqual([[1], [1]]);
  });
});

describe('an entry of another shape', () => {
  const versions = (['old', 'new', undefined] as const).map((shape) => (shape === undefined ? {} : { shape }));
  const [OLD = {}, NEW = {}, UNCHECKED = {}] = versions;

  /** The same function, evaluated again from another version of its file. */
  async function redeploy(on: 'memory' | 'bytes', first: Partial<FunctionSpec>, second: Partial<FunctionSpec>) {
    const { runtime } = on === 'bytes' ? await onBytes() : freshRuntime();
    const events: string[] = [];
    runtime.on('miss', ({ reason }) => events.push(`miss: ${reason}`));
    runtime.on('error', ({ operation }) => events.push(operation));
    await findIn(runtime, first)(1);
    const find = findIn(runtime, second);
    await find(1);
    await find(1);
    return events;
  }

  it.each(['memory', 'bytes'] as const)('is a miss, and is replaced (%s)', async (on) => {
    expect(await redeploy(on, OLD, NEW)).toEqual(['miss: absent', 'miss: shape']);
  });

  it.each(['memory', 'bytes'] as const)('is a hit where one of the two is not checked (%s)', async (on) => {
    expect([
      await redeploy(on, OLD, OLD),
      await redeploy(on, OLD, UNCHECKED),
      await redeploy(on, UNCHECKED, NEW),
    ]).toEqual([['miss: absent'], ['miss: absent'], ['miss: absent']]);
  });
});

describe('isolation', () => {
  it('is what the function says, else what is configured, else what the types tell, else copy', async () => {
    const cases: [Partial<FunctionSpec>, 'copy' | 'freeze' | 'share' | undefined, string][] = [
      [{}, undefined, 'copy'],
      [{ types: { isolate: 'freeze' } }, undefined, 'freeze'],
      // The types said a primitive, and the body gave an object.
      [{ types: { isolate: 'share' } }, undefined, 'copy'],
      [{ types: { isolate: 'share' } }, 'freeze', 'freeze'],
      [{ types: { isolate: 'freeze' }, isolate: 'copy' }, 'share', 'copy'],
      [{ isolate: 'share' }, 'copy', 'share'],
    ];
    for (const [spec, isolate, expected] of cases) {
      const { runtime } = freshRuntime();
      await runtime.configure({ isolate });
      const find = compileAsync(runtime, 'find', { parameters: [], spec }, async () => ({ id: 1 }));
      const [first, second] = [await find(), await find()];
      const shared = Object.isFrozen(first) ? 'freeze' : 'share';
      expect([spec, isolate, first === second ? shared : 'copy']).toEqual([spec, isolate, expected]);
    }
  });
});

describe('codecs', () => {
  const shout: Codec = {
    name: 'shout',
    encode: (value) => JSON.stringify(value).toUpperCase(),
    decode: (payload) => JSON.parse(String(payload)),
  };

  it('are those that the function names, else the configured one', async () => {
    const { runtime, entryOf } = await onBytes({ codec: 'shout', codecs: [shout] });
    const spec = { codec: 'json' };
    const find = compileAsync(runtime, 'find', { parameters: ['id'] }, async (id: string) => id);
    const plain = compileAsync(runtime, 'plain', { parameters: ['id'], spec }, async (id: string) => id);
    expect([await find('a'), await find('a'), await plain('a'), await plain('a')]).toEqual(['A', 'A', 'a', 'a']);
    expect([entryOf('hf:app:find(id=a)').value, entryOf('hf:app:plain(id=a)').value]).toEqual([
      { codec: 'shout', payload: '"A"' },
      { codec: 'json', payload: '"a"' },
    ]);
  });

  it('that there are not are refused at configure and at load, with the nearest name', async () => {
    const { runtime } = freshRuntime();
    const refusal = (asked: string, guess: string): string =>
      `HF2001 configuration: ${asked}, but there is no codec of this name.${guess} Codecs: data, json, yaml, shout. Others are given by configure({ codecs: [{ name, encode, decode }] }).`;
    await expect(runtime.configure({ codec: 'shuot', codecs: [shout] })).rejects.toThrow(
      refusal('configure() was given codec: shuot', ' Did you mean shout?'),
    );
    const spec = { codec: 'msgpack' };
    const find = compileAsync(runtime, 'find', { parameters: ['id'], spec }, async (id: number) => id);
    expect([await find(1), await find(1)]).toEqual([1, 1]);
    await expect(runtime.configure({ codecs: [shout] })).rejects.toThrow(
      refusal('find in src/find.ts says codec=msgpack', ''),
    );
    const other = freshRuntime().runtime;
    await other.configure({ codecs: [shout] });
    expect(() => compileAsync(other, 'find', { parameters: [], spec: { codec: 'jsno' } }, async () => 1)).toThrow(
      refusal('find in src/find.ts says codec=jsno', ' Did you mean json?'),
    );
  });

  it('that are no codecs are refused', async () => {
    const { runtime } = freshRuntime();
    await expect(runtime.configure({ codecs: [{ name: 'x' } as never] })).rejects.toThrow(
      'HF2001 configuration: codec x has no function encode. Write { name, encode, decode }.',
    );
    await expect(runtime.configure({ codecs: shout as never })).rejects.toThrow(
      'HF2001 configuration: codecs takes a list: [{ name, encode, decode }].',
    );
  });
});
