/** In the place of `holdfast/entities` in a compiled file: the same, and the arguments of `find` are kept. */
import { type FindingSpec, type Found, find as findEntities, type Walk } from 'holdfast/entities';

export * from 'holdfast/entities';

/** A walk over the results of a function, as the build wrote it. */
export interface CapturedWalk {
  readonly spec: FindingSpec;
  readonly walk: (result: unknown, found: Found) => void;
}

/** By the name of the function. */
export const captured = new Map<string, CapturedWalk>();

export function find<V>(spec: FindingSpec, walk: Walk<V, []>, result: V): readonly string[] {
  // Whoever takes it gives it results of this function.
  captured.set(spec.id, { spec, walk: walk as CapturedWalk['walk'] });
  return findEntities(spec, walk, result);
}
