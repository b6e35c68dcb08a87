import type { Cache } from '../cache.ts';

/**
 * Invalidations wait until the stores are settled, so that they reach those that are used from then on. Where a second
 * `configure` began meanwhile, they wait for it as well.
 */
export async function whileInvalidationsWait<T>(cache: Cache, work: () => Promise<T>): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<void>();
  cache.settling = promise;
  try {
    return await work();
  } finally {
    if (cache.settling === promise) {
      cache.settling = undefined;
      cache.unsettled.length = 0;
    }
    resolve(cache.settling);
  }
}
