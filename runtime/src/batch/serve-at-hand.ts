import { openAnswer } from './assemble.ts';
import type { Batch, BatchCall } from './batch.ts';

/**
 * What memory has at hand for some items of a call, without making their keys: a value or `MISS` for each; `undefined`
 * where nothing can be at hand.
 */
export function takeAtHand(
  { batch, values }: Pick<BatchCall, 'batch' | 'values'>,
  items: readonly unknown[],
): readonly unknown[] | undefined {
  const { handle, spec } = batch;
  const { key } = handle.spec;
  // Where the list itself is no part of the key, paths of the item are.
  if (handle.atHand === undefined || spec.hole >= key.holes) return undefined;
  const keyValues = values.length === key.holes ? values : values.slice(0, key.holes);
  return handle.atHand.serveEach(keyValues, spec.hole, items);
}

/** The answer of a call of which all items are at hand. */
export function answerAtHand(batch: Batch, items: readonly unknown[], atHand: readonly unknown[]): unknown {
  const { answers, by } = batch.spec;
  if (answers === 'list' && by === undefined) return atHand;
  const answer = openAnswer(batch);
  for (let place = 0; place < items.length; place++) answer.put(items[place], atHand[place]);
  return answer.close();
}
