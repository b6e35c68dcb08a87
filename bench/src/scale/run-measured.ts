import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a process needed. */
export interface Cost {
  readonly milliseconds: number;
  /** Peak of the resident memory. */
  readonly kilobytes: number;
  /** Milliseconds of all processors together: unlike the other time, what else the machine does counts little. */
  readonly processor: number;
}

/** Runs Node with these arguments in a folder. @throws Error where it does not end with 0 */
export function runMeasured(folder: string, args: readonly string[]): Cost {
  const report = join(folder, 'usage.json');
  // The process tells its own usage when it ends; nothing else is loaded into it.
  const script = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())));`;
  const preload = `--import=data:text/javascript,${encodeURIComponent(script)}`;
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [preload, ...args], { cwd: folder, encoding: 'utf8' });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout.slice(0, 2000)}${stderr}`);
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(report, 'utf8'));
  return { milliseconds, kilobytes: maxRSS, processor: (userCPUTime + systemCPUTime) / 1000 };
}
