import { define, type Known, list, type Nearest, suggest } from './define-diagnostic.ts';

/** What the command line cannot do as it was called. These have no place in a source file. */
export const COMMAND_DIAGNOSTICS = {
  noTsconfig: define<{ readonly path: string }>(
    2020,
    'no-tsconfig',
    ({ path }) =>
      `there is no ${path}. Name the project with -p, as in "holdfast check -p packages/shop/tsconfig.json".`,
  ),
  badTsconfig: define<{ readonly path: string; readonly reason: string }>(
    2021,
    'bad-tsconfig',
    ({ path, reason }) => `${path} cannot be used: ${reason} Repair it; nothing was read or written.`,
  ),
  unknownId: define<Known & Nearest & { readonly id: string; readonly command: string }>(
    2022,
    'unknown-id',
    ({ id, command, known, nearest }) =>
      `nothing is to be settled for ${id} by "holdfast keys ${command}". Open: ${list(known)}. ${suggest(nearest, 'Run "holdfast check" to see what differs.')}`,
  ),
  cannotPin: define<{ readonly id: string; readonly reason: string; readonly fix: string }>(
    2023,
    'cannot-pin',
    ({ id, reason, fix }) => `the old key of ${id} cannot be written into the source: ${reason}. ${fix}`,
  ),
  noOutput: define<{ readonly folder: string }>(
    2024,
    'no-output',
    ({ folder }) => `there is no JavaScript in ${folder}. Build first, or name the folder that the build writes to.`,
  ),
  twoManifests: define<{ readonly first: string; readonly second: string }>(
    2025,
    'two-manifests',
    ({ first, second }) =>
      `there are ${first} and ${second}, and only one can be the memory of the keys. Delete the older one.`,
  ),
  syntaxErrors: define<{ readonly first: string; readonly count: number }>(
    2026,
    'syntax-errors',
    ({ first, count }) =>
      `the program cannot be parsed, and functions that are not seen would count as gone (${count} ${count === 1 ? 'error' : 'errors'}). The first: ${first} Repair them; nothing was written.`,
  ),
  noStore: define<object>(
    2027,
    'no-store',
    () =>
      'no store is named. Name it with --store, as in "--store redis://localhost:6379" or "--store cache.db", or in the variable HOLDFAST_STORE.',
  ),
  badStore: define<{ readonly store: string; readonly reason: string; readonly fix: string }>(
    2028,
    'bad-store',
    ({ store, reason, fix }) => `${store} is no store that can be used: ${reason}. ${fix}`,
  ),
  badTarget: define<{ readonly reason: string; readonly fix: string }>(
    2029,
    'bad-target',
    ({ reason, fix }) => `${reason}. ${fix} Nothing was invalidated.`,
  ),
  notInvalidated: define<{ readonly target: string; readonly store: string; readonly reason: string }>(
    2030,
    'not-invalidated',
    ({ target, store, reason }) =>
      `${store} did not take the invalidation of ${target}: ${reason}. What depends on it may still be served: run the command again when the store answers.`,
  ),
};
