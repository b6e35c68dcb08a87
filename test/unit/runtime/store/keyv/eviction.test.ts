import { describe, expect, it } from 'vitest';
import { evicts, isMemcached, nameOfClass } from '../../../../../runtime/src/store/keyv/eviction.ts';

class LRUCache {}
class KeyvMemcache {}

describe('a store that throws entries out by itself', () => {
  it.each<[what: string, given: unknown, expected: boolean]>([
    ['is told by its class', new LRUCache(), true],
    ['is told by its bound', { max: 100 }, true],
    ['is told by what stands inside of it', { store: { opts: { store: { maxSize: 5 } } } }, true],
    ['has a bound that is a number', { max: '100' }, false],
    ['has a bound of more than nothing', { max: 0 }, false],
    ['has a bound that ends', { lruSize: Number.POSITIVE_INFINITY }, false],
    ['is an object', 'lru', false],
    [
      'is none that only contains itself',
      Object.assign(
        {},
        {
          get store() {
            return this;
          },
        },
      ),
      false,
    ],
  ])('%s', (_, given, expected) => {
    expect(evicts(given)).toBe(expected);
  });

  it('is Memcached where a class says so, however deep', () => {
    const given = [new KeyvMemcache(), { opts: { store: new KeyvMemcache() } }, new LRUCache(), undefined];
    expect(given.map(isMemcached)).toEqual([true, true, false, false]);
  });

  it('has a class, or none', () => {
    expect([nameOfClass(new LRUCache()), nameOfClass(Object.create(null))]).toEqual(['LRUCache', 'Object']);
  });
});
