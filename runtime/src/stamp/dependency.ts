/**
 * Names of what entries depend on. Everything that invalidates writes a stamp to such a name.
 * - `*`: everything under the prefix
 * - `f:<namespace>:<id>`: a function
 * - `t:<tag>`: a tag
 */

/** The dependency of every entry; `invalidateAll()` writes it. */
export const EVERYTHING = '*';

/** `f:shop:findUser`; written by `cacheOf(fn).clear()`. */
export function functionDependency(namespace: string, id: string): string {
  return `f:${escapeName(namespace)}:${escapeName(id)}`;
}

/** `t:team:1`; written by `invalidateTag('team:1')`. */
export function tagDependency(tag: string): string {
  return `t:${escapeBraces(tag)}`;
}

/** `:` and `%` escaped, so that `a` and `a:b` never meet. */
function escapeName(name: string): string {
  return escapeBraces(name).replaceAll(':', '%3A');
}

/** Braces choose a slot in a Redis cluster; a caller's data never may. */
function escapeBraces(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('{', '%7B').replaceAll('}', '%7D');
}
