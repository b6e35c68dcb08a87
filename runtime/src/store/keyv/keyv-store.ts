import { sealBytes } from '../../codec/seal-bytes.ts';
import { ConfigurationError } from '../../errors.ts';
import type { Milliseconds } from '../../units.ts';
import type { Store, StoreContext, StoreDefinition, StorePromise } from '../port.ts';
import { describeGiven } from './describe-given.ts';
import { getSetStore } from './get-set-store.ts';
import { openClient } from './open-client.ts';
import { probe } from './probe.ts';
import { recognise } from './recognise.ts';

/** Options of a store over a Keyv. */
export interface KeyvStoreOptions {
  /**
   * How far the clocks of two machines may be apart, with the time that a write takes; default 50 ms. It decides over
   * dependencies that only a result shows, and over functions that share a key.
   */
  readonly clockSkew?: Milliseconds | undefined;
  /**
   * `besteffort` where the store may throw rows out by itself. That is known of Memcached and of maps with a bound, not
   * of a Redis with a `maxmemory-policy`. Default for all others: `bounded`.
   */
  readonly promise?: 'bounded' | 'besteffort' | undefined;
  /** A request that takes longer fails: a call runs its body, an invalidation is retried. Default 5,000 ms. */
  readonly timeout?: Milliseconds | undefined;
  /** Payloads of more bytes than this are compressed where that makes them smaller; absent: none are. */
  readonly compressAbove?: number | undefined;
}

const DEFAULT_CLOCK_SKEW: Milliseconds = 50;
const DEFAULT_TIMEOUT: Milliseconds = 5000;
/** What a timer takes. */
const LONGEST_DURATION: Milliseconds = 2 ** 31 - 1;
const PROMISES: readonly (StorePromise | undefined)[] = ['bounded', 'besteffort', undefined];

/**
 * A store over what the developer has: a Keyv of version 5 or 6, a storage adapter of either, a Map, or what is like one
 * (quick-lru, lru-cache). `configure({ store })` takes these as they are; this is for options.
 *
 * Example: `configure({ store: keyvStore(new Keyv(new KeyvPostgres(url)), { clockSkew: 200 }) })`.
 *
 * `dispose()` takes the store's listeners away and closes nothing: the client is the developer's.
 *
 * @throws ConfigurationError (HF2001) for anything else, and for options that cannot be used.
 */
export function keyvStore(given: object, options: KeyvStoreOptions = {}): StoreDefinition {
  const shape = recognise(given);
  if (shape === undefined) {
    throw new ConfigurationError(
      `keyvStore takes a Keyv, a storage adapter of Keyv or a Map, not ${describeGiven(given)}.`,
    );
  }
  const { promise, compressAbove } = options;
  const clockSkew = readDuration('clockSkew', options.clockSkew) ?? DEFAULT_CLOCK_SKEW;
  const timeout = readDuration('timeout', options.timeout) ?? DEFAULT_TIMEOUT;
  if (!PROMISES.includes(promise)) {
    throw new ConfigurationError(
      `promise of keyvStore takes 'bounded' or 'besteffort', not ${JSON.stringify(promise)}.`,
    );
  }
  const sealing = sealBytes({ compressAbove });
  return {
    kind: shape === 'map' ? 'map' : 'keyv',
    open: async ({ now, wallNow = now, prefix }: StoreContext): Promise<Store> => {
      const client = openClient(given, { shape, timeout });
      await probe(client, prefix);
      const clocks = { now, wallNow };
      const promised = promise ?? (client.evicts ? 'besteffort' : 'bounded');
      return getSetStore({ client, promise: promised, sealing, clocks, clockSkew, prefix });
    },
  };
}

function readDuration(name: string, given: Milliseconds | undefined): Milliseconds | undefined {
  if (given === undefined || (typeof given === 'number' && given > 0 && given <= LONGEST_DURATION)) return given;
  throw new ConfigurationError(`${name} of keyvStore takes milliseconds of more than 0, not ${JSON.stringify(given)}.`);
}
