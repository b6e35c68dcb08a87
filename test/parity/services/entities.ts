/** Functions of the cases R-… on entities; most results tell which run of the body made them. */
export const runs = {
  getUser: 0,
  getUsers: 0,
  getUnusable: 0,
  getData: 0,
  getProduct: 0,
  getCustomer: 0,
  getShared: 0,
  getPreferences: 0,
  getStats: 0,
  getBriefly: 0,
  getAtLength: 0,
};

/** @entity user */
export interface User {
  readonly id: number;
  readonly run: number;
}

/**
 * @cache
 * @tracks user
 */
export async function getUser(id: number): Promise<User> {
  return { id, run: ++runs.getUser };
}

/**
 * @cache
 * @tracks user
 */
export async function getUsers(): Promise<User[]> {
  const run = ++runs.getUsers;
  return [1, 2, 3].map((id) => ({ id, run }));
}

/**
 * Its first row is not what the type says.
 * @cache
 * @tracks user
 */
export async function getUnusable(): Promise<User[]> {
  const run = ++runs.getUnusable;
  return [JSON.parse(`{"id":[1,2,3],"run":${run}}`), { id: 4, run }, { id: 5, run }];
}

/** @invalidates user */
export async function updateUser(id: number, name: string): Promise<{ id: number; name: string }> {
  return { id, name };
}

/** @cache */
export async function getData(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.getData };
}

/**
 * @cache
 * @tracks product
 */
export async function getProduct(id: number): Promise<{ id: number; run: number }> {
  return { id, run: ++runs.getProduct };
}

/**
 * @cache
 * @tracks customer id=customer_id
 */
export async function getCustomer(id: number): Promise<{ customer_id: number; run: number }> {
  return { customer_id: id, run: ++runs.getCustomer };
}

/**
 * @cache
 * @key user:{id}
 * @tracks user
 */
export async function getShared(id: number): Promise<User> {
  return { id, run: ++runs.getShared };
}

/**
 * Shares its entries with getShared on purpose.
 * @cache
 * @key user:{id}
 * @tracks user
 */
export async function getPreferences(id: number): Promise<User> {
  return { id, run: ++runs.getPreferences };
}

/**
 * @cache
 * @tracks none
 */
export async function getStats(id: number): Promise<User> {
  return { id, run: ++runs.getStats };
}

/**
 * @cache ttl=10s
 * @tracks user
 */
export async function getBriefly(id: number): Promise<User> {
  return { id, run: ++runs.getBriefly };
}

/**
 * @cache ttl=90s
 * @tracks user
 */
export async function getAtLength(id: number): Promise<User> {
  return { id, run: ++runs.getAtLength };
}
