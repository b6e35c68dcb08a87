import type { KeyvLike } from '../store/keyv/keyv-like.ts';
import type { StoreDefinition } from '../store/port.ts';
import type { Isolation } from '../value/isolate.ts';
import type { Codec } from '../value/sealing.ts';

type Primitive = string | number | bigint | boolean | null | undefined;

/** What keys vary by; `undefined`: not at all, here and now. */
export type VaryValue = Primitive | Readonly<Record<string, Primitive>>;

/** Options of `configure`. What is absent has its default, also when `configure` is called again; stores stay. */
export interface ConfigureOptions {
  /**
   * Where entries live; default: memory, `memoryStore()`. A Keyv of version 5 or 6, a storage adapter of Keyv and a Map
   * are taken as they are.
   */
  readonly store?: StoreDefinition | KeyvLike | undefined;
  /** Where entries of synchronous functions live; default: `store` where it answers at once, else memory. */
  readonly syncStore?: StoreDefinition | undefined;
  /** Stores for functions that say `store=name`. */
  readonly stores?: Readonly<Record<string, StoreDefinition | KeyvLike>> | undefined;
  /** First part of every key; default `hf`. Services that invalidate each other share it. */
  readonly prefix?: string | undefined;
  /** How long results are fresh where the function does not say: `'10m'`; default `'1h'`. */
  readonly ttl?: string | undefined;
  /** The same, and functions may not say a ttl of their own. */
  readonly lockedTtl?: string | undefined;
  /** Bound of every entry's life, `ttl=forever` included; default `'30d'`. */
  readonly keep?: string | undefined;
  /**
   * Results of more bytes are returned, not stored; default: no bound. Exact where the store holds bytes, else about the
   * bytes of their JSON text.
   */
  readonly maxValueBytes?: number | undefined;
  /** How callers are kept apart where the function does not say; default: what its types allow, else `'copy'`. */
  readonly isolate?: Isolation | undefined;
  /** What all keys vary by, called before each key is made: `() => tenantOf(context.getStore())`. */
  readonly vary?: (() => VaryValue) | undefined;
  /** Name of the codec of stores that hold bytes, where the function does not say; default `'data'`. */
  readonly codec?: string | undefined;
  /** Codecs of your own, for `codec` and for functions that say `codec=name`. */
  readonly codecs?: readonly Codec[] | undefined;
  /** `false`: nothing is served or stored; invalidations are still written. Default `true`. */
  readonly enabled?: boolean | undefined;
  /** `'throw'`: a failing store fails the call; default `'event'`: the body runs, an `error` event is sent. */
  readonly onStoreError?: 'event' | 'throw' | undefined;
  /**
   * `false`: resolves without waiting for the stores. Until a store is open its calls run their bodies and its
   * invalidations stay in the outbox; opening is tried until it succeeds. Default `true`.
   */
  readonly wait?: boolean | undefined;
  /** Is given every promise of work that no caller waits for, so that a platform does not freeze the process before. */
  readonly waitUntil?: ((work: Promise<unknown>) => void) | undefined;
  /** Allows other stores after cached calls ran: what the old ones held is left behind. */
  readonly replace?: boolean | undefined;
}
