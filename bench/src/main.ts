/**
 * Measures the rows and prints them; `npm run bench -- --row hit-redis --quick --check`. What was measured in full is
 * kept in results.json, and results.md with its charts is drawn from that, so rows can be measured one by one.
 */

import { measureRow } from './measure-row.ts';
import { FULL, QUICK } from './mode.ts';
import { readArguments, selectRows } from './read-arguments.ts';
import { conclude } from './report/conclude.ts';
import { renderRow } from './report/render-row.ts';
import { readResults, writeResults } from './report/results-files.ts';
import type { RowResult } from './row.ts';
import { ROWS } from './rows.ts';

const start = performance.now();
const { rows, quick, check, render } = readArguments(process.argv.slice(2));
const names = [...ROWS.keys()];
const results: RowResult[] = [];
const failures: string[] = [];
for (const name of render ? [] : selectRows(names, rows)) {
  const before = performance.now();
  try {
    const result = await measureRow(name, quick ? QUICK : FULL);
    results.push(result);
    // At once: what was measured is not lost where a later row fails or somebody stops the run.
    if (!quick) writeResults([result], names);
    console.log(`${renderRow(result)}\n${secondsSince(before)} s\n`);
  } catch (error) {
    failures.push(name);
    console.error(`${String(error)} after ${secondsSince(before)} s\n`);
  }
}

if (render) writeResults([], names);
const { lines, exitCode } = conclude({ results: render ? readResults() : results, failures, check });
for (const line of lines) console.log(line);
if (!render) console.log(`measured in ${(secondsSince(start) / 60).toFixed(1)} min`);
process.exitCode = exitCode;

function secondsSince(before: number): number {
  return Math.round((performance.now() - before) / 1000);
}
