import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cost, runMeasured } from './run-measured.ts';
import { writeProject } from './write-project.ts';

/** A command beside `tsc --noEmit` on the same project. */
export interface ScaleMeasurement {
  readonly name: string;
  /** Medians of the rounds. */
  readonly cost: Cost;
  /** Relative to `tsc --noEmit` in the same round: the medians. */
  readonly time: number;
  readonly memory: number;
}

const ROUNDS = 5;

/** Measures `holdfast keys` and `holdfast check` on 1,000 files with 2,000 functions. @param root of the repository */
export function measureScale(root: string): readonly ScaleMeasurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-scale-'));
  try {
    const packages = join(root, 'node_modules');
    writeProject(folder, packages, 'annotated');
    const holdfast = join(root, 'codegen/dist/esm/cli.js');
    const commands = [
      { name: 'tsc --noEmit', args: [join(packages, 'typescript/bin/tsc'), '--noEmit'] },
      { name: 'holdfast keys', args: [holdfast, 'keys'] },
      { name: 'holdfast check', args: [holdfast, 'check'] },
    ];
    // One round to fill the caches of the disk and of compiled code.
    for (const { args } of commands) runMeasured(folder, args);
    const rounds = Array.from({ length: ROUNDS }, () => commands.map(({ args }) => runMeasured(folder, args)));
    return commands.map(({ name }, column) => {
      const costs = rounds.map((round) => ({ own: at(round, column), base: at(round, 0) }));
      return {
        name,
        cost: {
          milliseconds: median(costs.map(({ own }) => own.milliseconds)),
          kilobytes: median(costs.map(({ own }) => own.kilobytes)),
          processor: median(costs.map(({ own }) => own.processor)),
        },
        time: median(costs.map(({ own, base }) => own.milliseconds / base.milliseconds)),
        memory: median(costs.map(({ own, base }) => own.kilobytes / base.kilobytes)),
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function at(round: readonly Cost[], column: number): Cost {
  return round[column] ?? { milliseconds: Number.NaN, kilobytes: Number.NaN, processor: Number.NaN };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
