import { loadUser, type User } from '../rows/user.ts';

/** Body calls, and items that they were given. */
export const runs = { bodies: 0, items: 0 };

/** @batch ids ttl=10m id=bench.batch */
export async function loadUsers(ids: readonly number[]): Promise<User[]> {
  runs.bodies++;
  runs.items += ids.length;
  return ids.map(loadUser);
}
