/**
 * Measures the rows and prints them; `npm run bench -- --row hit-redis --quick --check`. What was measured in full is
 * kept in results.json, and results.md with its charts is drawn from that, so rows can be measured one by one.
 */

import { measureApart } from './measure-apart.ts';
import { FULL, QUICK } from './mode.ts';
import { readArguments, selectRows } from './read-arguments.ts';
import { judge } from './report/judge.ts';
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
  try {
    const result = await measureApart(name, quick ? QUICK : FULL);
    results.push(result);
    console.log(renderRow(result));
  } catch (error) {
    failures.push(name);
    console.error(`${String(error)}\n`);
  }
}

if (!quick) writeResults(results, names);
const judged = render ? readResults() : results;
const missed = judged.flatMap(({ title, figures }) =>
  figures.filter((figure) => judge(figure) === 'missed').map(({ who }) => `${title}: ${who}`),
);
for (const name of failures) console.log(`not measured: ${name}`);
for (const name of missed) console.log(`missed: ${name}`);
const minutes = ((performance.now() - start) / 60_000).toFixed(1);
console.log(
  `${judged.length} rows in ${minutes} min, ${missed.length} goals missed, ${failures.length} rows not measured`,
);
if (failures.length > 0 || (check && missed.length > 0)) process.exitCode = 1;
