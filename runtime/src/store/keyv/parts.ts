import type { Stamp } from '../../stamp/stamp.ts';
import type { Clocks } from './marks.ts';
import type { OwnerBounds } from './owner-bounds.ts';
import type { TextRows } from './text-rows.ts';
import type { Rules } from './verdict.ts';

/** What a computation saw before its body ran. */
export interface Seen {
  readonly key: string;
  /** Token of the key's mark; empty: it had none; `undefined`: nothing is known. */
  readonly keyToken: string | undefined;
  /** Tokens of the markers, by dependency. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** What the verbs of a store work on. */
export interface Parts extends Rules {
  readonly rows: TextRows;
  readonly clocks: Clocks;
  readonly bounds: OwnerBounds;
  /** By the stamp that the computation was given: the same object comes back with its result. */
  readonly seen: WeakMap<Stamp, Seen>;
}
