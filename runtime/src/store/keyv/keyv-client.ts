import type { Milliseconds } from '../../units.ts';

/** A text under a name. */
export interface TextRow {
  readonly name: string;
  readonly text: string;
  /** How long it is kept; 0: without end. */
  readonly ttl: Milliseconds;
}

/** What the protocol asks of a Keyv, an adapter or a map. Everything that fails rejects; nothing is taken for absent. */
export interface KeyvClient {
  /** `keyv` or `map`. */
  readonly kind: string;
  /** It throws entries out by itself, so that any row may be lost at any moment. */
  readonly evicts: boolean;
  /** Most bytes of a name. */
  readonly longestName: number;
  /** Names that begin with this are taken for prefixed already; empty: none are. */
  readonly reserved: string;
  /** What stands under each name, in order; `undefined`: nothing. Names are not repeated. */
  getMany(names: readonly string[]): Promise<readonly unknown[]>;
  /** Resolves when all are there. Names are not repeated. */
  setMany(rows: readonly TextRow[]): Promise<void>;
  deleteMany(names: readonly string[]): Promise<void>;
  /** Takes away what was added to the given object; the object itself stays open. */
  close(): void;
}
