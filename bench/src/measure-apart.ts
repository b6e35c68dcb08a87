import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Mode } from './mode.ts';
import type { RowResult } from './row.ts';

const PROGRAM = fileURLToPath(new URL('./run-row.js', import.meta.url));

/** The longest row, the build, takes eight minutes; one that takes so many milliseconds hangs. */
const LONGEST = 20 * 60_000;
/** And so many to end by itself, with its servers and files. */
const LAST = 5000;

/** Measures a row in one process of its own. @throws Error where the process ended without a result, or hangs */
export async function measureApart(name: string, mode: Mode): Promise<RowResult> {
  const child = fork(PROGRAM, [name, JSON.stringify(mode)], {
    execArgv: ['--expose-gc'],
    // JSON has no NaN.
    serialization: 'advanced',
  });
  const ends = [setTimeout(() => child.kill(), LONGEST), setTimeout(() => child.kill('SIGKILL'), LONGEST + LAST)];
  const results: RowResult[] = [];
  // run-row.ts sends nothing else.
  child.on('message', (result) => results.push(result as RowResult));
  const [code, signal] = await once(child, 'exit');
  for (const end of ends) clearTimeout(end);
  const [result] = results;
  if (result === undefined) throw new Error(`${name} ended without a result (${signal ?? `exit code ${code}`})`);
  return result;
}
