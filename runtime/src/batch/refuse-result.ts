import { inspect } from 'node:util';
import { BatchResultError } from '../errors.ts';
import { countItems } from './count-items.ts';
import type { Asked } from './split-result.ts';

/** What a body gave, as messages say it. */
export interface Received {
  /** `a list of 2`. */
  readonly what: string;
  /** What it should have been; absent: the count is wrong. */
  readonly wanted?: string;
  readonly count?: number;
  /** Results for what was not asked for. */
  readonly unasked?: readonly unknown[];
  /** An item that has more than one result. */
  readonly twice?: unknown;
}

/** Most items that a message names. */
const MOST_NAMED = 10;

/** The error for a result that does not fit its items: says what was asked for, what came, and what to do. */
export function refuseResult({ of, items }: Asked, received: Received): BatchResultError {
  const { id } = of.batch.handle.spec;
  const text = `${id} was called with ${countItems(items.length)} (${listItems(items)}) and gave ${received.what}${explain(of.batch.spec.by, received)} Nothing was stored.`;
  return new BatchResultError(text, { items, received: received.count });
}

/** The items as text, the first of them: `1, 2, '2', … and 90 more`. */
export function listItems(items: readonly unknown[]): string {
  const named = items.slice(0, MOST_NAMED).map((item) => inspect(item, { depth: 1, maxStringLength: 40 }));
  return items.length > MOST_NAMED ? `${named.join(', ')}, … and ${items.length - MOST_NAMED} more` : named.join(', ');
}

function explain(by: string | undefined, received: Received): string {
  const { wanted, unasked, twice } = received;
  if (wanted !== undefined) return `. A batch of this type gives ${wanted}.`;
  const place = by === undefined ? 'its name' : `its ${by}`;
  if (unasked !== undefined) {
    return `, among them one for ${listItems(unasked)}, which is none of the items. Each result belongs to the item that is ${place}; 1 and "1" are different items.`;
  }
  if ('twice' in received)
    return `, more than one of them for ${listItems([twice])}. There is one result for each item.`;
  return '. There must be one result for each item, in the order of the items, null for one that has none. Where the order is another, or results are missing, name what tells them apart in the @batch line: by=id.';
}
