/** `node bench/dist/scale.js`: what `holdfast keys` and `holdfast check` cost beside `tsc --noEmit`. */

import { fileURLToPath } from 'node:url';
import { measureScale } from './scale/measure-scale.ts';

const GOAL = 1.3;

console.log('1,000 files, 2,000 annotated functions\n');
console.log('| command | seconds | MB | time | memory | goal |\n|---|---|---|---|---|---|');
for (const { name, cost, time, memory } of measureScale(fileURLToPath(new URL('../..', import.meta.url)))) {
  const goal = name.startsWith('holdfast') ? `≤${GOAL}` : '';
  const seconds = (cost.milliseconds / 1000).toFixed(2);
  const megabytes = (cost.kilobytes / 1024).toFixed(0);
  console.log(`| ${name} | ${seconds} | ${megabytes} | ${time.toFixed(2)} | ${memory.toFixed(2)} | ${goal} |`);
}
