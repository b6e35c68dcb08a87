import { DIAGNOSTICS } from '@holdfast/transformer';
import { collectionDependency, EVERYTHING, entityDependency, tagDependency } from 'holdfast/grammar';
import { CommandFailure } from '../command-failure.ts';
import type { InvalidationTarget } from './invalidation-target.ts';

/** Whatever is stored under the prefix. */
export const ALL: readonly InvalidationTarget[] = [{ shown: 'everything', dependency: EVERYTHING }];

/**
 * Entities of these ids; none: the collection. An id is as it is typed: `42`, and `1,7` for a composite one; a comma that
 * belongs to an id is `%2C`, and `%` before two digits is `%25`.
 * @throws CommandFailure HF2029 for what cannot be a name or an id.
 */
export function nameEntities(entity: string, ids: readonly string[]): readonly InvalidationTarget[] {
  if (entity === '') throw refuse('the name of the entity is empty', 'Name it: "holdfast invalidate entity user 42".');
  if (entity.includes(':')) throw refuseColon(entity, ids);
  if (ids.length === 0) return [{ shown: `the collection of ${entity}`, dependency: collectionDependency(entity) }];
  return ids.map((id) => ({
    shown: `${entity} ${id}`,
    dependency: entityDependency(entity, parseId(entity, id)),
  }));
}

/** @throws CommandFailure HF2029 for an empty tag, and for one that is private to a function. */
export function nameTags(tags: readonly string[]): readonly InvalidationTarget[] {
  return tags.map((tag) => {
    if (tag === '') throw refuse('the tag is empty', 'Name it: "holdfast invalidate tag team:5".');
    if (tag.startsWith('./')) {
      const fix = `Only the process that has it can end it, by cacheOf(fn).invalidateTag(${JSON.stringify(tag.slice(2))}).`;
      throw refuse(`${tag} is private to a function`, fix);
    }
    // Only a private tag has an owner.
    return { shown: `tag ${tag}`, dependency: tagDependency(tag, '') };
  });
}

/** @throws CommandFailure HF2029 for an empty key. */
export function nameKeys(keys: readonly string[]): readonly InvalidationTarget[] {
  return keys.map((key) => {
    if (key === '') throw refuse('the key is empty', 'Give it as cacheOf(fn).key(…) prints it.');
    return { shown: key, key };
  });
}

/** `user:42`, as a tag line has it, would be the name of an entity that nobody tracks. */
function refuseColon(entity: string, ids: readonly string[]): CommandFailure {
  const words = ['holdfast invalidate entity', ...entity.split(':'), ...ids].filter((word) => word !== '');
  return refuse(`${entity} is not the name of an entity`, `Name and id are two words: "${words.join(' ')}".`);
}

function parseId(entity: string, id: string): readonly string[] {
  const parts = id.split(',');
  if (parts.includes('')) {
    const fix = 'Parts of a composite id are joined by commas, as in 1,7; a comma inside an id is written %2C.';
    throw refuse(`the id ${JSON.stringify(id)} of ${entity} has an empty part`, fix);
  }
  return parts.map((part) => part.replaceAll(/%2C/gi, ',').replaceAll('%25', '%'));
}

function refuse(reason: string, fix: string): CommandFailure {
  return new CommandFailure(DIAGNOSTICS.badTarget({ start: 0, length: 0 }, { reason, fix }));
}
