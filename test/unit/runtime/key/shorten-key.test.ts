import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_KEY_LIMIT, shortenKey } from '../../../../runtime/src/key/shorten-key.ts';

describe('shortenKey', () => {
  it('leaves a key of the limit as it is', () => {
    const key = 'k'.repeat(DEFAULT_KEY_LIMIT);
    expect(shortenKey(key, DEFAULT_KEY_LIMIT)).toBe(key);
  });

  it('gives a longer one its head and the first 128 bits of its SHA-256', () => {
    const key = `hf:app:search(text=${'x'.repeat(300)})`;
    const hash = createHash('sha256').update(key).digest().subarray(0, 16).toString('base64url');
    expect(shortenKey(key, 250)).toBe(`${key.slice(0, 227)}#${hash}`);
  });

  it('is the same on every machine and in every version', () => {
    expect(shortenKey('k'.repeat(251), 40)).toBe('kkkkkkkkkkkkkkkkk#O4BZxjeTmkg73Hvu8J8RtQ');
  });

  it('never exceeds the limit and keeps keys apart that differ anywhere', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 30, maxLength: 60 });
    const property = fc.property(text, text, fc.integer({ min: 23, max: 50 }), (a, b, limit) => {
      const [shortA, shortB] = [shortenKey(a, limit), shortenKey(b, limit)];
      return shortA.length <= limit && shortB.length <= limit && (shortA === shortB) === (a === b);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('refuses a limit without room for the hash', () => {
    expect(() => shortenKey('k'.repeat(23), 22)).toThrow(
      new RangeError('A key limit of 22 bytes has no room for the hash of 23.'),
    );
  });
});
