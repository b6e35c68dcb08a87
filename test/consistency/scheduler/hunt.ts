import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.ts';
import { RUNTIME_FOLDER } from './runtime-under-test.ts';
import { SMALL_SCENARIOS } from './small-scenarios.ts';

/** What the scheduler said of a mutant. */
export interface Hunt {
  readonly found: boolean;
  /** The last line of what was printed: what is wrong, and how to replay it. */
  readonly said: string;
  readonly milliseconds: number;
}

const RUN = fileURLToPath(new URL('run.ts', import.meta.url));

/** Runs the scheduler against a mutated copy of the runtime, in a process of its own, until it finds something wrong. */
export async function hunt(mutant: Mutant, reads: number): Promise<Hunt> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-mutant-'));
  try {
    const runtime = join(folder, 'src');
    await mkdir(runtime);
    await cp(RUNTIME_FOLDER, runtime, { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(runtime, mutant.file), await mutateFile(mutant));
    return await search(mutant, runtime, reads);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The runtime's file with the mutant's place changed. @throws Error where that place is not there exactly once. */
export async function mutateFile({ name, file, find, replace }: Omit<Mutant, 'scenario'>): Promise<string> {
  const pieces = (await readFile(join(RUNTIME_FOLDER, file), 'utf8')).split(find);
  if (pieces.length !== 2)
    throw new Error(`${name}: ${file} has ${pieces.length - 1} places like ${JSON.stringify(find)}`);
  return pieces.join(replace);
}

function search({ scenario }: Mutant, runtime: string, reads: number): Promise<Hunt> {
  const small = SMALL_SCENARIOS.some(({ name }) => name === scenario);
  const how = small ? ['--exhaustive', '--runs', String(Math.ceil(reads / 3))] : ['--reads', String(reads)];
  const args = [RUN, '--runtime', runtime, '--scenario', scenario, '--brief', ...how];
  const began = performance.now();
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { maxBuffer: 1e8, timeout: 300_000 }, (error, stdout, stderr) => {
      const said = stdout.trimEnd().split('\n').at(-1) ?? '';
      const found = said.startsWith('VIOLATION ') && !said.includes(' failed: ');
      // Code 1 without a violation, or with an actor that failed, is a mistake of the mutant or of the run.
      if (error !== null && !found) reject(new Error(`${stdout}\n${stderr}`, { cause: error }));
      else resolve({ found, said, milliseconds: performance.now() - began });
    });
  });
}
