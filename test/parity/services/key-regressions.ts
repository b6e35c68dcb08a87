/** Functions of the cases X-… on keys; most results tell which run of the body made them. */
export const runs = {
  pair: 0,
  greet: 0,
  add: 0,
  mul: 0,
  sum: 0,
  product: 0,
  search: 0,
  describe: 0,
  kindOf: 0,
  m: 0,
  times: 0,
  rest: 0,
  va: 0,
  lookUp: 0,
};

/** @cache */
export async function pair(a: unknown, b: unknown): Promise<{ a: unknown; b: unknown; run: number }> {
  return { a, b, run: ++runs.pair };
}

/**
 * @cache
 * @key greeting:{name}:{language}
 */
export async function greet(name: string, language = 'en'): Promise<string> {
  return `${name} ${language}: run ${++runs.greet}`;
}

/** @cache */
export async function add(a: number, b: number): Promise<string> {
  return `${a + b}: run ${++runs.add}`;
}

/** @cache */
export async function mul(a: number, b: number): Promise<string> {
  return `${a * b}: run ${++runs.mul}`;
}

export class Sum {
  /** @cache */
  async of(a: number, b: number): Promise<string> {
    return `${a + b}: run ${++runs.sum}`;
  }
}

export class Product {
  /** @cache */
  async of(a: number, b: number): Promise<string> {
    return `${a * b}: run ${++runs.product}`;
  }
}

/** @cache */
export async function search(text: string): Promise<string> {
  return `${text}: run ${++runs.search}`;
}

export class Base {
  readonly kind: string = 'base';

  /** @cache */
  async describe(id: number): Promise<string> {
    return `${id}: run ${++runs.describe}`;
  }

  /**
   * @cache
   * @key kind:{this.kind}:{id}
   */
  async kindOf(id: number): Promise<string> {
    return `${this.kind} ${id}: run ${++runs.kindOf}`;
  }
}

export class Sub extends Base {
  override readonly kind: string = 'sub';
}

export class Factor {
  readonly k: number;

  constructor(k: number) {
    this.k = k;
  }

  /**
   * @cache
   * @key times:{this.k}:{x}
   */
  async times(x: number): Promise<string> {
    return `${this.k * x}: run ${++runs.times}`;
  }
}

export class Arguments {
  /** @cache */
  async m(x: number, y: number): Promise<string> {
    return `${x},${y}: run ${++runs.m}`;
  }

  /** @cache */
  async rest(...xs: readonly number[]): Promise<string> {
    return `${xs}: run ${++runs.rest}`;
  }
}

/** @cache */
export async function va(...xs: readonly (number | readonly number[])[]): Promise<string> {
  return `${JSON.stringify(xs)}: run ${++runs.va}`;
}

/**
 * @cache
 * @key {name}
 * @tag {name}
 */
export async function lookUp(name: string): Promise<string> {
  return `${name}: run ${++runs.lookUp}`;
}
