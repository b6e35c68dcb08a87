/**
 * Runs programs of the matrix in a process of its own and prints what each step gave as JSON:
 * `node run-matrix.ts /…/folder`, where the folder holds one CommonJS file a program, and in cached.json the names of those
 * whose function is cached.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** What a program did: the value of each step, printed, and how often the body ran in it. */
export interface MatrixRun {
  readonly values: readonly string[];
  readonly runs: readonly number[];
}

interface MatrixModule {
  readonly bodyRuns: () => number;
  readonly steps: readonly (() => Promise<unknown>)[];
  readonly end: () => Promise<void>;
}

const require = createRequire(import.meta.url);
const [folder = ''] = process.argv.slice(2);
const cached: readonly string[] = JSON.parse(readFileSync(join(folder, 'cached.json'), 'utf8'));
const ran: Record<string, MatrixRun> = {};
for (const file of readdirSync(folder).filter((entry) => entry.endsWith('.cjs'))) {
  const name = file.slice(0, -'.cjs'.length);
  ran[name] = await run(require(join(folder, file)), cached.includes(name));
}
process.stdout.write(JSON.stringify(ran));

async function run({ bodyRuns, steps, end }: MatrixModule, isCached: boolean): Promise<MatrixRun> {
  const values: string[] = [];
  const runs: number[] = [];
  for (const [index, step] of steps.entries()) {
    if (isCached && index === steps.length - 1) await end();
    const before = bodyRuns();
    try {
      values.push(inspect(await step()));
    } catch (error) {
      values.push(`threw ${String(error)}`);
    }
    runs.push(bodyRuns() - before);
  }
  return { values, runs };
}
