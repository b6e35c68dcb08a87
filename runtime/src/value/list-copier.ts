import type { Copier } from './copy-value.ts';

/** Copies a list by a copier for the objects in it. `slice` keeps holes and the way the list is stored, `map` does not. */
export function listCopier(copyItem: Copier): Copier {
  return (value) => {
    if (!Array.isArray(value)) return value;
    const copy: unknown[] = value.slice();
    for (let i = 0; i < copy.length; i++) {
      const item = copy[i];
      if (typeof item === 'object' && item !== null) copy[i] = copyItem(item);
    }
    return copy;
  };
}
