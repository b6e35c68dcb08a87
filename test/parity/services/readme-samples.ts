/** Functions of the cases RM-…, as the READMEs of the earlier systems have them. */
export const runs = {
  add: 0,
  plus: 0,
  find: 0,
  findCity: 0,
  foo: 0,
  skipNull: 0,
  keepNull: 0,
  long: 0,
  square: 0,
  list: 0,
};

/** @cache */
export async function add(a: number, b: number): Promise<number> {
  return a + b + runs.add++;
}

export class A {
  extra = 0;

  /** @cache shared */
  async plus(a: number, b: number): Promise<number> {
    runs.plus++;
    this.extra++;
    return a + b + this.extra;
  }
}

/**
 * @cache
 * @tag row:{id}
 */
export async function find(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.find };
}

/**
 * @cache
 * @tracks city
 */
export async function findCity(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.findCity };
}

/** @invalidates city */
export async function renameCity(id: number, name: string): Promise<{ id: number; name: string }> {
  return { id, name };
}

/** @cache */
export async function foo(x: number, y = 0): Promise<string> {
  return `${x},${y}: run ${++runs.foo}`;
}

/** @cache null=skip */
export async function skipNull(): Promise<null> {
  runs.skipNull++;
  return null;
}

/** @cache null=ttl */
export async function keepNull(): Promise<null> {
  runs.keepNull++;
  return null;
}

/** @cache */
export async function long(text: string): Promise<string> {
  runs.long++;
  return text;
}

/** @cache */
export async function square(x: number): Promise<number> {
  runs.square++;
  return x * x;
}

/** @cache */
export async function list(): Promise<number[]> {
  runs.list++;
  return [1, 2];
}
