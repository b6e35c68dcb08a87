/** `npm run bench`: how long a hit takes, relative to what a person would write for that one function. */

import { type Measurement, measureRow } from './measure-row.ts';
import type { Row } from './row.ts';
import { ROW as HIT_ASYNC_NUMBER } from './rows/hit-async-number.ts';
import { ROW as HIT_ASYNC_NUMBER_STRING } from './rows/hit-async-number-string.ts';
import { ROWS as HIT_REDIS } from './rows/hit-redis.ts';
import { ROW as HIT_SQLITE_EXCLUSIVE } from './rows/hit-sqlite-exclusive.ts';
import { ROW as HIT_SQLITE_SHARED } from './rows/hit-sqlite-shared.ts';
import { ROW as HIT_SYNC_NUMBER } from './rows/hit-sync-number.ts';
import { ROW as HIT_SYNC_NUMBER_STRING } from './rows/hit-sync-number-string.ts';

/** Those of the default store come first: a row that sets up another one leaves it for the next. */
const ROWS: readonly Row[] = [
  HIT_ASYNC_NUMBER,
  HIT_ASYNC_NUMBER_STRING,
  HIT_SYNC_NUMBER,
  HIT_SYNC_NUMBER_STRING,
  HIT_SQLITE_EXCLUSIVE,
  HIT_SQLITE_SHARED,
  ...HIT_REDIS,
];

console.log('| row | who | ns | ratio | middle half | goal |\n|---|---|---|---|---|---|');
for (const row of ROWS) for (const one of await measureRow(row)) console.log(renderLine(row, one));

function renderLine(row: Row, { name, nanoseconds, ratio, spread: [low, high] }: Measurement): string {
  const goal = name === 'holdfast' ? `≤${row.goal}` : '';
  const middle = `${low.toFixed(2)}–${high.toFixed(2)}`;
  return `| ${row.name} | ${name} | ${nanoseconds.toFixed(0)} | ${ratio.toFixed(2)} | ${middle} | ${goal} |`;
}
