import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mode } from '../mode.ts';
import { profileMissed } from '../profile/profile-process.ts';
import { halfSpread, quantile } from '../race/quantile.ts';
import type { Figure, Measured, Profile, Row } from '../row.ts';
import { type Cost, runMeasured } from '../scale/run-measured.ts';
import { writeModels } from '../scale/write-models.ts';
import { writeProject } from '../scale/write-project.ts';

/** Of the repository, from `bench/dist/rows`. */
const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

interface Subject {
  readonly who: string;
  readonly write: (folder: string) => void;
  readonly goal?: number;
  /** Single builds differ by a tenth. */
  readonly rounds: number;
  /** Whether limit-plugin.cts knows the project. */
  readonly hasLimit?: boolean;
}

const SUBJECTS: readonly Subject[] = [
  {
    who: '2,000 annotated functions',
    write: (folder) => writeProject(folder, PACKAGES, 'annotated'),
    goal: 1.1,
    rounds: 21,
    hasLimit: true,
  },
  { who: 'no annotations', write: (folder) => writeProject(folder, PACKAGES, 'plain'), goal: 1.01, rounds: 11 },
  {
    who: '40 models that all refer to each other, 120 functions',
    write: (folder) => writeModels(folder, PACKAGES, 'cached only'),
    rounds: 3,
  },
  {
    who: '40 models that all refer to each other, tracked as entities',
    write: (folder) => writeModels(folder, PACKAGES, 'entities'),
    rounds: 3,
  },
];

async function measure({ quick }: Mode): Promise<Measured> {
  const figures: Figure[] = [];
  const profiles: Profile[] = [];
  for (const subject of SUBJECTS) {
    const measured = measureProject(subject, quick ? 3 : subject.rounds);
    figures.push(...measured.figures);
    profiles.push(...(measured.profiles ?? []));
  }
  return { figures, profiles };
}

/** What one round takes with each configuration. */
interface Costs {
  readonly plain: Cost;
  readonly ours: Cost;
  readonly limit?: Cost;
  readonly reads?: Cost;
  readonly checks?: Cost;
}

function measureProject({ who, write, goal, hasLimit = false }: Subject, rounds: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-build-'));
  try {
    write(folder);
    const argsOf = (project: string): string[] => [join(PACKAGES, 'ts-patch/bin/tspc.js'), '-p', project];
    const namesIn = (round: number): readonly (keyof Costs)[] =>
      // Limits have no goal, so every second round will do for them.
      hasLimit && round % 2 === 0 ? ['plain', 'ours', 'limit', 'reads', 'checks'] : ['plain', 'ours'];
    const build = (name: keyof Costs): Cost => runMeasured(folder, argsOf(CONFIGURATIONS[name]));
    // One round to fill the caches of the disk and of compiled code.
    if (hasLimit) checkLimit(folder, build);
    else for (const name of namesIn(0)) build(name);
    const costs = Array.from({ length: rounds }, (_, round) => measureRound(namesIn(round), build, round));
    const ratiosOf = (cost: (costs: Costs) => number | undefined, plain: (costs: Costs) => number): number[] =>
      costs.flatMap((one) => {
        const value = cost(one);
        return value === undefined ? [] : [value / plain(one)];
      });
    const plainTime = ({ plain }: Costs): number => plain.processor;
    const ratios = ratiosOf(({ ours }) => ours.processor, plainTime);
    const limitOf = (said: string, ofPlugin: readonly number[], detail: string): Figure => ({
      who: `${said}: ${who}`,
      role: 'limit',
      value: quantile(ofPlugin, 0.5),
      noise: halfSpread(ofPlugin),
      detail,
    });
    const limits = hasLimit
      ? [
          limitOf(
            'the same text, known beforehand',
            ratiosOf(({ limit }) => limit?.processor, plainTime),
            'a plugin that reads no comment and asks for no type',
          ),
          limitOf(
            'and reading comments and types',
            ratiosOf(({ reads }) => reads?.processor, plainTime),
            'what a spec is made of is read, and nothing is checked',
          ),
          limitOf(
            'and looking for mistakes',
            ratiosOf(({ checks }) => checks?.processor, plainTime),
            'those that functions of this project could have, each in the plainest way',
          ),
        ]
      : [];
    const wall = quantile(
      ratiosOf(
        ({ ours }) => ours.milliseconds,
        ({ plain }) => plain.milliseconds,
      ),
      0.5,
    );
    const seconds = quantile(costs.map(plainTime), 0.5) / 1000;
    const base: Figure = {
      who: `tspc: ${who}`,
      role: 'base',
      value: 1,
      noise: 0,
      detail: `${seconds.toFixed(2)} s of processors`,
    };
    const ours: Figure = {
      who: `holdfast: ${who}`,
      role: 'ours',
      value: quantile(ratios, 0.5),
      noise: halfSpread(ratios),
      ...(goal !== undefined && { goal }),
      detail: `by the clock on the wall ${wall.toFixed(3)}`,
    };
    return {
      figures: [base, ...limits, ours],
      profiles: profileMissed(ours, { cwd: folder, args: argsOf(CONFIGURATIONS.ours) }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const CONFIGURATIONS = {
  plain: 'tsconfig.plain.json',
  ours: 'tsconfig.json',
  limit: 'tsconfig.limit.json',
  reads: 'tsconfig.reads.json',
  checks: 'tsconfig.checks.json',
} as const satisfies Record<keyof Costs, string>;

/** Each of them is first about as often as the others. */
function measureRound(names: readonly (keyof Costs)[], build: (name: keyof Costs) => Cost, round: number): Costs {
  const start = Math.floor(round / 2) % names.length;
  const costs = [...names.slice(start), ...names.slice(0, start)].map((name) => [name, build(name)] as const);
  return Object.fromEntries(costs) as Record<keyof Costs, Cost>;
}

/** @throws Error where it does not write as much as ours, give or take a hundredth: then it would be no limit */
function checkLimit(folder: string, build: (name: keyof Costs) => Cost): void {
  const sizeOf = (name: keyof Costs): number => {
    build(name);
    const output = join(folder, 'dist');
    return readdirSync(output).reduce((sum, file) => sum + statSync(join(output, file)).size, 0);
  };
  sizeOf('plain');
  const ours = sizeOf('ours');
  const limit = sizeOf('limit');
  if (Math.abs(limit / ours - 1) > 0.01) throw new Error(`the limit writes ${limit} bytes and ours ${ours}.`);
}

/** What the plugin adds to a build. */
export const ROW: Row = {
  title: 'build, 1,000 files',
  unit: 'times',
  meaning:
    '1 is tspc without the plugin on the same project: processor time of the whole process, so that what else the machine does counts little.',
  measure,
};
