import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Mode } from './mode.ts';
import type { RowResult } from './row.ts';

const PROGRAM = fileURLToPath(new URL('./run-row.js', import.meta.url));

/** Measures a row in a process of its own. @throws Error where the process ended without a result */
export async function measureApart(name: string, mode: Mode): Promise<RowResult> {
  const child = fork(PROGRAM, [name, JSON.stringify(mode)], { execArgv: ['--expose-gc'] });
  const results: RowResult[] = [];
  // run-row.ts sends nothing else.
  child.on('message', (result) => results.push(result as RowResult));
  const [code, signal] = await once(child, 'exit');
  const [result] = results;
  if (result === undefined) throw new Error(`${name} ended without a result (${signal ?? `exit code ${code}`})`);
  return result;
}
