import type { Called } from '../race/contestant.ts';
import { loadUser, type User } from '../rows/user.ts';
import type { CallWith } from './lists.ts';

/** Body calls, and items that they were given. */
export const runs = { bodies: 0, items: 0 };

/** @batch ids ttl=10m id=bench.batch */
export async function loadUsers(ids: readonly number[]): Promise<User[]> {
  runs.bodies++;
  runs.items += ids.length;
  return ids.map(loadUser);
}

/** Ours; counting throws where a call ran more than one body. */
export function enterOurs(callWith: CallWith, goal: number): Called {
  let calls = 0;
  const call = callWith((ids) => {
    calls++;
    return loadUsers(ids);
  });
  const countRuns = (): number => {
    if (runs.bodies > calls) throw new Error(`${calls} calls ran ${runs.bodies} bodies`);
    return runs.items;
  };
  return { who: 'holdfast', role: 'ours', goal, call, countRuns };
}
