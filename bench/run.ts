/**
 * `npm run bench`: installs the packages that the benchmark compares with where they are missing, builds ours, compiles
 * the benchmark with tspc as a user would, and runs it. Takes the arguments of src/main.ts: `npm run bench -- --row
 * hit-async-number --quick`.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BENCH = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(BENCH, '..');
const TSPC = 'node_modules/ts-patch/bin/tspc.js';

if (!hasPackages()) run(BENCH, 'npm', ['ci']);
run(ROOT, process.execPath, ['.scripts/build.ts']);
rmSync(join(BENCH, 'dist'), { recursive: true, force: true });
run(ROOT, process.execPath, [TSPC, '-p', 'bench']);
run(ROOT, process.execPath, ['bench/dist/main.js', ...process.argv.slice(2)]);

/** Whether what is installed is what the lock file says. */
function hasPackages(): boolean {
  const installed = join(BENCH, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const has = readVersions(installed);
  return Object.entries(readVersions(join(BENCH, 'package-lock.json'))).every(
    ([path, { version, optional }]) => path === '' || optional === true || has[path]?.version === version,
  );
}

function readVersions(file: string): Record<string, { readonly version?: string; readonly optional?: boolean }> {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** Runs a step with its output on ours; where it fails, nothing follows. */
function run(cwd: string, program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, {
    cwd,
    stdio: 'inherit',
    shell: program === 'npm' && process.platform === 'win32',
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
