import type ts from 'typescript';
import type { NameContext } from './member-name.ts';
import { namePath } from './name-path.ts';

const PLAIN = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/**
 * The id of a function that has none of its own: the names that lead to it from the top of the file, `findUser`,
 * `UserRepo.find`, `makeRepo.find`. A private name has no `#` in it, so that making a method public changes no key.
 * `undefined` where a part has no name or one that is no plain word.
 */
export function qualifiedName(context: NameContext, node: ts.Node): string | undefined {
  const path = namePath(context, node)?.map((name) => name.replace(/^#/, ''));
  if (path === undefined || path.length === 0) return undefined;
  return path.every((name) => PLAIN.test(name)) ? path.join('.') : undefined;
}
