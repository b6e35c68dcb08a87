import { MissingEntityIdError } from '../errors.ts';
import type { Tracked } from '../spec.ts';
import { Found } from './found.ts';
import { missingEntityId } from './missing-entity-id.ts';

/** What of a spec says where entities are: that of a cached function, or of a writer. */
export interface FindingSpec {
  readonly id: string;
  readonly tracks?: readonly Tracked[] | 'none';
  readonly invalidates?: readonly Tracked[];
}

/**
 * Goes through a result and reports each entity that it holds, as the build wrote it from the types.
 * @param functions those of `id=fn`
 */
export type Walk<V, F extends readonly unknown[]> = (value: V, found: Found, ...functions: F) => void;

/**
 * For compiled code only: the dependencies that a result has by what it holds, each once: `['e:user:42', 'c:user']`.
 *
 * @throws MissingEntityIdError (HF3012) where an id is missing or unusable, or the walk fails; it carries the result and
 * what was found all the same.
 */
// biome-ignore lint/complexity/useMaxParams: compiled code passes what each function needs, without an object for each call.
export function find<V, F extends readonly unknown[]>(
  spec: FindingSpec,
  walk: Walk<V, F>,
  result: V,
  ...functions: F
): readonly string[] {
  const tracked = listTracked(spec);
  const found = new Found(tracked);
  const failure =
    result === null || result === undefined ? undefined : tryWalk(() => walk(result, found, ...functions));
  const dependencies = found.names();
  if (failure !== undefined) throw failedWalk(spec, { tracked, result, dependencies, cause: failure.error });
  if (found.missing !== undefined) throw missingEntityId(spec.id, { ...found.missing, result, dependencies });
  return dependencies;
}

function listTracked({ tracks = [], invalidates = [] }: FindingSpec): readonly Tracked[] {
  return tracks === 'none' ? [] : [...tracks, ...invalidates];
}

function tryWalk(walk: () => void): { readonly error: unknown } | undefined {
  try {
    walk();
    return undefined;
  } catch (error) {
    return { error };
  }
}

interface FailedWalk {
  readonly tracked: readonly Tracked[];
  readonly result: unknown;
  readonly dependencies: readonly string[];
  readonly cause: unknown;
}

/** A function of `id=` failed, or the result is not what its type says. */
function failedWalk({ id }: FindingSpec, { tracked, ...facts }: FailedWalk): MissingEntityIdError {
  const entity = [...new Set(tracked.filter((one) => 'paths' in one).map((one) => one.entity))].join(', ');
  return new MissingEntityIdError(
    `${id}: the ids of ${entity} could not be read from the result, for its type does not tell the truth or a function of id= failed. The cause says what was met.`,
    { ...facts, entity, value: undefined },
  );
}
