import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataCodec } from '../../../../runtime/src/codec/data-codec.ts';
import { arbitraryData, arbitraryPlainJson } from './arbitrary-data.ts';
import { described } from './described.ts';

const runs = { numRuns: 5_000 };
const properties = described(Object.getOwnPropertyNames(Object.prototype));

/** A value, and another that is mostly nearly the same. */
const pair = fc.oneof(
  fc.tuple(arbitraryData, arbitraryData),
  arbitraryData.chain((value) => fc.tuple(fc.constant(value), fc.constantFrom(...neighbours(value)))),
);

/** Values that a careless codec writes the same way. */
function neighbours(value: unknown): unknown[] {
  const text = dataCodec.encode(value);
  return [
    text,
    JSON.parse(String(text).replace(/^~/, '')),
    [value],
    { value },
    String(value === null ? '' : typeof value),
  ];
}

describe('codec data', () => {
  it('gives back what it was given: types, prototypes, order, holes, -0, NaN', () => {
    fc.assert(
      fc.property(arbitraryData, (value) => {
        const decoded = dataCodec.decode(dataCodec.encode(value));
        expect(described(decoded)).toBe(described(value));
        expect(isDeepStrictEqual(decoded, value)).toBe(true);
      }),
      runs,
    );
  });

  it('writes plain JSON with the bytes of JSON.stringify, whatever its strings and names are', () => {
    fc.assert(
      fc.property(arbitraryPlainJson, (value) => {
        expect(dataCodec.encode(value)).toBe(JSON.stringify(value));
      }),
      runs,
    );
  });

  it('writes different values as different texts, and equal ones the same', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const same = dataCodec.encode(one) === dataCodec.encode(other);
        expect(same).toBe(described(one) === described(other));
      }),
      runs,
    );
  });

  it('reads texts and their bytes alike, and leaves prototypes alone', () => {
    fc.assert(
      fc.property(arbitraryData, (value) => {
        const text = String(dataCodec.encode(value));
        expect(text.isWellFormed()).toBe(true);
        expect(described(dataCodec.decode(new TextEncoder().encode(text)))).toBe(described(value));
        expect(described(Object.getOwnPropertyNames(Object.prototype))).toBe(properties);
      }),
    );
  });
});
