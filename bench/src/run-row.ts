/** Measures one row in this process and sends the result to the parent: `run-row.js <row> <mode as JSON>`. */

import { cpus } from 'node:os';
import type { Mode } from './mode.ts';
import type { RowResult } from './row.ts';
import { ROWS } from './rows.ts';

// Whoever ends this process early means its servers and files too: they end with `exit`.
process.once('SIGTERM', () => process.exit(1));
process.once('disconnect', () => process.exit(1));
const [name = '', mode = ''] = process.argv.slice(2);
const load = ROWS.get(name);
if (load === undefined) throw new Error(`there is no row ${name}`);
const { measure, ...about } = await load();
// main.ts wrote it as the parent.
const measured = await measure(JSON.parse(mode) as Mode);
const result: RowResult = {
  name,
  ...about,
  ...measured,
  measuredOn: new Date().toISOString().slice(0, 10),
  machine: `Node ${process.versions.node}, ${cpus().length} cores`,
};
// Servers and connections of a row end with the process.
process.send?.(result, () => process.exit());
