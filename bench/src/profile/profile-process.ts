import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from '../report/judge.ts';
import type { Figure, Profile } from '../row.ts';
import { sumProfile } from './sum-profile.ts';

/** A run of Node that a figure is the time of. */
export interface Run {
  readonly cwd: string;
  readonly args: readonly string[];
}

/** Where a figure misses its goal: its run once more, under the profiler. */
export function profileMissed(figure: Figure, { cwd, args }: Run): readonly Profile[] {
  if (judge(figure) !== 'missed') return [];
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-profile-'));
  try {
    const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=100'];
    execFileSync(process.execPath, [...flags, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    // Of several threads the main one is the first.
    const [file = ''] = readdirSync(folder).toSorted();
    return [{ who: figure.who, lines: sumProfile(JSON.parse(readFileSync(join(folder, file), 'utf8')).nodes) }];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
