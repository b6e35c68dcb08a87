import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataCodec } from '../../../../runtime/src/codec/data-codec.ts';
import { sealBytes } from '../../../../runtime/src/codec/seal-bytes.ts';
import { UnreadableEntryError } from '../../../../runtime/src/errors.ts';
import type { Isolation } from '../../../../runtime/src/value/isolate.ts';
import { arbitraryData, arbitraryJson } from './arbitrary-data.ts';
import { described } from './described.ts';

const sealing = sealBytes();
const options = { isolate: 'copy', codec: 'data', codecs: new Map(), shape: undefined } as const;
const prototypes = [Object, Array, Function, Map, Set, Date, RegExp, Error, Uint8Array, String, Number].map(
  ({ prototype }) => prototype,
);
const untouched = namesOfPrototypes();

function namesOfPrototypes(): unknown {
  return prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String));
}

/** The value, or why there is none. Anything but a reasoned error fails the test. */
function opened(held: unknown, isolate: Isolation = 'copy'): unknown {
  try {
    return sealing.open(held, { ...options, isolate });
  } catch (error) {
    if (error instanceof UnreadableEntryError) return error.message;
    throw error;
  } finally {
    expect(namesOfPrototypes()).toEqual(untouched);
  }
}

const codec = fc.constantFrom(
  'data',
  'json',
  'yaml',
  'data+gzip',
  'yaml+gzip',
  'data+gzip-bytes',
  'data+zip',
  'none',
  '',
);

/** A text that was valid before something cut it, changed it or put other pieces in. */
const mutated = fc
  .tuple(
    arbitraryData.map((value) => String(dataCodec.encode(value))),
    fc.array(
      fc.record({
        at: fc.nat(200),
        removes: fc.nat(5),
        inserts: fc.oneof(
          fc.constantFrom(
            '',
            '~',
            '"',
            '[',
            ']',
            '{',
            '}',
            ',',
            ':',
            '0',
            '-',
            '"~Map",',
            '"~Sparse",9e9,',
            '"__proto__":',
          ),
          fc.string({ maxLength: 3 }),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, { at, removes, inserts }) => {
      const place = at % (changed.length + 1);
      return changed.slice(0, place) + inserts + changed.slice(place + removes);
    }, text),
  );

describe('what a store gives back', () => {
  it('is a value or a reasoned error, whatever became of a text', () => {
    fc.assert(
      fc.property(mutated, fc.constantFrom<Isolation>('copy', 'freeze', 'share'), (payload, isolate) => {
        opened({ codec: 'data', payload }, isolate);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is a value that can be stored again where its tags are in order, whoever wrote it', () => {
    fc.assert(
      fc.property(arbitraryJson, (json) => {
        const value = opened({ codec: 'data', payload: `~${JSON.stringify(json)}` });
        const again = dataCodec.decode(dataCodec.encode(value));
        expect(described(again)).toBe(described(value));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is a value or a reasoned error for any bytes under any codec', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.uint8Array().map((all) => gzipSync(all)),
    );
    fc.assert(
      fc.property(codec, fc.oneof(bytes, fc.string(), mutated), (codec, payload) => {
        opened({ codec, payload });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is a value or a reasoned error where it is no sealed value at all', () => {
    fc.assert(
      fc.property(fc.anything(), (held) => {
        opened(held);
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['text', '{"a":1}'],
    ['a codec that is no text', { codec: 1, payload: '1' }],
    ['a payload that is no bytes', { codec: 'data', payload: [1] }],
    ['a shape that is no text', { codec: 'data', payload: '1', shape: 1 }],
  ])('has a reason where it is %s', (_name, held) => {
    expect(opened(held)).toBe('HF3011 unreadable-entry: the store holds something that is no entry of a codec.');
  });

  it.each([
    ['{"a":1', /^an entry of codec data cannot be read: .* JSON/],
    ['~{"a":"~?"}', /^an entry of codec data cannot be read: "~\?" is no tag\.$/],
    ['~["~Map",1]', /: "~Map" is no tag\.$/],
    ['~["~Sparse",4000001]', /: "~Sparse" is no tag\.$/],
    ['~["~Sparse",2,2,1]', /: "~Sparse" is no tag\.$/],
    ['~["~Fields","a"]', /: "~Fields" is no tag\.$/],
    ['~["~Fields",1,1]', /: "~Fields" is no tag\.$/],
    ['~["~Bare",[]]', /: "fields" is no tag\.$/],
    ['~["~RegExp","(","",0]', /Invalid regular expression/],
    ['~["~Error","User",{},[]]', /: not a class of errors\.$/],
    ['~["~Bytes","Proxy","AAAA"]', /: not a class of bytes\.$/],
    ['~["~Bytes","Uint8Array","A*A="]', /: not base64\.$/],
    ['~["~Bytes","Float64Array","AAAA"]', /multiple of 8/],
    ['~"~D1e99"', /: "~D1e99" is no tag\.$/],
    ['~"~nffff"', /: "~nffff" is no tag\.$/],
    [`~"~n${'9'.repeat(1_000_000)}"`, /: "~n9{38}" is no tag\.$/],
    ['~"~constructor"', /: "~constructor" is no tag\.$/],
    [`~${'['.repeat(2_000)}${']'.repeat(2_000)}`, /: more than 1000 levels\.$/],
    ['['.repeat(1_000_000), /JSON/],
    [new Uint8Array([0x22, 0xff, 0x22]), /not valid|encoded data/],
  ])('has a reason where it is %.40s', (payload, reason) => {
    expect(String(opened({ codec: 'data', payload })).replace('HF3011 unreadable-entry: ', '')).toMatch(reason);
  });

  it('does not use up the stack where plain JSON is nested deeply', () => {
    const payload = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(Array.isArray(opened({ codec: 'data', payload }))).toBe(true);
    expect(opened({ codec: 'data', payload }, 'freeze')).toMatch(/Maximum call stack size exceeded\.$/);
  });

  it('keeps __proto__ as a field, wherever it stands', () => {
    const payload = '~["~Map",{"__proto__":{"admin":true}},["~Bare",{"__proto__":"~u"}]]';
    expect(described(opened({ codec: 'data', payload }))).toBe(
      'Map(Object(){"__proto__": Object(){"admin": true}}=>bare(){"__proto__": undefined}){}',
    );
  });

  it('is taken out of its compression up to 64 MiB and no further', () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024, '0'));
    expect(opened({ codec: 'data+gzip', payload: bomb })).toMatch(
      /^HF3011 unreadable-entry: an entry of codec data\+gzip cannot be read: Cannot create a Buffer larger than 67108864 bytes\.$/,
    );
  });

  it('has a reason where compressed bytes are cut off or changed', () => {
    const whole = gzipSync('{"a":1}');
    const changed = whole.with(12, 0);
    expect(
      [whole.subarray(0, 12), changed, 'text'].map((payload) => String(opened({ codec: 'data+gzip', payload }))),
    ).toEqual([
      expect.stringMatching(/unexpected end of file\.$/),
      expect.stringMatching(/^HF3011/),
      expect.stringMatching(/compressed bytes came as text\.$/),
    ]);
  });
});
