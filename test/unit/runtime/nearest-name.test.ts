import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearestName } from '../../../runtime/src/nearest-name.ts';

describe('the distance of two texts', () => {
  it.each([
    ['', '', 0],
    ['cache', 'cache', 0],
    ['', 'tag', 3],
    ['cahe', 'cache', 1],
    ['cachee', 'cache', 1],
    ['cacho', 'cache', 1],
    ['cahce', 'cache', 1],
    ['ca', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['Cache', 'cache', 1],
  ])('%j and %j is %i', (a, b, distance) => {
    expect([editDistance(a, b), editDistance(b, a)]).toEqual([distance, distance]);
  });

  it('is at least the difference of their lengths, at most the longer one, and 0 for equal texts only', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance === 0).toBe(a === b);
        expect(editDistance(b, a)).toBe(distance);
      }),
    );
  });
});

describe('the nearest name', () => {
  it.each([
    ['tll', ['ttl', 'null'], 'ttl'],
    ['TTL', ['ttl', 'null'], 'ttl'],
    ['namspace', ['namespace'], 'namespace'],
    ['loger', ['id', 'logger'], 'logger'],
    ['uid', ['id'], 'id'],
    ['onStoreErorr', ['onStoreError', 'stores'], 'onStoreError'],
    ['stors', ['store', 'stores'], 'store'],
    ['storess', ['store', 'stores'], 'stores'],
  ])('of %s in %j is %s', (word, candidates, nearest) => {
    expect(nearestName(word, candidates)).toBe(nearest);
  });

  it.each([
    ['whatever', ['ttl', 'null']],
    ['a', ['b']],
    ['id', ['on', 'a']],
    ['b', ['by', 'ab']],
    ['', ['a', 'id']],
    ['ttl', []],
  ])('is none for %j in %j', (word, candidates) => {
    expect(nearestName(word, candidates)).toBe(undefined);
  });
});
