import type { Captured } from '../call/capture.ts';
import { UnkeyableArgumentError } from '../errors.ts';
import type { Batch, BatchBody, BatchCall } from './batch.ts';

/**
 * A call of a batch from what compiled code passes.
 * @throws UnkeyableArgumentError (HF3001) where its list is none
 */
export function openCall(batch: Batch, { body, values }: Captured): BatchCall {
  const { handle, spec } = batch;
  const given = values[spec.hole];
  if (!Array.isArray(given) && !(given instanceof Set)) {
    const name = handle.spec.holes[spec.hole] ?? '';
    const what = given === null ? 'null' : typeof given;
    throw new UnkeyableArgumentError(
      `${handle.spec.id}: ${name} is no list of items (${what}), so there is nothing to make keys from. Pass ${spec.items === 'set' ? 'a Set' : 'an array'}, an empty one where there are no items.`,
    );
  }
  // The build passes a function of the list; the list itself may change while its items are computed.
  return { batch, values, items: [...given], body: body as BatchBody };
}
