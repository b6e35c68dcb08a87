/** Functions of the cases RM-11 and RM-13. */
export const runs = { getUser: 0, updateUsers: 0, getUserTransactions: 0 };

/** @entity user */
interface User {
  id: number;
  name: string;
}

interface Transaction {
  product_id: number;
  user_id: number;
  amount: number;
}

const names = new Map<number, string>();

/**
 * @cache
 * @tracks user
 */
export async function getUser(id: number): Promise<User> {
  runs.getUser++;
  return { id, name: names.get(id) ?? 'Ada' };
}

/** @invalidates user rows */
export async function updateUsers(ids: readonly number[], name: string): Promise<User[]> {
  runs.updateUsers++;
  for (const id of ids) names.set(id, name);
  return ids.map((id) => ({ id, name }));
}

/**
 * @cache
 * @tracks transaction id=(product_id,user_id)
 */
export async function getUserTransactions(userId: number): Promise<Transaction[]> {
  const amount = ++runs.getUserTransactions;
  return [1, 2].map((product_id) => ({ product_id, user_id: userId, amount }));
}
