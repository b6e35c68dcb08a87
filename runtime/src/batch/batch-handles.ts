import type { Handle } from '../call/handle.ts';
import { MISS } from '../call/miss.ts';
import { refuseSlowStore } from '../call/refuse-slow-store.ts';
import { toBatch } from './batch.ts';
import { batchOperationsOn } from './batch-operations.ts';
import { CHUNK } from './in-chunks.ts';
import { openCall } from './open-call.ts';
import { answerAtHand, takeAtHand } from './serve-at-hand.ts';
import { serveBatch } from './serve-batch.ts';

/** Lets the handles of batches run as batches; answers all of them. */
export function batchHandles(handles: Handle[]): Handle[] {
  for (const handle of handles) if (handle.spec.batch !== undefined) makeBatch(handle);
  return handles;
}

function makeBatch(handle: Handle): void {
  const batch = toBatch(handle);
  handle.run = (body, ...values) => {
    refuseSlowStore(handle);
    const given = values[batch.spec.hole];
    const isList = Array.isArray(given) && given.length <= CHUNK;
    const atHand = isList ? takeAtHand({ batch, values }, given) : undefined;
    // Compiled code makes the promise.
    if (isList && atHand?.includes(MISS) === false) return answerAtHand(batch, given, atHand);
    return handle.drive(serveBatch(openCall(batch, { body, values }), atHand));
  };
  handle.operations = (target) => batchOperationsOn(batch, target);
}
