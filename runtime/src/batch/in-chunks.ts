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
export function inChunks<T>(
  { calls }: Pick<FunctionSpec, 'calls'>,
  all: readonly T[],
  step: (chunk: readonly T[]) => Steps<void>,
): Steps<void> {
  if (all.length === 0) return NOTHING;
  // Nearly always; and many calls for one item each are as many steps that all stand and wait.
  return all.length <= CHUNK ? step(all) : eachChunk(all, { step, isPatient: calls === 'async' });
}

interface Chunked<T> {
  readonly step: (chunk: readonly T[]) => Steps<void>;
  readonly isPatient: boolean;
}

function* eachChunk<T>(all: readonly T[], { step, isPatient }: Chunked<T>): Steps<void> {
  for (let start = 0; start < all.length; start += CHUNK) {
    if (start > 0 && isPatient) yield othersTurn();
    yield* step(all.slice(start, start + CHUNK));
  }
}

/** Steps that are done. */
const NOTHING: Steps<void> = nothing();
NOTHING.next();

function* nothing(): Steps<void> {}

/** Lets the rest of the process have its turn. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Does a thing for each of them, in chunks. */
export function eachInChunks<T>(
  spec: Pick<FunctionSpec, 'calls'>,
  all: readonly T[],
  step: (one: T, place: number) => void,
): Steps<void> {
  let place = 0;
  return inChunks(spec, all, (chunk) => {
    for (const one of chunk) step(one, place++);
    return NOTHING;
  });
}
