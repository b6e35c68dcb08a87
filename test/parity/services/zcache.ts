/** Functions of the cases Z-…; most results tell which run of the body made them. */
export const runs = {
  methodAdd: 0,
  addExplicit: 0,
  incrNull: 0,
  incrUndefined: 0,
  staticAdd: 0,
  renaming: 0,
  detached: 0,
  tagged: 0,
  taggedToo: 0,
  taggedMethod: 0,
  taggedStatic: 0,
  multi: 0,
};

/** @cache */
export async function add(a: number, b: number | string): Promise<string> {
  return `${a}-${b}`;
}

export class A {
  /** @cache */
  async add(a: number, b: number): Promise<number> {
    return a + b + ++runs.methodAdd;
  }

  /** @cache */
  async plus(a: number, b: number): Promise<number> {
    return a + b;
  }
}

export class B {
  /**
   * Shares its entries with A.add on purpose.
   * @cache
   * @key A.add(a={a},b={b})
   */
  async addExplicit(a: number, b: number): Promise<number> {
    return a + b + 100 * ++runs.addExplicit;
  }
}

/** @cache */
export async function incrNull(): Promise<null> {
  runs.incrNull++;
  return null;
}

/** @cache */
export async function incrUndefined(): Promise<undefined> {
  runs.incrUndefined++;
  return undefined;
}

// biome-ignore lint/complexity/noStaticOnlyClass: the cases are about static methods
export class AC {
  /** @cache */
  static async add(a: number, b: number): Promise<number> {
    return a + b + ++runs.staticAdd;
  }

  /** @cache */
  static async plus(a: number, b: number): Promise<number> {
    runs.renaming++;
    Object.defineProperty(AC, 'name', { value: `Renamed${runs.renaming}` });
    return a + b + runs.renaming;
  }
}

// biome-ignore lint/complexity/noStaticOnlyClass: the cases are about static methods
export class AS {
  /** @cache */
  static async add(a: number, b: number): Promise<number> {
    return a + b + ++runs.detached;
  }
}

/**
 * @cache
 * @tag add:{a}
 */
export async function tagged(a: number, b: number): Promise<string> {
  return `${a},${b}: run ${++runs.tagged}`;
}

/**
 * @cache
 * @tag add:{a}
 */
export async function taggedToo(a: number, b: number): Promise<string> {
  return `${a},${b}: run ${++runs.taggedToo} of the other`;
}

export class Tagged {
  /**
   * @cache
   * @tag add:{a}
   */
  async add(a: number, b: number): Promise<string> {
    return `${a},${b}: run ${++runs.taggedMethod}`;
  }

  /**
   * @cache
   * @tag plus:{a}
   */
  static async plus(a: number, b: number): Promise<string> {
    return `${a},${b}: run ${++runs.taggedStatic}`;
  }
}

/**
 * @cache
 * @tag a:{a}
 * @tag b:{b}
 * @tag c
 */
export async function multi(a: number, b: number): Promise<string> {
  return `${a},${b}: run ${++runs.multi}`;
}
