import { knownOf } from '../call/known-calls.ts';
import type { Steps } from '../call/steps.ts';
import { openAnswer } from './assemble.ts';
import type { BatchCall } from './batch.ts';
import { eachInChunks, inChunks, WAITED } from './in-chunks.ts';
import { lookAll } from './look-all.ts';
import { openItems } from './open-items.ts';

/** What is stored for the items of a call. */
export interface Peeked {
  /** In the form of the function's answer; in a list by order `undefined` for what is not stored. */
  readonly value: unknown;
  /** Number of items that are stored. */
  readonly found: number;
  /** Items that are not. */
  readonly missing: readonly unknown[];
}

/** Looks for all items; runs nothing. */
export function* peekItems(call: BatchCall): Steps<Peeked> {
  const { batch } = call;
  const { order, items } = yield* openItems(call);
  const missing: unknown[] = [];
  yield* inChunks(WAITED, items, function* (chunk) {
    const sought = chunk.map(({ call }) => ({ known: knownOf(call) }));
    const looked = yield* lookAll(batch, sought);
    for (const [i, item] of chunk.entries()) {
      const found = looked[i];
      if (found !== undefined && 'value' in found) item.answer = found;
      else missing.push(item.item);
    }
  });
  const answer = openAnswer(batch);
  yield* eachInChunks(WAITED, order, ({ item, answer: had }) => {
    answer.put(item, had === undefined || 'error' in had ? undefined : had.value);
  });
  return { value: answer.close(), found: items.length - missing.length, missing };
}
