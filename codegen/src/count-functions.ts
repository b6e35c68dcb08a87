import type { Manifest } from '@holdfast/transformer';

/** How many functions a manifest lists. */
export function countFunctions(manifest: Manifest): number {
  return [...manifest.values()].reduce((sum, functions) => sum + functions.length, 0);
}
