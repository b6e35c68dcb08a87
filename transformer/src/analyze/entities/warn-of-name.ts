import { editDistance } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { EntitiesLine } from '../../parse-tag-lines/tag-line.ts';
import type { TypeContext } from '../types/type-context.ts';
import { readEntityIndex } from './entity-index.ts';

/**
 * `@invalidates users:{id}`, one letter from the entity of a type: what is invalidated under the one name is not what is
 * tracked under the other. It is no error, since an entity needs no type and may well be called so.
 */
export function warnOfName(context: TypeContext, { tag, target }: EntitiesLine): readonly Diagnostic[] {
  if (target.of !== 'entity' && target.of !== 'arguments') return [];
  const { entity } = target;
  const { names } = readEntityIndex(context);
  const nearest = names.includes(entity.name) ? undefined : names.find((name) => editDistance(name, entity.name) === 1);
  return nearest === undefined ? [] : [DIAGNOSTICS.unknownEntity(entity, { tag, entity: entity.name, nearest })];
}
