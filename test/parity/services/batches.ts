/** Batches of the cases Z-03 to Z-07 and X-36; each counts the items that its body was called with, or its runs. */
export const runs = { list: 0, static: 0, detached: 0 };

/** What bodies were called with, in their order. */
export const asked: unknown[] = [];

/** @batch ids */
export async function add(...ids: number[]): Promise<number[]> {
  return ids.map((id) => id + 1);
}

export class A {
  /** @batch ids */
  async list(...ids: number[]): Promise<number[]> {
    runs.list += ids.length;
    asked.push(ids);
    return ids.map((id) => 2 * id);
  }
}

// biome-ignore lint/complexity/noStaticOnlyClass: the cases are about static methods
export class AB {
  /** @batch ids */
  static async list(...ids: number[]): Promise<number[]> {
    runs.static += 1;
    return ids.map((id) => id + 100 * runs.static);
  }
}

// biome-ignore lint/complexity/noStaticOnlyClass: the cases are about static methods
export class ABS {
  /** @batch ids */
  static async list(...ids: number[]): Promise<number[]> {
    runs.detached += 1;
    return ids.map((id) => id + 100 * runs.detached);
  }
}

/** @batch ids */
export async function overlap(ids: readonly number[]): Promise<string[]> {
  asked.push(ids);
  // The other call comes while this one runs.
  await null;
  return ids.map((id) => `row ${id}`);
}
