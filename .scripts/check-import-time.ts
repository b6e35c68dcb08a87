/**
 * Checks that loading the runtime costs at most 5 ms: `npm run size`. Fresh processes import the runtime and an empty
 * module by turns; what counts is the median of the differences. A busy machine makes that larger but never smaller, so
 * the limit is broken only when it is in every one of several tries.
 */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run-command.ts';

const LIMIT = 5;
const ROUNDS = 11;
const TRIES = 3;

const RUNTIME = pathToFileURL(join(ROOT, 'runtime/dist/esm/index.js')).href;
const EMPTY = 'data:text/javascript,';

const median = measureUntilFast(TRIES);
const isFast = median <= LIMIT;
console.log(`import: ${median.toFixed(1)} of at most ${LIMIT} ms: ${isFast ? 'ok' : 'too slow'}`);
if (!isFast) process.exitCode = 1;

/** The first median within the limit, or the last one that was tried. */
function measureUntilFast(tries: number): number {
  const median = measure();
  return median <= LIMIT || tries <= 1 ? median : measureUntilFast(tries - 1);
}

/** Median of what the runtime takes longer to import than an empty module, in milliseconds. */
function measure(): number {
  const differences = Array.from({ length: ROUNDS }, () => timeImport(RUNTIME) - timeImport(EMPTY));
  return differences.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}

/** Milliseconds that a fresh process takes to import the module. */
function timeImport(url: string): number {
  const program = `const start = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }));
}
