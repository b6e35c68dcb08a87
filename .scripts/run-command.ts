import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Root of the repository, without a slash at the end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Runs one of the repository's tools in its root, with its output on ours; tells the exit code. */
export function runCommand(script: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code, signal) => (code === null ? reject(new Error(`${script}: ${signal}`)) : resolve(code)));
  });
}
