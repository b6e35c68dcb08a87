import type { Body, Call } from '../call/call.ts';
import type { Handle } from '../call/handle.ts';
import { ConfigurationError } from '../errors.ts';
import type { BatchSpec } from '../spec.ts';
import { readPath } from './read-path.ts';

/** What a batch function is, made ready once. */
export interface Batch {
  readonly handle: Handle;
  readonly spec: BatchSpec;
  /** The values of a call with the item in place of the list, as far as keys and tags hold them. */
  readonly keyedBy: (values: readonly unknown[], item: unknown) => unknown[];
  /** The values of the call of one item, from those of a call of the function. */
  readonly valuesOf: (values: readonly unknown[], item: unknown) => readonly unknown[];
}

/** Computes some of the items of a call. */
export interface BatchBody extends Pick<Body, 'instead'> {
  (items: readonly unknown[] | ReadonlySet<unknown>): unknown;
}

/** A call of a batch function. */
export interface BatchCall {
  readonly batch: Batch;
  /** Of all holes of the spec, as compiled code passes them. */
  readonly values: readonly unknown[];
  readonly items: readonly unknown[];
  readonly body: BatchBody;
  /** The body is not the function's own but what `prime` was given. */
  readonly loads?: boolean;
}

/** What a function of the developer's is called with in compiled code. */
type ItemFunction = (...args: readonly unknown[]) => unknown;

/** @throws ConfigurationError (HF2001) where the function takes no list */
export function toBatch(handle: Handle): Batch {
  const { batch, holes, key, id, if: kept = -1, finds = -1 } = handle.spec;
  if (batch === undefined) throw new ConfigurationError(`${id} is no batch.`);
  const ofItem = holes.flatMap((name, at) =>
    at >= key.holes && at !== kept && at !== finds && name.endsWith('()') ? [at] : [],
  );
  // `ids.team.id` is read from the item: the list that compiled code has at hand has no such path.
  const list = `${holes[batch.hole]}.`;
  const parts = holes.flatMap((name, at) => (name.startsWith(list) ? [[at, name.slice(list.length)] as const] : []));
  const keyedBy = (values: readonly unknown[], item: unknown): unknown[] => {
    const own = [...values];
    own[batch.hole] = item;
    for (const [at, path] of parts) own[at] = readPath(item, path);
    return own;
  };
  const valuesOf = (values: readonly unknown[], item: unknown): readonly unknown[] => {
    const own = keyedBy(values, item);
    for (const at of ofItem) own[at] = functionAt(values, at)(item);
    if (kept >= 0) own[kept] = keeperOf(functionAt(values, kept), item);
    return own;
  };
  return { handle, spec: batch, keyedBy, valuesOf };
}

function functionAt(values: readonly unknown[], at: number): ItemFunction {
  // The build passes functions of the item in these holes, and one of result and item in that of `if`.
  return values[at] as ItemFunction;
}

function keeperOf(keeps: ItemFunction, item: unknown): (result: unknown) => unknown {
  return (result) => keeps(result, item);
}

/** Calls the body with these items, in a container like the parameter's; what it does to that is its own affair. */
export function callBody({ batch, body }: BatchCall, items: readonly unknown[]): unknown {
  return body(batch.spec.items === 'set' ? new Set(items) : [...items]);
}

/** The call of a single function that would have the same entry as the item. @throws UnkeyableArgumentError (HF3001) */
export function callOfItem({ handle, valuesOf }: Batch, values: readonly unknown[], item: unknown): Call {
  return handle.callWith(valuesOf(values, item), bodyOfItem);
}

/** Items are computed together. */
export function bodyOfItem(): never {
  throw new Error('an item of a batch has no body of its own.');
}
