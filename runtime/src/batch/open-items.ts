import type { Call } from '../call/call.ts';
import type { Steps } from '../call/steps.ts';
import { type BatchCall, callOfItem } from './batch.ts';
import { equalItem } from './equal-item.ts';
import { eachInChunks, WAITED } from './in-chunks.ts';
import type { Item } from './item.ts';

/** An item with the call of a single function that would have the same entry. */
export interface OpenItem extends Item {
  readonly call: Call;
}

/** The items of a call. */
export interface OpenItems {
  /** In the order of its list, as often as it has them. */
  readonly order: readonly OpenItem[];
  /** Each once, in order of first appearance. */
  readonly items: readonly OpenItem[];
  /** Where in the list each of them stands first. */
  readonly firstPlaces: readonly number[];
}

/** @throws UnkeyableArgumentError (HF3001) for an item that cannot be part of a key */
export function* openItems({ batch, values, items }: BatchCall): Steps<OpenItems> {
  const byKey = new Map<string, OpenItem>();
  const order: OpenItem[] = [];
  const firstPlaces: number[] = [];
  yield* eachInChunks(WAITED, items, (item, place) => {
    const call = callOfItem(batch, values, item);
    let known = byKey.get(call.key);
    if (known === undefined) {
      known = { item, call, answer: undefined };
      byKey.set(call.key, known);
      firstPlaces.push(place);
    }
    order.push(equalItem(item, known));
  });
  return { order, items: [...byKey.values()], firstPlaces };
}
