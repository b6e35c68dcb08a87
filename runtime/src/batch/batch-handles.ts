import type { Handle } from '../call/handle.ts';
import { toBatch } from './batch.ts';
import { batchOperationsOn } from './batch-operations.ts';
import { openCall } from './open-call.ts';
import { serveBatch } from './serve-batch.ts';

/** Lets the handles of batches run as batches; answers all of them. */
export function batchHandles(handles: Handle[]): Handle[] {
  for (const handle of handles) if (handle.spec.batch !== undefined) makeBatch(handle);
  return handles;
}

function makeBatch(handle: Handle): void {
  const batch = toBatch(handle);
  handle.run = (body, ...values) => handle.drive(() => serveBatch(openCall(batch, { body, values })));
  handle.operations = (target) => batchOperationsOn(batch, target);
}
