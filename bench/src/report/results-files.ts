import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RowResult } from '../row.ts';
import { renderChart } from './render-chart.ts';
import { renderResults } from './render-results.ts';
import { WHY_MISSED } from './why-missed.ts';

/** `bench/`, from `bench/dist/report`. */
const FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const DATA = `${FOLDER}results.json`;
const CHARTS = `${FOLDER}results`;

/** All rows as they were last measured in full; none: never. */
export function readResults(): readonly RowResult[] {
  // writeResults wrote it.
  return existsSync(DATA) ? (JSON.parse(readFileSync(DATA, 'utf8')) as readonly RowResult[]) : [];
}

/**
 * Puts new results in the place of older ones of the same rows, and draws all anew.
 *
 * @param names of all rows, in order
 * @throws Error where a reason is given for a row that there is not
 */
export function writeResults(results: readonly RowResult[], names: readonly string[]): void {
  const stray = [...WHY_MISSED.keys()].find((name) => !names.includes(name));
  if (stray !== undefined) throw new Error(`why-missed.ts has a reason for ${stray}, which is no row`);
  const known = new Map([...readResults(), ...results].map((result) => [result.name, result]));
  const all = names.flatMap((name) => known.get(name) ?? []);
  writeFileSync(DATA, `${JSON.stringify(all, undefined, 2)}\n`);
  rmSync(CHARTS, { recursive: true, force: true });
  mkdirSync(CHARTS);
  for (const result of all) writeFileSync(`${CHARTS}/${result.name}.svg`, renderChart(result));
  writeFileSync(`${FOLDER}results.md`, renderResults(all, WHY_MISSED));
}
