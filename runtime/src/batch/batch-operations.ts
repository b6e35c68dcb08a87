import { type CacheOf, callOperationsOn, captured } from '../api/cache-of.ts';
import { storeOf } from '../cache.ts';
import { capture, type Target } from '../call/capture.ts';
import type { AnyFunction } from '../call/handle.ts';
import { driveAsync, type Steps, settle } from '../call/steps.ts';
import { NotCachedError } from '../errors.ts';
import { invalidateKeys } from '../invalidation/invalidate.ts';
import { type Batch, type BatchCall, callBody } from './batch.ts';
import { countItems } from './count-items.ts';
import { inChunks, WAITED } from './in-chunks.ts';
import { openCall } from './open-call.ts';
import { openItems } from './open-items.ts';
import { type Peeked, peekItems } from './peek-items.ts';
import { primeBatch, recomputeBatch } from './recompute-batch.ts';
import { listItems } from './refuse-result.ts';

type Args = readonly unknown[];

/** The operations on the cache of a batch: those of any function, by item where they are about entries. */
export function batchOperationsOn(batch: Batch, target: Target): CacheOf<AnyFunction> {
  const { handle } = batch;
  const { cache } = handle;
  const callOf = (args: Args): Promise<BatchCall> => captured(target, args, (call) => openCall(batch, call));
  const drive = <T>(steps: Steps<T>): Promise<T> => driveAsync(steps, cache.surroundings.pause);
  const operations = {
    ...callOperationsOn(cache, target),
    key: (...args: Args) => keysOf(openCall(batch, capture(target, args))),
    invalidate: async (...args: Args) => drive(invalidateItems(await callOf(args))),
    refresh: async (...args: Args) => drive(recomputeBatch(await callOf(args))),
    prime: async (args: Args, load: () => unknown) => drive(primeBatch(await callOf(args), load)),
    require: async (...args: Args) => requireItems(await callOf(args), drive),
    uncached: async (...args: Args) => {
      const call = await callOf(args);
      return callBody(call, call.items);
    },
    peek: async (...args: Args) => toFound(await drive(peekItems(await callOf(args)))),
  };
  // What a function takes and gives is known to the compiler only; what a batch gives in another form is in `BatchOf`.
  return operations as unknown as CacheOf<AnyFunction>;
}

function keysOf({ batch, values, items }: BatchCall): readonly string[] {
  return items.map((item) => batch.handle.keyOf(batch.keyedBy(values, item)));
}

/** Ends the entries of all items; whether there was one. */
function* invalidateItems(call: BatchCall): Steps<boolean> {
  const { cache } = call.batch.handle;
  const { items } = yield* openItems(call);
  let ended = false;
  yield* inChunks(WAITED, items, function* (chunk) {
    const keys = chunk.map((item) => item.call.key);
    for (const { call: one } of chunk) storeOf(cache, one.handle.spec).expectEnd?.(one);
    if (yield* settle(invalidateKeys(cache, keys))) ended = true;
  });
  return ended;
}

async function requireItems(call: BatchCall, drive: (steps: Steps<Peeked>) => Promise<Peeked>): Promise<unknown> {
  const { value, missing } = await drive(peekItems(call));
  if (missing.length === 0) return value;
  throw new NotCachedError(
    `${call.batch.handle.spec.id} has no entry for ${missing.length} of ${countItems(call.items.length)} (${listItems(missing)}), and require() never runs the function.`,
  );
}

function toFound({ value, found }: Peeked): { readonly value: unknown } | undefined {
  return found === 0 ? undefined : { value };
}
