import { Keyv as Keyv5 } from 'keyv';
import { Keyv as Keyv6, KeyvMemoryAdapter } from 'keyv-6';
import QuickLRU from 'quick-lru';
import { describe, it } from 'vitest';
import { keyvStore } from '../../../../../runtime/src/keyv.ts';
import { keyvAdapter } from '../../../../../runtime/src/sqlite.ts';
import { type StoreFixture, testStore } from '../../../../../runtime/src/store-contract.ts';

const runner = { describe, it };

/** A map whose rows can be lost behind the store's back. */
function mapFixture(promise: 'bounded' | 'besteffort'): StoreFixture {
  const map = new Map<string, string>();
  return {
    definition: keyvStore(map, { promise }),
    listRows: () => [...map.keys()],
    loseRow: (name) => void map.delete(name),
    damageRow: (name) => void map.set(name, '{"hf":1,"name":"x"}\n%'),
  };
}

const map = { shared: true, losesRows: true, damagesRows: true } as const;
testStore({ ...map, name: 'a Map', make: () => mapFixture('bounded') }, runner);
testStore({ ...map, name: 'a Map that is said to evict', make: () => mapFixture('besteffort') }, runner);

const makers: readonly (readonly [name: string, make: () => object])[] = [
  ['Keyv 5', () => new Keyv5()],
  ['Keyv 5 without a namespace', () => new Keyv5({ useKeyPrefix: false })],
  ['Keyv 5 whose namespace is the prefix', () => new Keyv5({ namespace: 'hf' })],
  ['Keyv 6', () => new Keyv6()],
  ['Keyv 6 with a namespace and clean keys', () => new Keyv6({ namespace: 'app', sanitize: { keys: true } })],
  ['a quick-lru', () => new QuickLRU<string, string>({ maxSize: 1_000_000 })],
  ['an adapter of Keyv 6', () => new KeyvMemoryAdapter(new Map())],
  ['Keyv 6 on a SQLite file', () => new Keyv6({ store: keyvAdapter(':memory:') })],
];

for (const [name, make] of makers) {
  testStore({ name, shared: true, make: () => ({ definition: keyvStore(make()) }) }, runner);
}
