import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCodec } from '../../../../runtime/src/codec/check-codec.ts';
import { sealBytes } from '../../../../runtime/src/codec/seal-bytes.ts';
import type { Isolation } from '../../../../runtime/src/value/isolate.ts';
import { type Codec, type Sealed, type SealOptions, UNREADABLE } from '../../../../runtime/src/value/sealing.ts';
import { messageOf } from '../key/message-of.ts';
import { arbitraryData } from './arbitrary-data.ts';
import { described } from './described.ts';

const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `user ${id}` }));

function options(more: Partial<SealOptions> = {}): SealOptions {
  return { isolate: 'copy', codec: 'data', codecs: new Map(), shape: undefined, ...more };
}

function given(...codecs: readonly Codec[]): Pick<SealOptions, 'codecs'> {
  return { codecs: new Map(codecs.map((codec) => [codec.name, codec])) };
}

function seal(value: unknown, more: Partial<SealOptions> = {}, compressAbove?: number): Sealed {
  const sealed = sealBytes({ compressAbove }).seal(value, options(more));
  if (sealed === undefined) throw new Error('expected to be sealed');
  return sealed;
}

function open(held: unknown, more: Partial<SealOptions> = {}): unknown {
  return sealBytes().open(held, options(more));
}

const bytesCodec: Codec = {
  name: 'latin',
  encode: (value) => Buffer.from(String(value), 'latin1'),
  decode: (payload) => Buffer.from(payload).toString('latin1'),
};

describe('a sealed value', () => {
  it('names codec and shape, and counts its bytes', () => {
    const { held, bytes } = seal({ name: 'Zoë' }, { shape: '5f1c' });
    expect({ held, bytes }).toEqual({ held: { codec: 'data', shape: '5f1c', payload: '{"name":"Zoë"}' }, bytes: 15 });
    expect(seal(1).held).toEqual({ codec: 'data', payload: '1' });
  });

  it('opens as what was sealed, by the codec that it names, whatever the function says now', () => {
    expect(open(seal({ at: new Date(0) }).held, { codec: 'yaml' })).toEqual({ at: new Date(0) });
    expect(open(seal({ a: 1 }, { codec: 'yaml' }).held)).toEqual({ a: 1 });
  });

  it('is unreadable where its shape is another, and not where one side has none', () => {
    const { held } = seal(1, { shape: 'a' });
    const opened = ['a', 'b', undefined].map((shape) => open(held, { shape }));
    expect([...opened, open(seal(1).held, { shape: 'a' })]).toEqual([1, UNREADABLE, 1, 1]);
  });

  it('says which codecs there are where it names another', () => {
    expect(messageOf(() => open({ codec: 'msgpack', payload: '1' }, given(bytesCodec)))).toBe(
      'HF3011 unreadable-entry: an entry of codec msgpack cannot be read: HF2001 configuration: there is no codec "msgpack". Codecs: latin, data, json, yaml.',
    );
    expect(messageOf(() => seal(1, { codec: 'msgpack' }))).toBe(
      'HF2001 configuration: there is no codec "msgpack". Codecs: data, json, yaml.',
    );
  });
});

describe('the callers of one computation', () => {
  it.each<[Isolation, boolean]>([
    ['copy', false],
    ['freeze', true],
  ])('get values of their own, or one frozen value (%s)', (isolate, same) => {
    const value = { at: { day: 1 } };
    const { take, held } = seal(value, { isolate });
    const [first, second] = [take(), take()];
    expect([first, second, open(held, { isolate })]).toEqual([value, value, value]);
    expect([first === value, first === second, Object.isFrozen(Object(first).at)]).toEqual([false, same, same]);
    expect(Object.isFrozen(Object(open(held, { isolate })).at)).toBe(same);
  });

  it('get values of their own where the value cannot be frozen', () => {
    const { take } = seal(new Date(0), { isolate: 'freeze' });
    const [first, second] = [take(), take()];
    expect([first, second, first === second]).toEqual([new Date(0), new Date(0), false]);
  });

  it('get the result itself where they share, and later callers values of their own', () => {
    const value = { id: 1 };
    const { take, held } = seal(value, { isolate: 'share' });
    expect([take() === value, take() === value]).toEqual([true, true]);
    const [one, other] = [open(held, { isolate: 'share' }), open(held, { isolate: 'share' })];
    expect([one, one === value, one === other]).toEqual([value, false, false]);
  });
});

describe('compression', () => {
  it('is used above its threshold, and says so', () => {
    const text = JSON.stringify(rows);
    const { held, bytes } = seal(rows, {}, 1000);
    const payload = Object(held).payload;
    expect({
      codec: Object(held).codec,
      text: gunzipSync(payload).toString(),
      fewer: Number(bytes) < text.length,
    }).toEqual({
      codec: 'data+gzip',
      text,
      fewer: true,
    });
    expect([bytes, open(held)]).toEqual([payload.length, rows]);
    expect(seal(rows, {}, text.length).held).toEqual({ codec: 'data', payload: text });
  });

  it('is left out where it gains nothing', () => {
    expect(seal('abc', {}, 0).held).toEqual({ codec: 'data', payload: '"abc"' });
  });

  it('gives a codec of bytes its bytes back', () => {
    const value = 'é'.repeat(1000);
    const { held } = seal(value, { codec: 'latin', ...given(bytesCodec) }, 0);
    expect([Object(held).codec, open(held, given(bytesCodec))]).toEqual(['latin+gzip-bytes', value]);
  });

  it('changes nothing about what is read', () => {
    fc.assert(
      fc.property(fc.array(arbitraryData, { minLength: 5 }), (value) => {
        expect(described(open(seal(value, {}, 0).held))).toBe(described(value));
      }),
    );
  });

  it.each([-1, 0.5, Number.NaN])('takes no threshold of %s bytes', (compressAbove) => {
    expect(messageOf(() => sealBytes({ compressAbove }))).toBe(
      `HF2001 configuration: compressAbove takes a whole number of bytes, not ${compressAbove}.`,
    );
  });
});

describe('a given codec', () => {
  it('counts before the built-in one of its name', () => {
    const codec: Codec = { name: 'json', encode: () => 'ours', decode: (payload) => ({ payload }) };
    const { held, take } = seal(1, { codec: 'json', ...given(codec) });
    expect([held, take(), take(), open(held, given(codec))]).toEqual([
      { codec: 'json', payload: 'ours' },
      { payload: 'ours' },
      { payload: 'ours' },
      { payload: 'ours' },
    ]);
  });

  it.each([
    [() => 1, 'codec mine wrote a number; encode gives a string or a Uint8Array.'],
    [() => '\ud800', 'codec mine wrote text that has no UTF-8; encode gives a string or a Uint8Array.'],
    [
      () => {
        throw new Error('no maps.');
      },
      'codec mine cannot write the result: no maps.',
    ],
    [
      () => 'unreadable',
      'codec mine cannot read what it wrote: Unexpected token \'u\', "unreadable" is not valid JSON.',
    ],
  ])('that fails leaves the result unstored (%#)', (encode, reason) => {
    // What is wrong with `encode` is what is tested.
    const codec = { name: 'mine', encode, decode: (payload: string) => JSON.parse(payload) } as unknown as Codec;
    expect(messageOf(() => seal(1, { codec: 'mine', ...given(codec) }))).toBe(`HF3010 unstorable-value: ${reason}`);
  });

  it.each([
    [undefined, "a codec has a name of letters, digits, '_', '.' and '-', not undefined."],
    [{ name: 'a+b' }, "a codec has a name of letters, digits, '_', '.' and '-', not \"a+b\"."],
    [{ name: 'mine' }, 'codec mine has no function encode. Write { name, encode, decode }.'],
    [{ name: 'mine', encode: () => '' }, 'codec mine has no function decode. Write { name, encode, decode }.'],
  ])('is found unusable: %o', (codec, reason) => {
    expect(messageOf(() => checkCodec(codec))).toBe(`HF2001 configuration: ${reason}`);
  });

  it('is found usable with a name and two functions', () => {
    expect(checkCodec(bytesCodec)).toBe(bytesCodec);
  });
});

it('a value that uses up the stack is one error', () => {
  const getter = {
    get deeper(): unknown {
      return getter;
    },
  };
  const thrower = {
    get it(): unknown {
      throw new RangeError('out of it');
    },
  };
  expect(messageOf(() => seal(getter))).toMatch(/^HF3010 unstorable-value: result\.deeper is result itself, /);
  expect(messageOf(() => seal(thrower))).toBe(
    'HF3010 unstorable-value: codec data cannot write the result: out of it.',
  );
});
