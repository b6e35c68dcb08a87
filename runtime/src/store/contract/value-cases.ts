import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Codec, SealOptions } from '../../value/sealing.ts';
import type { CaseDefinition } from './define-case.ts';

const VALUES: readonly (readonly [name: string, value: unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['false', false],
  ['zero', 0],
  ['minusZero', -0],
  ['nan', Number.NaN],
  ['bigint', 2n ** 70n],
  ['empty', ''],
  ['text', 'Zoë \0 "quoted" \\ \u2028 😀 \ud800 \'); DROP TABLE x; --'],
  ['list', [1, [2, [undefined, null]], []]],
  ['object', { id: 1, name: 'Ada', team: { id: 2, tags: ['a'] }, nothing: undefined }],
  ['proto', JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toJSON":2,"then":3}')],
  ['date', { at: new Date(0), never: new Date(Number.NaN) }],
  [
    'map',
    new Map<unknown, unknown>([
      ['a', new Set([1])],
      [{ id: 1 }, 2],
    ]),
  ],
  ['bytes', { small: new Uint8Array([0, 128, 255]), floats: new Float64Array([1.5, -0]) }],
  ['error', new RangeError('too far', { cause: { limit: 3 } })],
];

const given = { text: 'all of \0 it: \u{1F600} \u2028 \ufeff', bytes: Uint8Array.from({ length: 256 }, (_, i) => i) };

/** Codecs whose payloads a store could mistake for something else. */
const rawCodecs = new Map<string, Codec>([
  ['text', { name: 'text', encode: () => given.text, decode: (payload) => payload }],
  ['bytes', { name: 'bytes', encode: () => given.bytes, decode: (payload) => Uint8Array.from(Buffer.from(payload)) }],
]);

/** What is read is what was written. */
export const VALUE_CASES: readonly CaseDefinition[] = [
  {
    name: 'gives back values of every kind as they were',
    run: async (client) => {
      for (const [name, value] of VALUES) await client.put(name, { value });
      for (const [name, value] of VALUES) deepStrictEqual(await client.get(name), { value }, name);
    },
  },
  {
    name: 'gives each reader a value of its own',
    run: async (client) => {
      await client.put('a', { value: { tags: ['x'] } });
      const first = await client.get('a');
      const second = await client.get('a');
      deepStrictEqual(first, second);
      ok('value' in first && 'value' in second && first.value !== second.value, 'two reads give two objects');
    },
  },
  {
    name: 'gives back big values',
    run: async (client, { options: { maxBytes = 1024 * 1024 } }) => {
      const text = 'abcdefgh'.repeat(Math.ceil(maxBytes / 8)).slice(0, maxBytes - 2);
      const bytes = Uint8Array.from({ length: Math.floor(maxBytes / 2) }, (_, i) => (i * 31 + (i >> 8)) % 256);
      await client.put('text', { value: text });
      await client.put('bytes', { value: bytes });
    },
  },
  {
    name: "keeps a codec's text and bytes, each as what it is",
    run: async (client) => {
      const { sealing } = client.store;
      if (sealing === undefined) return;
      for (const codec of ['text', 'bytes'] as const) {
        const options: SealOptions = { isolate: 'copy', codec, codecs: rawCodecs, shape: 'a1b2' };
        const held = sealing.seal('x', options)?.held;
        // What the entry depends on is known from here on, so that one write is enough.
        await client.put(codec, { value: 'x' });
        await client.settle();
        const write = client.request(codec, { value: 'x', stamp: await client.stamp(codec) });
        await client.store.write([{ ...write, value: held }]);
        const [reading] = await client.store.read([{ key: client.key(codec), dependencies: [] }]);
        deepStrictEqual(sealing.open(reading?.entry?.value, options), given[codec], codec);
      }
    },
  },
  {
    name: 'serves what was written last',
    run: async (client) => {
      await client.put('a', { value: 'first' });
      await client.settle();
      await client.write('a', { value: 'second', stamp: await client.stamp('a') });
      deepStrictEqual(await client.get('a'), { value: 'second' });
      await client.missing('b');
    },
  },
];
