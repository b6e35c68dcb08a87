import type { Subject } from './peer.ts';

/** The part of a store that a cached function needs. */
export interface GetAndSet {
  readonly get: (key: string) => Promise<unknown>;
  readonly set: (key: string, value: never) => Promise<unknown>;
}

/** How a person caches a function in a store that caches none itself. */
export function byGetAndSet<A, B, V>(store: GetAndSet, { load, keyOf }: Subject<A, B, V>): (a: A, b: B) => Promise<V> {
  return async (a, b) => {
    const key = keyOf(a, b);
    const hit = await store.get(key);
    // Under this key stands what `load` gave.
    if (hit !== undefined && hit !== null) return hit as V;
    const value = await load(a, b);
    // Each store of this benchmark takes what JSON carries.
    await store.set(key, value as never);
    return value;
  };
}
