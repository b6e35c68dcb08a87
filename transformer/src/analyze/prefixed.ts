import type { IdPrefix } from '../bind/bind-id-prefix.ts';

/** The id of a function with what `@idPrefix` puts before those of its file; a refused one puts nothing. */
export function prefixed(idPrefix: IdPrefix, name: string | undefined): string | undefined {
  return typeof idPrefix === 'string' || name === undefined ? name : `${idPrefix.name}.${name}`;
}
