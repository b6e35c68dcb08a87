/** What processes share the results of. */
export const runs = { find: 0, square: 0 };

/** @cache */
export async function find(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.find };
}

/** @cache */
export async function square(x: number): Promise<number> {
  runs.square++;
  return x * x;
}
