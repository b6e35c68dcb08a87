import { describe, expect, it } from 'vitest';
import { parseBytes, renderBytes } from '../../../../runtime/src/key/byte-array.ts';
import { JsonForm, parseValue } from '../../../../runtime/src/key/parse-value.ts';
import { messageOf } from './message-of.ts';

describe('parseValue', () => {
  it.each([
    ['42', 42],
    ['"42"', '42'],
    ['42n', 42n],
    ['true', true],
    ['null', null],
    ['undefined', undefined],
    ['-Infinity', -Infinity],
    ['""', ''],
    ['new%20york', 'new york'],
    ['%uD800', '\ud800'],
    ['[1,[],undefined]', [1, [], undefined]],
    ['(a=1,b=(c="1"))', { a: 1, b: { c: '1' } }],
    ['@1970-01-01T00%3A00%3A00.000Z', new Date(0)],
    ['@Set[1,a]', new Set([1, 'a'])],
    [
      '@Map[(x=1)=2,a=b]',
      new Map<unknown, unknown>([
        [{ x: 1 }, 2],
        ['a', 'b'],
      ]),
    ],
    ['@Uint8Array[AQL7]', Uint8Array.of(1, 2, 251)],
    ['~[1]', new JsonForm([1])],
  ])('reads %s', (text, value) => {
    expect(parseValue(text)).toStrictEqual(value);
  });

  it('reads a field named __proto__ as a field of its own', () => {
    expect(Object.entries(Object(parseValue('(__proto__=(polluted=true))')))).toEqual([
      ['__proto__', { polluted: true }],
    ]);
  });

  it.each([
    ['', 'expected a value at position 0'],
    ['[1', 'expected "]" at position 2'],
    ['[1,]', 'expected a value at position 3'],
    ['(a)', 'expected "=" at position 2'],
    ['(a=1', 'expected ")" at position 4'],
    ['"a', 'expected "\\"" at position 2'],
    ['1 2', 'expected the end at position 1'],
    ['a%2', 'expected the end at position 1'],
    ['%FF', '%FF is not percent-encoded UTF-8 at position 3'],
    ['@Map[1]', 'expected "=" at position 6'],
    ['@Map[1=2', 'expected "]" at position 8'],
    ['@Blob[AA]', 'no bytes of a type Blob at position 8'],
    ['@Float64Array[AA]', 'no bytes of a type Float64Array at position 16'],
    ['@Uint8Array[AQ', 'expected "]" at position 14'],
    ['007', 'not in canonical form (7)'],
    ['-0', 'not in canonical form (0)'],
    ['"Ada"', 'not in canonical form (Ada)'],
    ['%41', 'not in canonical form (A)'],
    ['(b=1,a=2)', 'not in canonical form ((a=2,b=1))'],
    ['(a=1,a=1)', 'not in canonical form ((a=1))'],
    ['(a=undefined)', 'not in canonical form (())'],
    ['@Set[2,1]', 'not in canonical form (@Set[1,2])'],
    ['@Map[1=2,1=2]', 'not in canonical form (@Map[1=2])'],
    ['@yesterday', 'not in canonical form (@NaN)'],
    ['@Uint8Array[AR]', 'not in canonical form (@Uint8Array[AQ])'],
    ['1.0n', 'not in canonical form ("1.0n")'],
  ])('refuses %s, which no value prints as', (text, problem) => {
    expect(messageOf(() => parseValue(text))).toBe(
      `HF2001 configuration: cannot read the key ${JSON.stringify(text)}: ${problem}.`,
    );
  });

  it.each([
    ['[', 201],
    ['(a=', 601],
    ['~', 201],
    ['@Set[', 1005],
    ['@Map[', 1005],
  ])('refuses 10,000 times %s without overflowing the stack', (opening, place) => {
    const text = opening.repeat(10_000);
    expect(messageOf(() => parseValue(text))).toBe(
      `HF2001 configuration: cannot read the key "${text.slice(0, 250)}…": nested deeper than 200 levels at position ${place}.`,
    );
  });

  it('reads a string of a million characters', () => {
    const text = 'x-'.repeat(500_000);
    expect(parseValue(text)).toBe(text);
  });
});

describe('bytes in a key', () => {
  it.each([
    [Uint8Array.of(1, 2), 'AQI'],
    [Uint16Array.of(0x0102), 'AgE'],
    [Float32Array.of(1), 'AACAPw'],
    [BigInt64Array.of(1n), 'AQAAAAAAAAA'],
  ])('of %o are printed in little-endian order, also by a big-endian machine', (array, printed) => {
    const foreign = swapped(array);
    expect([renderBytes(array), renderBytes(foreign, true)]).toEqual([printed, printed]);
    expect([parseBytes(array.constructor.name, printed), parseBytes(array.constructor.name, printed, true)]).toEqual([
      array,
      foreign,
    ]);
  });
});

/** The array as a machine of the other byte order would hold it. */
function swapped<T extends NodeJS.TypedArray>(array: T): T {
  const copy = array.slice();
  const bytes = new Uint8Array(copy.buffer);
  for (let at = 0; at < bytes.length; at += array.BYTES_PER_ELEMENT)
    bytes.subarray(at, at + array.BYTES_PER_ELEMENT).reverse();
  // slice() of a typed array returns one of the same type.
  return copy as T;
}
