/** Functions of the cases X-… on what is served; most results tell which run of the body made them. */
export const runs = {
  tagged: 0,
  load: 0,
  briefly: 0,
  lastingly: 0,
  daily: 0,
  left: 0,
  right: 0,
  itself: 0,
  sharedBriefly: 0,
  sharedLastingly: 0,
  find: 0,
  square: 0,
};

/**
 * @cache
 * @tag row:{id}
 */
export async function tagged(id: number): Promise<string> {
  return `${id}: run ${++runs.tagged}`;
}

/**
 * Reads a row in the way that the case gives.
 * @cache omit=read
 */
export async function load(_id: number, read: () => Promise<string>): Promise<string> {
  runs.load++;
  return read();
}

/**
 * @cache ttl=2s
 * @tag shared
 */
export async function briefly(id: number): Promise<string> {
  return `${id}: run ${++runs.briefly}`;
}

/**
 * @cache ttl=1h
 * @tag shared
 */
export async function lastingly(id: number): Promise<string> {
  return `${id}: run ${++runs.lastingly}`;
}

/**
 * @cache ttl=24h
 * @tag shared
 */
export async function daily(id: number): Promise<string> {
  return `${id}: run ${++runs.daily}`;
}

/** @cache */
export async function left(n: number): Promise<string> {
  return ++runs.left < 3 ? `left ${await right(n)}` : 'left';
}

/** @cache */
export async function right(n: number): Promise<string> {
  return ++runs.right < 3 ? `right ${await left(n)}` : 'right';
}

/** @cache */
export async function itself(n: number): Promise<string> {
  return ++runs.itself < 3 ? `again ${await itself(n)}` : 'done';
}

/**
 * @cache ttl=1s
 * @key shared:{id}
 */
export async function sharedBriefly(id: number): Promise<string> {
  return `${id}: run ${++runs.sharedBriefly}`;
}

/**
 * @cache
 * @key shared:{id}
 */
export async function sharedLastingly(id: number): Promise<string> {
  return `${id}: run ${++runs.sharedLastingly} of the other`;
}

export class UserRepo {
  readonly table = 'user';

  /** @cache */
  async find(teamId: number, id: number): Promise<string> {
    return `${this.table} ${teamId},${id}: run ${++runs.find}`;
  }
}

/** @cache */
export async function square(x: number): Promise<number> {
  runs.square++;
  return x * x;
}
