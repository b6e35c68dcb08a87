import { MissingEntityIdError } from '../errors.ts';
import type { FunctionSpec, Tracked } from '../spec.ts';
import { entityDependency, isEntityIdPart } from '../stamp/dependency.ts';
import { describeNoId } from './describe-no-id.ts';

/**
 * The dependency of one entity that parameters name, from the values of a call: `@tracks user:{userId}` → `e:user:42`.
 * Throws MissingEntityIdError HF3012 where a value is no id.
 */
export type EntityOf = (values: readonly unknown[]) => string;

/** An entity that parameters name. */
export type KnownEntity = Extract<Tracked, { readonly ids: unknown }>;

/** What of the list is known from the arguments. */
export function listKnown(tracked: FunctionSpec['tracks']): readonly KnownEntity[] {
  return tracked === undefined || tracked === 'none' ? [] : tracked.filter((one) => 'ids' in one);
}

/** Compiles what a function names by its parameters. */
export function compileTracks(
  { id, holes }: Pick<FunctionSpec, 'id' | 'holes'>,
  known: readonly KnownEntity[],
): readonly EntityOf[] {
  return known.map(({ entity, ids }) => (values) => {
    const parts = ids.map((index) => values[index]);
    if (parts.every(isEntityIdPart)) return entityDependency(entity, parts);
    const at = parts.findIndex((part) => !isEntityIdPart(part));
    const value = parts[at];
    throw new MissingEntityIdError(
      `${id}: {${holes[ids[at] ?? -1]}} is ${describeNoId(value)}, so it names no ${entity}; ids are strings, numbers and bigints. Pass one of these.`,
      { entity, value },
    );
  });
}
