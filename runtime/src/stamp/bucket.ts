/** Floors are kept per bucket; dependencies and keys are spread over this many by hash. */
export const BUCKETS = 16_384;

/**
 * Bucket of a dependency or key, 0 to 16,383.
 * 32-bit FNV-1a over UTF-16 code units (Fowler, Noll, Vo), folded to 14 bits as its authors advise.
 */
export function bucketOf(name: string): number {
  return foldHash(hashText(name));
}

/** The hash of the text from `start` on, behind what has the other hash; folded it is a bucket. */
export function hashText(text: string, start = 0, before = 0x811c9dc5): number {
  let hash = before;
  for (let i = start; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash;
}

export function foldHash(hash: number): number {
  return ((hash >>> 14) ^ hash) & (BUCKETS - 1);
}
