import type { Steps } from '../call/steps.ts';
import type { FunctionSpec } from '../spec.ts';

/** Most items that are handled at a time, and that one request to a store names. */
export const CHUNK = 1000;

/** How operations go through their steps, which are always waited for. */
export const WAITED = { calls: 'async' } as const;

/**
 * Goes through all of them in chunks. Between two chunks the rest of the process has its turn, where the function can
 * wait for that.
 */
export function* inChunks<T>(
  { calls }: Pick<FunctionSpec, 'calls'>,
  all: readonly T[],
  step: (chunk: readonly T[]) => Steps<void>,
): Steps<void> {
  for (let start = 0; start < all.length; start += CHUNK) {
    if (start > 0 && calls === 'async') yield new Promise((resolve) => setImmediate(resolve));
    yield* step(all.length <= CHUNK ? all : all.slice(start, start + CHUNK));
  }
}

/** Does a thing for each of them, in chunks. */
export function* eachInChunks<T>(
  spec: Pick<FunctionSpec, 'calls'>,
  all: readonly T[],
  step: (one: T, place: number) => void,
): Steps<void> {
  let place = 0;
  // biome-ignore lint/correctness/useYield: what is done in a chunk is not waited for.
  yield* inChunks(spec, all, function* (chunk) {
    for (const one of chunk) step(one, place++);
  });
}
