/**
 * The store port: what the protocol asks of a place where entries live. The protocol's rules over rows that
 * can be changed atomically stand once, in atomic-store.ts; a store that must move them to a server (a script)
 * or cannot be atomic (any Keyv) implements this port itself.
 *
 * Every answer may be a value or a promise. A store that always answers with values is `synchronous`, and
 * synchronous functions can live in it.
 */
import type { Stamp } from '../stamp/stamp.ts';
import type { Milliseconds } from '../units.ts';
import type { Sealing } from '../value/sealing.ts';

export type MaybePromise<T> = T | PromiseLike<T>;

/**
 * - `strict`: after an acknowledged invalidation nothing older is ever served.
 * - `bounded`: the same within a stated bound of time.
 * - `besteffort`: until the ttl, where the store evicts.
 */
export type StorePromise = 'strict' | 'bounded' | 'besteffort';

/** One stored result. */
export interface Entry {
  /** As the caller's isolation stored it; never `undefined` as a sign of absence. */
  readonly value: unknown;
  /** Taken before the body ran. */
  readonly stamp: Stamp;
  /** Every dependency, `*` among them. */
  readonly dependencies: readonly string[];
  /** Instant by the store's clock. */
  readonly expiresAt: Milliseconds;
}

/**
 * A question for an entry. Two calls may share a key and yet depend on other things (two functions with one `@key`, a
 * tag of a parameter that is not in the key), so the asker's own dependencies count as well as the entry's.
 */
export interface ReadRequest {
  readonly key: string;
  /** What the asking call depends on, as far as its arguments tell. */
  readonly dependencies: readonly string[];
}

/** Why a read found nothing to serve. */
export type MissReason = 'absent' | 'expired' | 'invalidated' | 'malformed';

/** Answer to one key: an entry that may be served, or why not; and the stamp for a computation that begins now. */
export type Reading =
  | { readonly entry: Entry; readonly stamp: Stamp }
  | { readonly entry?: undefined; readonly reason: MissReason; readonly stamp: Stamp };

/** The readings of all who ask in one turn, and which of them is the asker's. */
export interface SharedReading {
  readonly readings: PromiseLike<readonly Reading[]>;
  readonly place: number;
}

/** One result on its way into the store. */
export interface WriteRequest {
  readonly key: string;
  readonly value: unknown;
  readonly stamp: Stamp;
  readonly dependencies: readonly string[];
  readonly ttl: Milliseconds;
  /** The function's dependency: entries are counted and bounded per owner. */
  readonly owner: string;
  /** Most entries of the owner; absent: no bound of its own. */
  readonly maxSize?: number | undefined;
  /**
   * Set by `refresh` and `prime`: loads that began earlier lose to this write, also after its entry is gone. Where it is
   * refused, an older entry of the key ends.
   */
  readonly raisesFloor?: boolean;
  /** What the store was asked before, as it had prepared it; absent: it had not. */
  readonly asked?: ReadRequest | undefined;
}

/** `refused`: something that the entry depends on, or the key, was invalidated after its computation began. */
export type WriteOutcome = 'stored' | 'refused';

/** What a function asks that keeps entries at hand: an entry is good while `provenAt` is the version. */
export interface Resident {
  /** Changes with every invalidation. */
  version(): number;
  /** The entry was served. */
  touch(entry: Entry): void;
  /**
   * Called before another entry is touched or put, or anything is invalidated: who puts off touching entries touches them
   * now, and takes none of them for good any more.
   */
  touchAll: (() => void) | undefined;
}

export interface Store {
  /** `memory`, `sqlite`, `redis`, … for messages. */
  readonly kind: string;
  readonly promise: StorePromise;
  readonly synchronous: boolean;
  /** How the store holds values; absent: as they are, in the process's memory. */
  readonly sealing?: Sealing | undefined;
  /**
   * Synchronous stores only: the entry that may be served at once to a call that has the entry's own dependencies, or
   * `undefined`. The hit path.
   */
  hit?(key: string): Entry | undefined;
  /** The process's own memory only: what `hit` gives stays the same object, so that a function may keep it at hand. */
  readonly resident?: Resident;
  /**
   * One reading for each request, in order. An entry is given only if each of its dependencies has a stamp, and none of
   * them nor of the asker's is newer than the entry's own.
   */
  read(requests: readonly ReadRequest[]): MaybePromise<readonly Reading[]>;
  /** The request with what the store makes of it, for who asks the same again and again. */
  prepare?(request: ReadRequest): ReadRequest;
  /** Stores that collect the reads of a turn: `read` of one request, without a promise of its own. */
  readShared?(request: ReadRequest): SharedReading;
  /** The next stamp for each request, in order, for a `refresh` or `prime` of these calls: one may be that of all. */
  takeNextStamps(requests: readonly ReadRequest[]): MaybePromise<readonly Stamp[]>;
  /**
   * What this process asks after a write is answered as after it, where one server answers both: who computed a result
   * need not wait until it is stored.
   */
  readonly answersInOrder?: boolean;
  /** One outcome for each write, in order. */
  write(writes: readonly WriteRequest[]): MaybePromise<readonly WriteOutcome[]>;
  /** Writes the next stamp to each dependency; O(1) for each, whatever hangs on it. */
  invalidate(dependencies: readonly string[]): MaybePromise<void>;
  /** Called right before `invalidateKeys`: what the entry depends on as far as its arguments tell, to ask for it in one trip. */
  expectEnd?(request: ReadRequest): void;
  /** Replaces each entry by a tombstone; answers whether there was an entry that could have been served. */
  invalidateKeys(keys: readonly string[]): MaybePromise<readonly boolean[]>;
  /** Number of entries an owner has, invalidated ones not yet removed included; `undefined` where it is not known. */
  sizeOf(owner: string): MaybePromise<number | undefined>;
  dispose(): MaybePromise<void>;
}

/** What a store is given when the runtime opens it. */
export interface StoreContext {
  /** Present instant; monotonic. */
  readonly now: () => Milliseconds;
  /**
   * The machine's clock, which other machines have too; it may be set back. For stores that cannot count. Absent: `now`.
   */
  readonly wallNow?: (() => Milliseconds) | undefined;
  /**
   * First part of every key, `hf`. A store that others may share keeps its stamps, floors and dependencies under it, and
   * reads, lists and deletes nothing outside of it.
   */
  readonly prefix: string;
}

/** What `configure({ store })` takes: a store that is not open yet. */
export interface StoreDefinition {
  readonly kind: string;
  open(context: StoreContext): MaybePromise<Store>;
}
