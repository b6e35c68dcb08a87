import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntry, renderEntry, type StoredEntry } from '../../../../../runtime/src/store/keyv/entry-text.ts';
import { parseMark, renderMark } from '../../../../../runtime/src/store/keyv/mark.ts';

const ENTRY: StoredEntry = {
  key: 'hf:app:find(id=1)',
  at: 1,
  expiresAt: 2,
  tokens: new Map([['*', 'a1']]),
  late: [],
  keyToken: '',
  value: { codec: 'data', payload: '{"id":1}' },
};

/** The entry's text with another field. */
function withField(name: string, value: unknown): string {
  const [head = '', payload = ''] = renderEntry(ENTRY).split('\n');
  return `${JSON.stringify({ ...Object(JSON.parse(head)), [name]: value })}\n${payload}`;
}

describe('an entry as text', () => {
  it('is a line of JSON and the payload', () => {
    expect(renderEntry(ENTRY)).toBe(
      '{"hf":1,"key":"hf:app:find(id=1)","at":1,"expiresAt":2,"tokens":[["*","a1"]],"late":[],"keyToken":"","codec":"data","form":"text"}\n{"id":1}',
    );
  });

  it('is read as it was written, whatever its names and its payload are', () => {
    const text = fc.string({ unit: 'binary' });
    const payload = fc.oneof(text, fc.uint8Array());
    const arbitrary = fc.record({
      key: text,
      name: text,
      token: text,
      keyToken: text,
      codec: text,
      payload,
      shape: text,
    });
    fc.assert(
      fc.property(arbitrary, ({ key, name, token, keyToken, codec, payload, shape }) => {
        const tokens = new Map([
          ['*', 'a1'],
          [name, token],
        ]);
        const entry = { ...ENTRY, key, tokens, late: [name], keyToken, value: { codec, payload, shape } };
        expect(parseEntry(key, renderEntry(entry))).toEqual(entry);
      }),
    );
  });

  it.each([
    ['a number', 1],
    ['no line of JSON', '{"id":1}'],
    ['a line that is no JSON', '{\n'],
    ['null', 'null\n'],
    ['another version', withField('hf', 2)],
    ['another key', withField('key', 'hf:app:find(id=2)')],
    ['no time', withField('at', '1')],
    ['no end', withField('expiresAt', null)],
    ['tokens that are none', withField('tokens', [['*']])],
    ['a list of tokens that is none', withField('tokens', { '*': 'a1' })],
    ['tokens without everything', withField('tokens', [['t:a', 'a1']])],
    ['a token that is no pair', withField('tokens', ['*'])],
    ['late names that are none', withField('late', [1])],
    ['no token of the key', withField('keyToken', undefined)],
    ['no codec', withField('codec', 1)],
    ['a shape that is none', withField('shape', 1)],
    ['an unknown form', withField('form', 'hex')],
  ])('is none: %s', (_, stored) => {
    expect(parseEntry(ENTRY.key, stored)).toBe(undefined);
  });

  it('brings nothing into prototypes', () => {
    const text = renderEntry(ENTRY).replace('"hf":1', '"hf":1,"__proto__":{"admin":true}');
    expect(parseEntry(ENTRY.key, text)).toEqual(ENTRY);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });
});

describe('a mark as text', () => {
  const mark = { token: 'a1', at: 1 };

  it('is read as it was written', () => {
    expect(parseMark('hf:u:*', renderMark('hf:u:*', mark))).toEqual(mark);
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', 'x'],
    ['another name', renderMark('hf:u:t:a', mark)],
    ['no token', '{"hf":1,"name":"hf:u:*","at":1}'],
    ['no time', '{"hf":1,"name":"hf:u:*","token":"a1","at":"1"}'],
    ['another version', '{"hf":2,"name":"hf:u:*","token":"a1","at":1}'],
    ['an object that the store has decoded', { hf: 1, name: 'hf:u:*', ...mark }],
  ])('is none: %s', (_, stored) => {
    expect(parseMark('hf:u:*', stored)).toBe(undefined);
  });
});
