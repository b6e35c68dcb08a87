import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Timed } from '../race/contestant.ts';
import type { Absent } from '../row.ts';

/** `bench/python`, from `bench/dist/peers`. */
const FOLDER = fileURLToPath(new URL('../../python/', import.meta.url));

export interface PythonProgram {
  readonly who: string;
  /** File in `bench/python`, and what it is started with. */
  readonly args: readonly [file: string, ...string[]];
  readonly remark?: string;
}

/** Python as a contestant, in a process that takes the time of its own loop; or why it cannot be one. */
export function enterPython({ who, args: [file, ...rest], remark }: PythonProgram): Timed | Absent {
  const { status, error } = spawnSync('python3', ['--version']);
  if (status !== 0) return { who, reason: `python3 does not run here (${error?.message ?? `exit code ${status}`})` };
  const child = spawn('python3', ['-B', FOLDER + file, ...rest], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<number> => {
    child.stdin.write(`${question}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`${who} ended before it answered`);
    return Number(value);
  };
  const about = { who, role: 'peer', ...(remark === undefined ? {} : { remark }) } as const;
  return { ...about, time: (count) => ask(String(count)), countRuns: () => ask('runs') };
}
