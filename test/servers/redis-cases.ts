/**
 * What Vitest declares cases with, for cases that need Redis. With `HOLDFAST_TEST_REDIS=skip` no such case runs;
 * one in their place says how many were left out.
 */
import * as vitest from 'vitest';
import { LEAVES_REDIS_OUT } from './redis-server.ts';

type Cases = Pick<typeof vitest, 'describe' | 'it' | 'beforeAll' | 'beforeEach'>;

export const { describe, it, beforeAll, beforeEach }: Cases = LEAVES_REDIS_OUT ? leaveOut() : vitest;

function leaveOut(): Cases {
  let cases = 0;
  const count = (): void => {
    cases++;
  };
  const counting = {
    describe: (_name: string, body: () => void) => body(),
    it: Object.assign(count, {
      each: (rows: readonly unknown[]) => () => {
        cases += rows.length;
      },
    }),
    beforeAll: () => undefined,
    beforeEach: () => undefined,
  };
  vitest.it('is left out', () => console.error(`${cases} cases with Redis are left out.`));
  // Cases use no more of them than this.
  return counting as unknown as Cases;
}
