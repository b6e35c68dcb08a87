/** `holdfast/batch`: what compiled code needs for `@batch`, and the cache of a batch with types of its own. */

import { operationsOn } from './api/cache-of.ts';
import { resolveTarget } from './api/resolve-target.ts';
import { batchHandles } from './batch/batch-handles.ts';
import type { BatchOf } from './batch/batch-of.ts';
import type { AnyFunction, Handle } from './call/handle.ts';
import { ConfigurationError } from './errors.ts';
import { sharedCache } from './shared-cache.ts';

export type { BatchOf } from './batch/batch-of.ts';
export { BatchItemError, BatchResultError } from './errors.ts';
export type { BatchSpec } from './spec.ts';

/** For compiled code only: lets the functions that have `@batch` run as batches; answers all handles. */
export function batches(handles: Handle[]): Handle[] {
  return batchHandles(handles);
}

/**
 * What `cacheOf` gives for a batch, with the types of a batch: `key` gives a list, `peek` what is stored of a list.
 *
 * @throws NotTransformedError (HF3002) where the build did not transform the function.
 * @throws ConfigurationError (HF2001) where it has no `@batch`.
 */
export function batchOf<F extends AnyFunction>(fn: F): BatchOf<F>;
export function batchOf<O extends object, Name extends keyof O>(
  object: O,
  method: Name,
): O[Name] extends AnyFunction ? BatchOf<O[Name]> : never;
export function batchOf<F extends AnyFunction>(object: object, method: F): BatchOf<F>;
export function batchOf(subject: unknown, method?: PropertyKey | AnyFunction): unknown {
  const { cache } = sharedCache();
  const target = resolveTarget(cache, { subject, method });
  if (target.handle.spec.batch !== undefined) return operationsOn(cache, target);
  throw new ConfigurationError(
    `${target.handle.spec.id} has no @batch line, so its calls have one entry each. Write cacheOf in place of batchOf.`,
  );
}
