import type { ManifestFunction } from '../manifest/manifest.ts';

/** The key of a listed function, taken apart. `vary` is not in it; it is an option. */
export type ListedKey =
  | { readonly form: 'arguments'; readonly names: readonly string[] }
  | { readonly form: 'template'; readonly text: string; readonly names: readonly string[] };

/** Reads `findUser(id,teamId)|tenantOf()` or `user:{id}` as the manifest has it. */
export function readKey({ id, key, options }: Pick<ManifestFunction, 'id' | 'key' | 'options'>): ListedKey {
  const varying = options?.vary === undefined ? '' : `|${options.vary}()`;
  const text = varying !== '' && key.endsWith(varying) ? key.slice(0, -varying.length) : key;
  const holes = [...text.matchAll(/\{([^{}]*)\}/g)].flatMap(([, hole = '']) => (hole === '' ? [] : [hole]));
  if (text.includes('{') || !text.startsWith(`${id}(`) || !text.endsWith(')')) {
    return { form: 'template', text, names: [...new Set(holes)] };
  }
  const names = text.slice(id.length + 1, -1);
  return { form: 'arguments', names: names === '' ? [] : names.split(',') };
}
