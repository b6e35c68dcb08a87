import { afterAll } from 'vitest';
import { LEAVES_REDIS_OUT } from './redis-server.ts';

/** What of a suite counts. */
interface Task {
  readonly type: string;
  readonly name: string;
  readonly tasks?: readonly Task[];
}

/**
 * Where tests with Redis are left out, says after the cases of a file how many of them these are: cases that are declared
 * for each store of a list have their like on another one. Call it once, outside of any suite.
 *
 * @param like end of the name of the suites, or of the cases, on the other store: `on memory`
 * @param stores those on Redis that are left out of the list
 */
export function tellLeftOut(like: string, stores: number): void {
  if (!LEAVES_REDIS_OUT) return;
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern to see what is asked of it, here nothing.
  afterAll(({}, { tasks }) => {
    console.error(`${stores * countCases(tasks, like, false)} cases with Redis are left out.`);
  });
}

function countCases(tasks: readonly Task[], like: string, isWithin: boolean): number {
  let cases = 0;
  for (const { type, name, tasks: inner = [] } of tasks) {
    const counts = isWithin || name.endsWith(like);
    cases += type === 'test' ? Number(counts) : countCases(inner, like, counts);
  }
  return cases;
}
