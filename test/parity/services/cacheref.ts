/** Functions of the cases R-…; most results tell which run of the body made them. */
export const runs = { calculate: 0, getData: 0, getOther: 0, getNamed: 0, getBriefly: 0, getReport: 0 };

/** @cache */
export async function calculate(x: number, y: number, z = 0): Promise<number> {
  runs.calculate++;
  return x + y + z;
}

/** @cache */
export async function getData(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.getData };
}

/** @cache */
export async function getOther(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.getOther };
}

/**
 * @cache
 * @key custom_cache_key
 */
export async function getNamed(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.getNamed };
}

/** @cache ttl=300ms */
export async function getBriefly(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.getBriefly };
}

export interface Report {
  readonly at: Date;
  readonly counts: Map<string, bigint>;
  readonly missing: undefined;
}

/** @cache ttl=10m */
export async function getReport(): Promise<Report> {
  runs.getReport++;
  return { at: new Date(86_400_000), counts: new Map([['a', 1n]]), missing: undefined };
}
