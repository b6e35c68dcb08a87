/** Floors are kept per bucket; dependencies and keys are spread over this many by hash. */
export const BUCKETS = 16_384;

/**
 * Bucket of a dependency or key, 0 to 16,383.
 * 32-bit FNV-1a over UTF-16 code units (Fowler, Noll, Vo), folded to 14 bits as its authors advise.
 */
export function bucketOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return ((hash >>> 14) ^ hash) & (BUCKETS - 1);
}
