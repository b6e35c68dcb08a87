import { EventEmitter } from 'node:events';
import { Keyv as Keyv5 } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyvStore } from '../../../../../runtime/src/keyv.ts';
import type { KeyvClient } from '../../../../../runtime/src/store/keyv/keyv-client.ts';
import { openClient } from '../../../../../runtime/src/store/keyv/open-client.ts';
import { recognise } from '../../../../../runtime/src/store/keyv/recognise.ts';

const DAY = 86_400_000;

/** An adapter for Keyv 5 that takes down what it is asked, and fails where it is told to. */
class Recorder extends EventEmitter {
  readonly asked: unknown[] = [];
  readonly rows = new Map<string, unknown>();
  failure: 'rejects' | 'reports' | 'hangs' | 'none' = 'none';
  namespace: string | undefined;
  readonly opts = {};

  get(key: string): Promise<unknown> {
    return this.answer(['get', key], () => this.rows.get(key));
  }

  set(key: string, value: unknown, lifetime?: number): Promise<unknown> {
    return this.answer(['set', key, value, lifetime], () => void this.rows.set(key, value));
  }

  delete(key: string): Promise<unknown> {
    return this.answer(['delete', key], () => this.rows.delete(key));
  }

  clear(): Promise<unknown> {
    return this.answer(['clear'], () => this.rows.clear());
  }

  protected async answer<T>(asked: readonly unknown[], work: () => T): Promise<T | undefined> {
    this.asked.push(asked);
    if (this.failure === 'none') return work();
    if (this.failure === 'hangs') return new Promise(() => {});
    const error = new Error('connection lost');
    if (this.failure === 'rejects') throw error;
    this.emit('error', error);
    return undefined;
  }
}

/** The same with requests for many rows. */
class Batches extends Recorder {
  getMany(keys: readonly string[]): Promise<unknown> {
    return this.answer(['getMany', keys], () => keys.map((key) => this.rows.get(key)));
  }

  setMany(entries: readonly { readonly key: string; readonly value: unknown }[]): Promise<unknown> {
    return this.answer(['setMany', entries], () => entries.forEach(({ key, value }) => void this.rows.set(key, value)));
  }

  deleteMany(keys: readonly string[]): Promise<unknown> {
    return this.answer(['deleteMany', keys], () => keys.forEach((key) => void this.rows.delete(key)));
  }
}

/** One that declares the contract of version 6. */
class Batches6 extends Batches {
  readonly capabilities = { expires: true };
}

class KeyvMemcache extends Recorder {}

function open(given: object, timeout = 1000): KeyvClient {
  const shape = recognise(given);
  if (shape === undefined) throw new Error('it is not recognised');
  return openClient(given, { shape, timeout });
}

afterEach(() => void vi.useRealTimers());

describe('requests to an adapter', () => {
  const NOW = 1_700_000_000_000;
  const rows = [
    { name: 'a', text: '1', ttl: 1000.5 },
    { name: 'b', text: '2', ttl: 0 },
  ];
  const A = `{"value":"1","expires":${NOW + 1001}}`;
  const B = '{"value":"2"}';

  it.each<[name: string, given: Recorder, asked: unknown[]]>([
    [
      'for version 5 say how long a row lives',
      new Recorder(),
      [
        ['set', 'a', A, 1001],
        ['set', 'b', B, undefined],
        ['get', 'a'],
        ['get', 'c'],
        ['delete', 'a'],
        ['delete', 'b'],
      ],
    ],
    [
      'for version 5 take many rows at once',
      new Batches(),
      [
        [
          'setMany',
          [
            { key: 'a', value: A, ttl: 1001 },
            { key: 'b', value: B, ttl: undefined },
          ],
        ],
        ['getMany', ['a', 'c']],
        ['deleteMany', ['a', 'b']],
      ],
    ],
    [
      'of version 6 say when a row ends',
      new Batches6(),
      [
        [
          'setMany',
          [
            { key: 'a', value: A, expires: NOW + 1001 },
            { key: 'b', value: B, expires: undefined },
          ],
        ],
        ['getMany', ['a', 'c']],
        ['deleteMany', ['a', 'b']],
      ],
    ],
  ])('%s', async (_, given, asked) => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    const client = open(given);
    await client.setMany(rows);
    expect(await client.getMany(['a', 'c'])).toEqual(['1', undefined]);
    await client.deleteMany(['a', 'b']);
    expect(given.asked).toEqual(asked);
  });

  it('of Memcached have no ttl where it would take it for a date', async () => {
    const given = new KeyvMemcache();
    const client = open(given);
    await client.setMany([{ name: 'a', text: '1', ttl: 30 * DAY + 1 }]);
    await client.setMany([{ name: 'a', text: '1', ttl: 30 * DAY }]);
    expect(given.asked).toEqual([
      ['set', 'a', '{"value":"1"}', undefined],
      ['set', 'a', expect.any(String), 30 * DAY],
    ]);
  });

  it('give what it has decoded itself, and others have written, as it is', async () => {
    const given = new Recorder();
    given.rows.set('decoded', { value: '1', expires: 1 });
    given.rows.set('none', { value: undefined, expires: 0 });
    given.rows.set('bytes', Buffer.from('{"value":"2"}'));
    given.rows.set('foreign', 'x');
    given.rows.set('number', 5);
    const names = ['decoded', 'none', 'bytes', 'foreign', 'number'];
    expect(await open(given).getMany(names)).toEqual(['1', undefined, '2', 'x', 5]);
  });

  it('go in batches where there are many', async () => {
    const given = new Batches();
    await open(given).getMany(Array.from({ length: 1001 }, (_, i) => `${i}`));
    const sizes = given.asked.map((asked) => (Array.isArray(asked) && Array.isArray(asked[1]) ? asked[1].length : 0));
    expect(sizes).toEqual([500, 500, 1]);
  });

  it('fail where an answer to many is none', async () => {
    const given = Object.assign(new Batches(), { getMany: async () => ['1'] });
    await expect(open(given).getMany(['a', 'b'])).rejects.toThrow('did not answer a list of as many values');
  });

  it('fail where the answer is that a row was not taken', async () => {
    const one = Object.assign(new Recorder(), { set: async () => false });
    await expect(open(one).setMany(rows)).rejects.toThrow('it did not take a row');
    const many = Object.assign(new Batches(), { setMany: async () => [true, false] });
    await expect(open(many).setMany(rows)).rejects.toThrow('it did not take a row');
  });
});

const KEYVS: readonly (readonly [name: string, wrap: (adapter: never) => object])[] = [
  ['Keyv 5', (adapter) => new Keyv5(adapter)],
  ['Keyv 6', (adapter) => new Keyv6({ store: adapter })],
  ['an adapter', (adapter) => adapter],
];
const FAILURES = ['rejects', 'reports', 'hangs'] as const;
const CASES = KEYVS.flatMap(([name, wrap]) =>
  FAILURES.flatMap((failure) =>
    [Recorder, Batches].map((Adapter) => [name, failure, Adapter.name, wrap, new Adapter()] as const),
  ),
);

describe('a request that fails', () => {
  it.each(CASES)('is never taken for done: %s that %s (%s)', async (_, failure, __, wrap, adapter) => {
    // Keyv takes it, though its type says more of what it gives.
    const client = open(wrap(adapter as never), 20);
    adapter.failure = failure;
    const rows = [1, 2].map((n) => ({ name: `${n}`, text: 'x', ttl: 1000 }));
    const failed = /failed in the Keyv store: (connection lost|no answer within 20 ms)$/;
    await expect(client.getMany(['1'])).rejects.toThrow(failed);
    await expect(client.getMany(['1', '2'])).rejects.toThrow(failed);
    await expect(client.setMany(rows.slice(1))).rejects.toThrow(failed);
    await expect(client.setMany(rows)).rejects.toThrow(failed);
    await expect(client.deleteMany(['1'])).rejects.toThrow(failed);
    await expect(client.deleteMany(['1', '2'])).rejects.toThrow(failed);
    adapter.failure = 'none';
    await client.setMany(rows);
    expect(await client.getMany(['1', '2', '3'])).toEqual(['x', 'x', undefined]);
  });
});

describe('a store that is opened and disposed of', () => {
  it('listens for errors meanwhile, and closes nothing', async () => {
    const adapter = new Recorder();
    const store = await keyvStore(adapter).open({ now: () => 1, prefix: 'hf' });
    expect(adapter.listenerCount('error')).toBe(1);
    adapter.emit('error', new Error('nobody asked'));
    await store.dispose();
    expect(adapter.listenerCount('error')).toBe(0);
    expect(adapter.rows).toEqual(new Map());
    expect(await adapter.get('x')).toBe(undefined);
  });

  it('does not open where the store does not answer', async () => {
    const adapter = new Recorder();
    adapter.failure = 'rejects';
    const opening = keyvStore(adapter).open({ now: () => 1, prefix: 'hf' });
    await expect(opening).rejects.toThrow('set failed in the Keyv store: connection lost');
    expect(adapter.listenerCount('error')).toBe(0);
  });

  it('does not open where texts come back changed', async () => {
    const keyv = new Keyv5({ serialize: JSON.stringify, deserialize: (text) => JSON.parse(text.replace('€', 'E')) });
    const opening = keyvStore(keyv).open({ now: () => 1, prefix: 'hf' });
    await expect(opening).rejects.toThrow('a text that was stored did not come back as it was');
  });

  it('uses nothing outside of its prefix', async () => {
    const map = new Map([['other:u:*', 'x']]);
    const store = await keyvStore(map).open({ now: () => 1, prefix: 'shop' });
    await store.invalidate(['*', 't:team:1']);
    await store.read([{ key: 'shop:app:find()', dependencies: ['*'] }]);
    const outside = [...map.keys()].filter((name) => !name.startsWith('shop:'));
    expect([outside, map.get('other:u:*')]).toEqual([['other:u:*'], 'x']);
  });
});
