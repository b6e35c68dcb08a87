import { describe, expect, it } from 'vitest';
import { compileKey, type KeyedSpec } from '../../../../runtime/src/key/compile-template.ts';
import { shortenKey } from '../../../../runtime/src/key/shorten-key.ts';
import type { Template } from '../../../../runtime/src/spec.ts';

const LOCATION = { prefix: 'hf', namespace: 'prefix' };

function keyOf(id: string, values: Readonly<Record<string, unknown>>): string {
  const holes = Object.keys(values);
  return compileKey({ id, holes, key: { form: 'arguments', holes: holes.length } }, LOCATION)(Object.values(values));
}

function templateKey(template: Template, ...values: readonly unknown[]): string {
  const holes = values.map((_, index) => `p${index}`);
  const spec: KeyedSpec = { id: 'f', holes, key: { form: 'template', holes: holes.length, template } };
  return compileKey(spec, LOCATION)(values);
}

describe('keys that other libraries get wrong', () => {
  it('Z-01 a key names namespace, function and values, readable or decodable', () => {
    const withoutNamespace = compileKey(
      { id: 'A.plus', holes: ['a', 'b'], key: { form: 'arguments', holes: 2 } },
      { prefix: 'hf', namespace: '' },
    );
    const keys = [keyOf('add', { a: 5, b: 6 }), keyOf('add', { a: 5, b: '测试' }), withoutNamespace([5, 6])];
    expect(keys.map(decodeURIComponent)).toEqual([
      'hf:prefix:add(a=5,b=6)',
      'hf:prefix:add(a=5,b=测试)',
      'hf::A.plus(a=5,b=6)',
    ]);
  });

  it('D-07 a key of 50 characters is cut to 40 with a readable head, and the last character still counts', () => {
    const [one, other] = ['a', 'b'].map((last) => shortenKey('vasia_petya'.padEnd(49, 'x') + last, 40));
    expect([one, other]).toEqual([
      'vasia_petyaxxxxxx#iTW5kPOyJk-JcTTH9pAm9Q',
      'vasia_petyaxxxxxx#Bqc-qpNX6STIzyYIzBWu6w',
    ]);
  });

  it('D-15 long arguments give keys of one length that differ', () => {
    const keys = ['x', 'y'].map((char) => keyOf('my_func', { params: char.repeat(500) }));
    expect(keys.map((key) => key.length)).toEqual([250, 250]);
    expect(new Set(keys).size).toBe(2);
  });

  const separators = [
    '-',
    '|',
    ':',
    ',',
    '{',
    '}',
    '"',
    "'",
    '\n',
    '\0',
    ' ',
    '',
    '.',
    'e',
    '+',
    '1',
    '%',
    '#',
    '\ud800',
    'é',
    '😀',
  ];

  it.each(separators)('X-01 the separator %j in an argument is not the one between two', (separator) => {
    const between = separator === '' || separator === '\ud800' ? ':' : separator;
    const keysOf = (a: string, b: string): readonly string[] => [
      keyOf('f', { a, b }),
      templateKey([0, ':', 1], a, b),
      templateKey([0, between, 1], a, b),
    ];
    const [first, second] = [keysOf(`1${separator}2`, '3'), keysOf('1', `2${separator}3`)];
    expect(first.filter((key, index) => key === second[index])).toEqual([]);
  });

  it('X-06 blanks, tabs and control characters are kept apart', () => {
    const texts = [
      'new york',
      'newyork',
      'new\tyork',
      'new\nyork',
      'new\u0000york',
      'new  york',
      ' new york',
      'new%20york',
      'new+york',
    ];
    expect(new Set(texts.map((text) => keyOf('search', { text }))).size).toBe(texts.length);
  });

  it('X-11 no key is a part or a pattern of another', () => {
    const texts = ['p', 'p:q', 'a[b]', 'a*', 'a?', 'a'];
    expect(texts.map((text) => templateKey([0], text))).toEqual([
      'hf:prefix:p',
      'hf:prefix:p%3Aq',
      'hf:prefix:a%5Bb%5D',
      'hf:prefix:a%2A',
      'hf:prefix:a%3F',
      'hf:prefix:a',
    ]);
    expect(texts.map((text) => templateKey([text]))).toEqual(texts.map((text) => `hf:prefix:${text}`));
  });

  it('RM-22 keys of long arguments have at most 250 bytes, and their last characters count', () => {
    const texts = [
      'x'.repeat(500),
      `${'x'.repeat(499)}y`,
      'й'.repeat(240),
      `${'й'.repeat(239)}и`,
      '測'.repeat(240),
      '😀'.repeat(240),
    ];
    const keys = texts.map((text) => keyOf('search', { text }));
    expect(keys.map((key) => Buffer.byteLength(key))).toEqual([250, 250, 250, 250, 250, 250]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('1, "1", 1n and true are four calls', () => {
    expect([1, '1', 1n, true, 'true'].map((id) => keyOf('find', { id }))).toEqual([
      'hf:prefix:find(id=1)',
      'hf:prefix:find(id="1")',
      'hf:prefix:find(id=1n)',
      'hf:prefix:find(id=true)',
      'hf:prefix:find(id="true")',
    ]);
  });

  it('0, "", false, null and NaN are arguments like others', () => {
    const values = [0, '', false, null, Number.NaN, undefined];
    expect(values.map((x) => keyOf('f', { x }))).toEqual([
      'hf:prefix:f(x=0)',
      'hf:prefix:f(x="")',
      'hf:prefix:f(x=false)',
      'hf:prefix:f(x=null)',
      'hf:prefix:f(x=NaN)',
      'hf:prefix:f()',
    ]);
  });
});
