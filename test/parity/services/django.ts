/** Functions of the cases D-…; most results tell which run of the body made them. */
export const runs = { myFunc: 0, decorated: 0, hashed: 0, keyedOnA: 0, handleRequest: 0 };

/** @cache */
export async function foo(a: number, b: number): Promise<number> {
  return a + b;
}

export class Foo {
  /** @cache */
  async foo(a: number, b: number): Promise<number> {
    return a + b;
  }

  /** @cache */
  static async bar(x: number): Promise<number> {
    return x;
  }
}

/**
 * @cache ttl=60s
 * @tag {group}
 */
export async function lookUp(group: string, name: string): Promise<string> {
  return `computed for ${name} of ${group}`;
}

/** @cache ttl=60s */
export async function myFunc(a: number, b: number): Promise<string> {
  return `${a},${b}: run ${++runs.myFunc}`;
}

/**
 * @cache
 * @tag test-group
 */
export async function decorated(params = ''): Promise<string> {
  return `${++runs.decorated}${params}`;
}

/** @cache */
export async function hashed(text: string): Promise<string> {
  return `${text[0]}: run ${++runs.hashed}`;
}

/**
 * @cache
 * @key keyedOnA:{obj.a}
 */
export async function keyedOnA(obj: { a: number; b: number }): Promise<string> {
  return `a=${obj.a}: run ${++runs.keyedOnA}`;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Objects of a request that could never be part of a key. */
  readonly abort: () => void;
}

/**
 * @cache
 * @key handle:{request.method}:{request.path}:{a}:{b}
 */
export async function handleRequest(request: HttpRequest, a: number, b: number): Promise<string> {
  return `${request.method} ${a},${b}: run ${++runs.handleRequest}`;
}
