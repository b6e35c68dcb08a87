/**
 * A writer's call: the body, then the invalidation.
 *
 * After the body has succeeded, what its result holds ends, and what parameters name. After it has failed, only the
 * latter: a commit may have happened before the error.
 */
import type { Cache } from '../cache.ts';
import { type Steps, settle } from '../call/steps.ts';
import type { MissingEntityIdError } from '../errors.ts';
import { invalidate } from '../invalidation/invalidate.ts';
import { deliverAtOnce } from './deliver-at-once.ts';
import type { Ended, Writer } from './writer.ts';

/** One call of a writer. */
export interface Writing {
  readonly writer: Writer;
  readonly body: () => unknown;
  readonly values: readonly unknown[];
}

/**
 * Runs the body and invalidates; answers what the body gave.
 * @throws MissingEntityIdError (HF3012) where an id is missing; what is known is invalidated all the same.
 * @throws InvalidationError (HF3005) where a store did not take it. The body has succeeded then.
 */
export function* write(cache: Cache, { writer, body, values }: Writing): Steps<unknown> {
  const known = writer.endKnown(values);
  let result: unknown;
  try {
    const answer = body();
    result = writer.spec.calls === 'sync' ? answer : yield* settle(answer);
  } catch (error) {
    yield* endAfterFailure(cache, writer, known);
    throw error;
  }
  const found = writer.endFound(values, result);
  const dependencies = [...new Set([...known.dependencies, ...found.dependencies])];
  const missing = found.missing ?? withResult(known, result);
  try {
    yield* end(cache, writer, dependencies);
  } catch (error) {
    // Two things went wrong, and this one leaves others stale.
    if (missing !== undefined) report(cache, writer, missing);
    throw error;
  }
  if (missing !== undefined) throw missing;
  return result;
}

/** Whatever fails here is an event: the caller gets the body's own error. */
function* endAfterFailure(cache: Cache, writer: Writer, { dependencies, missing }: Ended): Steps<void> {
  if (missing !== undefined) report(cache, writer, missing);
  try {
    yield* end(cache, writer, dependencies);
  } catch (error) {
    report(cache, writer, error);
  }
}

function* end(cache: Cache, { spec }: Writer, dependencies: readonly string[]): Steps<void> {
  if (dependencies.length === 0) return;
  const targets = { dependencies, keys: [] };
  yield* spec.calls === 'sync' ? invalidate(cache, targets, deliverAtOnce) : invalidate(cache, targets);
}

function report(cache: Cache, { spec }: Writer, error: unknown): void {
  cache.events.emit('error', { operation: 'invalidate', error, id: spec.id });
}

/** The error of a parameter that is no id, as the caller gets it after the body has run. */
function withResult({ missing }: Ended, result: unknown): MissingEntityIdError | undefined {
  return missing && Object.assign(missing, { result });
}
