export const runs = { add: 0 };

/** @cache */
export async function add(a: number, b: number): Promise<number> {
  runs.add++;
  return a + b;
}
