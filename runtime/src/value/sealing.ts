import type { Isolation } from './isolate.ts';

/**
 * How a store that holds bytes writes values: `{ name: 'data', encode, decode }`. `encode` throws where it cannot carry
 * the value as it is; `decode` throws where the bytes are none of its own. Neither runs code it was given.
 */
export interface Codec {
  /** Stored beside every entry: `data`, `json`, `yaml`, or a name of the developer's. */
  readonly name: string;
  encode(value: unknown): string | Uint8Array;
  decode(payload: string | Uint8Array): unknown;
}

/** A result as a store of bytes holds it. */
export interface SealedValue {
  /** Name of the codec, with what was done to its bytes: `data`, `data+gzip`. */
  readonly codec: string;
  /** Shape hash of the writer's return type, and behind `~` what it looks for in results; absent: not checked. */
  readonly shape?: string;
  readonly payload: string | Uint8Array;
}

/** What of a function and of `configure` decides how its values are held. */
export interface SealOptions {
  readonly isolate: Isolation;
  /** Name of the codec to write with. */
  readonly codec: string;
  /** Given codecs by name, which count before the built-in ones. */
  readonly codecs: ReadonlyMap<string, Codec>;
  readonly shape: string | undefined;
}

/** A result that is ready to be stored. */
export interface Sealed {
  /** What the store is given. */
  readonly held: unknown;
  /** Bytes of it, where it is bytes. */
  readonly bytes?: number;
  /** A value for one caller; called once for each. */
  readonly take: () => unknown;
}

/**
 * What `open` answers for something that cannot be read: garbage, a foreign codec, another shape. The same in every copy
 * of the package, since a store may come from another copy than the runtime.
 */
export const UNREADABLE: unique symbol = Symbol.for('holdfast.unreadable');

/** Turns results into what a store holds, and back. */
export interface Sealing {
  /** `undefined` where the value cannot be held as it is: it is returned, not stored. May throw for the same reason. */
  seal(value: unknown, options: SealOptions): Sealed | undefined;
  /** A value for one caller, or `UNREADABLE`. May throw: the same, with a reason. */
  open(held: unknown, options: SealOptions): unknown;
}
