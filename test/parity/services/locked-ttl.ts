/** A function without a ttl of its own, for the cases on `lockedTtl`, which refuses all others of the process. */
export const runs = { getLocked: 0 };

/** @cache */
export async function getLocked(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.getLocked };
}
