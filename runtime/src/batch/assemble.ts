import type { Steps } from '../call/steps.ts';
import { BatchItemError } from '../errors.ts';
import type { Batch } from './batch.ts';
import { countItems } from './count-items.ts';
import { eachInChunks } from './in-chunks.ts';
import type { Item } from './item.ts';
import { listItems } from './refuse-result.ts';

/**
 * The answer of a call, from what its items have.
 * @param order the items of its list, as often as it has them
 * @throws the error of a body that failed as a whole, as it is; BatchItemError (HF3014) where single items failed
 */
export function* assemble(batch: Batch, order: readonly Item[]): Steps<unknown> {
  const answer = openAnswer(batch);
  let failed = false;
  yield* eachInChunks(batch.handle.spec, order, ({ item, answer: had }) => {
    if (had === undefined || 'error' in had) failed = true;
    else answer.put(item, had.value);
  });
  if (failed) throw yield* toError(batch, order);
  return answer.close();
}

/** An answer that is being put together. */
interface OpenAnswer {
  readonly put: (item: unknown, value: unknown) => void;
  readonly close: () => unknown;
}

/** In the form in which the body answers. */
export function openAnswer({ spec: { answers, by, absent } }: Batch): OpenAnswer {
  const isLeftOut = (value: unknown): boolean => value === undefined || (value === null && absent !== 'null');
  switch (answers) {
    case 'list': {
      const list: unknown[] = [];
      const put = (_item: unknown, value: unknown): void => {
        if (by === undefined || absent === 'null' || !isLeftOut(value)) list.push(value);
      };
      return { put, close: () => list };
    }
    case 'map': {
      const map = new Map<unknown, unknown>();
      const put = (item: unknown, value: unknown): void => {
        if (!isLeftOut(value)) map.set(item, value);
      };
      return { put, close: () => map };
    }
    case 'record': {
      const fields = new Map<string, unknown>();
      const put = (item: unknown, value: unknown): void => {
        if (!isLeftOut(value)) fields.set(String(item), value);
      };
      // Own fields, also `__proto__`.
      return { put, close: () => Object.fromEntries(fields) };
    }
  }
}

function* toError({ handle }: Batch, order: readonly Item[]): Steps<unknown> {
  const errors = new Map<unknown, unknown>();
  const results = new Map<unknown, unknown>();
  let ofAll: { readonly error: unknown } | undefined;
  yield* eachInChunks(handle.spec, order, ({ item, answer }) => {
    if (answer === undefined) throw new Error(`an item of ${handle.spec.id} was neither served nor computed.`);
    if ('value' in answer) results.set(item, answer.value);
    else if (answer.ofAll) ofAll ??= answer;
    else errors.set(item, answer.error);
  });
  if (ofAll !== undefined) return ofAll.error;
  const [first] = errors.values();
  const others = results.size === 0 ? '' : ' What the others have is in the results of this error, and stored as ever.';
  return new BatchItemError(
    `${handle.spec.id} failed for ${errors.size} of ${countItems(errors.size + results.size)} (${listItems([...errors.keys()])}): ${messageOf(first)}${others}`,
    { errors, results, cause: first },
  );
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
