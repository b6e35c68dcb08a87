/**
 * Names of what entries depend on. Everything that invalidates writes a stamp to such a name.
 * - `*`: everything under the prefix
 * - `f:<namespace>:<id>`: a function
 * - `t:<tag>`: a tag
 * - `t:./<namespace>:<id>/<tag>`: a tag that is private to a function
 * - `e:<entity>:<id>`: one entity; the parts of a composite id are joined by `,`
 * - `c:<entity>`: the collection, for rows that come and go
 */
import { ConfigurationError } from '../errors.ts';

const BRACES = /[%{}]/g;

/** One id of an entity; 1, 1n and "1" are the same entity. */
export type EntityIdPart = string | number | bigint;

/** An id, or the parts of a composite one in the declared order. */
export type EntityId = EntityIdPart | readonly EntityIdPart[];

/** The dependency of every entry; `invalidateAll()` writes it. */
export const EVERYTHING = '*';

/** `f:shop:findUser`; written by `cacheOf(fn).clear()`. */
export function functionDependency(namespace: string, id: string): string {
  return `f:${escapeName(namespace)}:${escapeName(id)}`;
}

/**
 * `t:team:1`; written by `invalidateTag('team:1')`. A tag that begins with `./` is private to the owner:
 * `t:./shop:findUser/drafts:1`, written by `cacheOf(findUser).invalidateTag('drafts:1')`.
 * @param owner the dependency of the function that has the tag
 */
export function tagDependency(tag: string, owner: string): string {
  // `/` ends the owner, so that the private tags of `a` and of `a/b` never meet.
  const home = tag.startsWith('./') ? `./${owner.slice(2).replaceAll('/', '%2F')}/` : '';
  return `t:${home}${escapeBraces(home === '' ? tag : tag.slice(2))}`;
}

/**
 * `e:user:42`, `e:transaction:1,7`; written by `invalidateEntity('user', 42)`.
 * @throws ConfigurationError (HF2001) where the id is empty or of another type.
 */
export function entityDependency(entity: string, id: EntityId): string {
  const parts: readonly unknown[] = Array.isArray(id) ? id : [id];
  if (parts.length === 0) throw new ConfigurationError(`the id of the entity ${entity} has no parts.`);
  return entityName(entity, parts, (part) => {
    throw new ConfigurationError(
      `an id of the entity ${entity} is ${String(part)} (${part === null ? 'null' : typeof part}); ids are strings, numbers and bigints, or arrays of these for composite ids.`,
    );
  });
}

/** The same; what stands in the place of a part and is none is given to `refuse`. */
export function entityName(entity: string, parts: readonly unknown[], refuse: (part: unknown) => never): string {
  const texts = parts.map((part) =>
    isEntityIdPart(part) ? escapeName(String(part)).replaceAll(',', '%2C') : refuse(part),
  );
  return `e:${escapeName(entity)}:${texts.join(',')}`;
}

/** Whether it can be an id or a part of one. */
export function isEntityIdPart(value: unknown): value is EntityIdPart {
  return typeof value === 'string' || typeof value === 'bigint' || (typeof value === 'number' && !Number.isNaN(value));
}

/** `c:user`; written by `invalidateEntity('user')`. */
export function collectionDependency(entity: string): string {
  return `c:${escapeName(entity)}`;
}

/** `:` and `%` escaped, so that `a` and `a:b` never meet. */
function escapeName(name: string): string {
  return escapeBraces(name).replaceAll(':', '%3A');
}

/** Braces choose a slot in a Redis cluster; a caller's data never may. */
function escapeBraces(name: string): string {
  return name.replace(BRACES, encodeURIComponent);
}
