import type { Captured } from '../call/capture.ts';
import { unkeyableError } from '../key/unkeyable-error.ts';
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
    const hole = { owner: handle.spec.id, name, form: 'arguments', excluded: '' } as const;
    throw unkeyableError(`is no list of items (${given === null ? 'null' : typeof given})`, hole, undefined);
  }
  // The build passes a function of the list; the list itself may change while its items are computed.
  return { batch, values, items: [...given], body: body as BatchBody };
}
