import type { Milliseconds } from '../../units.ts';
import type { MaybePromise, StoreDefinition } from '../port.ts';

/** What one case runs on. */
export interface StoreFixture {
  /** Not open yet. Nothing is stored. */
  readonly definition: StoreDefinition;
  /** What the store is opened under; default `hf`. Where cases share a server, one that no other case has. */
  readonly prefix?: string;
  /** Names of everything that can be lost by itself: entries, stamps, floors, counters. */
  readonly listRows?: () => MaybePromise<readonly string[]>;
  /** Loses a row as an eviction would, behind the store's back. */
  readonly loseRow?: (name: string) => MaybePromise<void>;
  /** Puts other bytes in the place of a row's. */
  readonly damageRow?: (name: string) => MaybePromise<void>;
  /** Takes away what `make` has made. Called when the stores are closed. */
  readonly remove?: () => MaybePromise<void>;
}

/** A store and what can be done to it. */
export interface StoreUnderTest {
  /** `sqlite, shared`; names the tests. */
  readonly name: string;
  /** Called for each case. */
  readonly make: () => MaybePromise<StoreFixture>;
  /** Two stores that are opened with one definition have the same entries, as two processes would. Default false. */
  readonly shared?: boolean;
  /** Fixtures have `listRows` and `loseRow`. Default false. */
  readonly losesRows?: boolean;
  /** Rows that are lost in one story; 2 takes some thousand runs, which is for stores in memory. Default 1. */
  readonly losses?: 1 | 2;
  /** Fixtures have `listRows` and `damageRow`. Default false. */
  readonly damagesRows?: boolean;
  /** `given` (default): entries expire by `StoreContext.now`; `own`: by a clock of the store's, so cases wait really. */
  readonly clock?: 'given' | 'own';
  /**
   * For a store that is not strict: by how much an entry must be newer than what it depends on, and as long takes an
   * invalidation to be in the past. Default 50 for these stores.
   */
  readonly clockSkew?: Milliseconds;
  /** The biggest value that is tried has about this many bytes; default 1 MiB. */
  readonly maxBytes?: number;
}

/** One promise of a store. `run` rejects with an `AssertionError` where it is not kept. */
export interface StoreCase {
  /** `an entry is served until it expires, and not after` */
  readonly name: string;
  readonly run: () => Promise<void>;
}
