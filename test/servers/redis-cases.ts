/**
 * What Vitest declares cases with, for cases that need Redis. With `HOLDFAST_TEST_REDIS=skip` no such case runs;
 * one in their place says how many were left out.
 */
import * as vitest from 'vitest';
import { LEAVES_REDIS_OUT } from './redis-server.ts';

type Cases = Pick<typeof vitest, 'describe' | 'it' | 'beforeAll' | 'beforeEach'>;

export const { describe, it, beforeAll, beforeEach }: Cases = casesUnless(LEAVES_REDIS_OUT, 'Redis');

/** Cases that are declared unless what they need is left out. @param needs for the line that is printed then */
export function casesUnless(isLeftOut: boolean, needs: string): Cases {
  return isLeftOut ? leaveOut(needs) : vitest;
}

function leaveOut(needs: string): Cases {
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
  vitest.it(`is left out for lack of ${needs}`, () => console.error(`${cases} cases with ${needs} are left out.`));
  // Cases use no more of them than this.
  return counting as unknown as Cases;
}
