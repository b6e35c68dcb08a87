import type { Ask } from './ask.ts';
import type { Becomes } from './row-messages.ts';

/** Functions of one row whose results a writer ends one by one. */
export type ByRow = 'single' | 'recent' | 'second' | 'draft' | 'named' | 'sought';

/** Functions that change a row of those that are tracked and say which. */
export type RowWriter = 'rename' | 'announce' | 'add' | 'remove' | 'replace';

/** How a writer ends what was cached of the row that it changed. */
export type EndBy =
  | { readonly verb: 'tag' }
  | { readonly verb: 'all' }
  | { readonly verb: 'key' | 'printed key' | 'clear' | 'refresh' | 'prime'; readonly fn: ByRow }
  | { readonly verb: 'private tag' }
  | { readonly verb: 'entity' }
  | { readonly verb: 'writer'; readonly writer: RowWriter };

/** What a worker does next. */
export type Step =
  /** All at once. */
  | { readonly kind: 'read'; readonly asks: readonly Ask[] }
  | { readonly kind: 'write'; readonly row: number; readonly becomes: Becomes; readonly by: EndBy }
  /** Writes rows and invalidates them inside `invalidateAfter`, calls functions inside, and ends. */
  | {
      readonly kind: 'transact';
      readonly rows: readonly number[];
      /** Changes of tracked rows. */
      readonly writes: readonly { readonly row: number; readonly by: RowWriter }[];
      readonly asks: readonly Ask[];
      readonly ends: 'commit' | 'rollBack';
    }
  /** The wall clock of the process is set to so many milliseconds from the machine's. */
  | { readonly kind: 'jump'; readonly offset: number };

/** What a worker is started with, as JSON in its first argument. */
export interface WorkerPlan {
  /** `w2.1`: the second start of worker 2. */
  readonly name: string;
  /** Path of the row server's socket. */
  readonly socket: string;
  readonly store: 'sqlite' | 'redis';
  /** Files or URLs of the default store and of the one named `second`. */
  readonly targets: readonly [string, string];
  /** How many rows there are: the first half for functions with tags, the others for those that track. */
  readonly rows: number;
}

/** Steps that a worker does at the same time. */
export const LANES = 4;
