/** Pairs of names in one script, which runs alone on the server: with the rest less than 1,000 names. */
export const SCRIPT_PAIRS = 490;

/** The items, so many at a time as one script takes. */
export function inChunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= SCRIPT_PAIRS) return items.length === 0 ? [] : [items];
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += SCRIPT_PAIRS)
    chunks.push(items.slice(start, start + SCRIPT_PAIRS));
  return chunks;
}
