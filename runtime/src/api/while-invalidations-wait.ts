import type { Cache } from '../cache.ts';

/**
 * Invalidations wait until the stores are settled, so that they reach those that are used from then on. Where several
 * `configure` are under way at once, they wait for the last of them.
 */
export async function whileInvalidationsWait<T>(cache: Cache, work: () => Promise<T>): Promise<T> {
  cache.settling ??= { ...Promise.withResolvers<void>(), underWay: 0 };
  const { settling } = cache;
  settling.underWay++;
  try {
    return await work();
  } finally {
    settling.underWay--;
    if (settling.underWay === 0) {
      cache.settling = undefined;
      cache.unsettled.length = 0;
      settling.resolve();
    }
  }
}
