import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a process needed. */
export interface Cost {
  readonly milliseconds: number;
  /** Peak of the resident memory. */
  readonly kilobytes: number;
}

/** Runs Node with these arguments in a folder. @throws Error where it does not end with 0 */
export function runMeasured(folder: string, args: readonly string[]): Cost {
  const report = join(folder, 'peak.txt');
  // The process tells its own peak when it ends; nothing else is loaded into it.
  const script = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(script)}`;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [preload, ...args], { cwd: folder, encoding: 'utf8' });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout.slice(0, 2000)}${stderr}`);
  return { milliseconds, kilobytes: Number(readFileSync(report, 'utf8')) };
}
