/** What processes and the row server say to each other: one JSON text a line. */

/** Present versions of these rows, under all keys or under these. */
export interface Covers {
  readonly rows: readonly number[];
  readonly keys?: readonly string[];
}

/** Whether a row is there when it has been changed; lists show only those that are. */
export type Becomes = 'there' | 'gone' | 'as before';

/** One call that is about to begin. */
export interface Asked {
  readonly key: string;
  readonly rows: readonly number[];
  /** Its result shows only those of the rows that are there. */
  readonly isPresent: boolean;
}

/** Calls of the process so far. */
export interface CallCounts {
  readonly hits: number;
  readonly misses: number;
}

/** What is answered, under the number `n`. */
export type Question =
  /** The version of a row, as a transaction sees it or as everybody does. */
  | { readonly do: 'read'; readonly row: number; readonly transaction: number | undefined }
  /** Rows and versions in pairs, of those of the rows that are there. */
  | { readonly do: 'list'; readonly rows: readonly number[]; readonly transaction: number | undefined }
  /** Changes a row; `value` names what an invalidation that begins now stands for. */
  | {
      readonly do: 'change';
      readonly row: number;
      readonly becomes: Becomes;
      readonly covers: Covers;
      readonly how: string;
    }
  | { readonly do: 'open' }
  | { readonly do: 'write'; readonly transaction: number; readonly row: number; readonly becomes: Becomes }
  /** `value` names what the invalidation after it stands for. */
  | { readonly do: 'commit'; readonly transaction: number; readonly covers: Covers }
  | { readonly do: 'rollBack'; readonly transaction: number }
  /** Calls begin now; `value` names them. */
  | { readonly do: 'begin'; readonly asked: readonly Asked[]; readonly transaction: number | undefined };

/** What is not answered. */
export type News =
  | { readonly do: 'hello'; readonly name: string }
  /** What the change stands for must be seen by all from now on, or by this process alone: no store took it yet. */
  | { readonly do: 'acknowledge'; readonly change: number; readonly by: 'all' | 'own'; readonly isLate?: true }
  /** What the calls gave, one for each: pairs of row and version, or the text of an error. */
  | {
      readonly do: 'gave';
      readonly begun: number;
      readonly values: readonly (readonly number[] | string)[];
      readonly counts: CallCounts;
    }
  /** The wall clock of the process is so far from the machine's now, in milliseconds. */
  | { readonly do: 'jump'; readonly offset: number }
  /** Something went wrong that never may. */
  | { readonly do: 'fail'; readonly problem: string };

export type RowMessage = (Question & { readonly n: number }) | News;

export interface RowAnswer {
  readonly n: number;
  readonly value: number | readonly number[];
}
