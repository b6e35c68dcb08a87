import type { Milliseconds } from '../../units.ts';

/** Options of the Redis store. */
export interface RedisOptions {
  /** Options of ioredis for the connection that the store makes: `{ tls, password, db }`. They win over the URL's. */
  readonly client?: Readonly<Record<string, unknown>>;
  /**
   * What a promoted replica or a restart means. `forget` (default): it may have lost invalidations, so the cache begins
   * cold. `trust`: the cache is kept, and the promise is `bounded`.
   */
  readonly afterFailover?: 'forget' | 'trust';
  /** A command without an answer for so many milliseconds has failed; default 1000. */
  readonly timeout?: Milliseconds;
  /** Payloads of more bytes are compressed; absent: none is. */
  readonly compressAbove?: number;
}
