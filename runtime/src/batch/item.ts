import type { Call } from '../call/call.ts';
import type { Flight, Place } from '../call/flights.ts';
import type { Outcome } from '../call/keep.ts';
import type { KnownCall } from '../call/known-calls.ts';
import type { Stamp } from '../stamp/stamp.ts';

/** What a call has for an item. */
export type Answer =
  | { readonly value: unknown }
  | {
      readonly error: unknown;
      /** The error is not the item's own: nothing was computed for any of those that were asked for with it. */
      readonly ofAll: boolean;
    };

/** One item of a call, however often its list has it. */
export interface Item {
  readonly item: unknown;
  answer: Answer | undefined;
}

/** An item that memory does not have at hand. */
export interface SoughtItem extends Item {
  /** What the call of a single function would ask that has the same key. */
  readonly known: KnownCall;
  /** Of that call. */
  readonly values: readonly unknown[];
  /** That call, where it was made already. */
  call: Call | undefined;
  readonly place: Place;
  /** Place in the order of arrival. */
  readonly came: number;
}

/** An item that is computed. */
export interface Seat {
  /** Of its item in the list that the body is called with. */
  readonly place: number;
  readonly call: Call;
  readonly flight: Flight;
  /** The flight of the body that computes it and others. */
  readonly carrier: Flight;
  /** Taken before the body runs; absent: the result is not stored. */
  readonly stamp: Stamp | undefined;
  /** Is told what became of it; absent where only calls of single functions wait for it. */
  readonly asked: Item | undefined;
  /** What became of its write; absent: it has none. */
  outcome: Outcome | undefined;
}
