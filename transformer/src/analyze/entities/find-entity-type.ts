import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import { entitiesOfType } from './entities-of-type.ts';
import { readEntityIndex } from './entity-index.ts';
import { listNested } from './list-parts.ts';

/** An entity type in a result. */
export interface FoundEntityType {
  /** Of the entity: `user`. */
  readonly name: string;
  /** Where it stands in the result: `items[].author`; empty where it is the whole. */
  readonly path: string;
}

const answers = new WeakMap<ts.Type, { readonly found: FoundEntityType | undefined }>();

/** The outermost type with `@entity` in a result; `undefined` where there is none. Searched once for each type. */
export function findEntityType(context: TypeContext, type: ts.Type): FoundEntityType | undefined {
  if (readEntityIndex(context).names.length === 0) return undefined;
  const known = answers.get(type);
  if (known !== undefined) return known.found;
  const found = search(context, type);
  answers.set(type, { found });
  return found;
}

function search(context: TypeContext, whole: ts.Type): FoundEntityType | undefined {
  for (const { type, path } of listNested(context, whole)) {
    const [entity] = entitiesOfType(context, type);
    if (entity !== undefined) return { name: entity.name, path };
  }
  return undefined;
}
