import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { EntitiesLine } from '../../parse-tag-lines/tag-line.ts';
import type { TypeContext } from '../types/type-context.ts';
import { readEntityIndex } from './entity-index.ts';
import { renderIdPaths } from './id-paths.ts';

/**
 * An id of fewer or more parts than the types of the entity have, or of the same ones in another order, is the id of
 * nobody: what is tracked under the one would never be invalidated under the other.
 */
export function checkIdParts(context: TypeContext, line: EntitiesLine): readonly Diagnostic[] {
  const { tag, target, id } = line;
  const parts = listParts(line);
  if (parts === undefined || (target.of !== 'entity' && target.of !== 'arguments')) return [];
  const { name } = target.entity;
  const declared = Array.from(readEntityIndex(context).declarations.values()).filter((one) => one.name === name);
  const [first] = declared;
  if (first === undefined || declared.some((one) => fits(parts, namesOf(one.id.paths)))) return [];
  const names = namesOf(first.id.paths);
  const isNamed = target.of === 'arguments';
  const place = id?.form === 'parts' && !isNamed ? (id.words[0] ?? target.entity) : target.entity;
  const text = renderIdPaths(first.id);
  const fix = isNamed ? `@${tag} ${name}:${names.map((part) => `{${part}}`).join()}` : `@${tag} ${name} id=${text}`;
  const count = parts.length === names.length ? undefined : parts.length;
  return [DIAGNOSTICS.entityIdParts(place, { entity: name, count, id: text, fix })];
}

/** What the parts are called of the ids that a line names; `undefined` where it does not tell. */
function listParts({ target, id }: EntitiesLine): readonly string[] | undefined {
  if (target.of === 'arguments') return namesOf(target.holes.map(({ path }) => path));
  // A single word may name a function, which gives as many as it likes.
  return id?.form === 'parts' ? namesOf(id.words.map(({ path }) => path)) : undefined;
}

/** `id` of `customer.id`. */
function namesOf(paths: readonly (readonly string[])[]): readonly string[] {
  return paths.map((path) => path.at(-1) ?? '');
}

/** Parts may have names of their own, but not each other's; `user_id` is `userId`. */
function fits(parts: readonly string[], declared: readonly string[]): boolean {
  if (parts.length !== declared.length) return false;
  const [here, there] = [parts, declared].map((names) => names.map((name) => name.replaceAll('_', '').toLowerCase()));
  return here?.join() === there?.join() || here?.toSorted().join() !== there?.toSorted().join();
}
