/** Functions of the cases P-…. */
export const runs = { add: 0, identity: 0 };

/** @cache */
export async function add(a: number, b: number): Promise<number> {
  runs.add++;
  return a + b;
}

/** @cache */
export async function identity(x: number): Promise<number> {
  runs.identity++;
  return x;
}
