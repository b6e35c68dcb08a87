/**
 * Checks that loading the runtime costs at most 5 ms: `npm run size`. Fresh processes import the runtime and an empty
 * module by turns; what counts is the median of the differences, so that a busy machine does not decide.
 */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run-command.ts';

const LIMIT = 5;
const ROUNDS = 15;

const RUNTIME = pathToFileURL(join(ROOT, 'runtime/dist/esm/index.js')).href;
const EMPTY = 'data:text/javascript,';

const differences = Array.from({ length: ROUNDS }, () => timeImport(RUNTIME) - timeImport(EMPTY)).toSorted((a, b) => a - b);
const median = differences[ROUNDS >> 1] ?? Number.NaN;
const verdict = median <= LIMIT ? 'ok' : 'too slow';
console.log(`import of the runtime: ${median.toFixed(1)} of at most ${LIMIT} ms, median of ${ROUNDS} runs: ${verdict}`);
if (!(median <= LIMIT)) process.exitCode = 1;

/** Milliseconds that a fresh process takes to import the module. */
function timeImport(url: string): number {
  const program = `const start = performance.now(); await import(${JSON.stringify(url)}); console.log(performance.now() - start);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }));
}
