import type ts from 'typescript';
import type { EntitiesLine } from '../../parse-tag-lines/tag-line.ts';
import type { NamedFunction } from '../named-function.ts';
import type { IdPaths } from './id-paths.ts';

/** An entity that is looked for in results. */
export interface Quest {
  readonly line: EntitiesLine;
  readonly entity: string;
  readonly seeks: Seek;
}

/**
 * How it is recognized:
 * - `type`: its types say so, by `@entity` or as the rows of a model. `idOf` is where the id of such a type stands.
 * - `property`: the outermost objects with these properties are the entities.
 * - `function`: what a function takes as its first parameter is one, again the outermost; its answer is the id.
 * - `self`: the results, or the items of the lists that they are, are the ids.
 */
export type Seek =
  | { readonly by: 'type'; readonly idOf: (type: ts.Type) => IdPaths | undefined }
  | { readonly by: 'property'; readonly id: IdPaths }
  | { readonly by: 'function'; readonly named: NamedFunction; readonly takes: ts.Type }
  | { readonly by: 'self' };
