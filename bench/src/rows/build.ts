import { mkdtempSync, rmSync } from 'node:fs';
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

/** Of builds with a goal: single ones differ by a tenth. */
const ROUNDS = 11;

interface Subject {
  readonly who: string;
  readonly write: (folder: string) => void;
  readonly goal?: number;
}

const SUBJECTS: readonly Subject[] = [
  { who: '2,000 annotated functions', write: (folder) => writeProject(folder, PACKAGES, 'annotated'), goal: 1.1 },
  { who: 'no annotations', write: (folder) => writeProject(folder, PACKAGES, 'plain'), goal: 1.01 },
  {
    who: '40 models that all refer to each other, 120 functions',
    write: (folder) => writeModels(folder, PACKAGES, 'cached only'),
  },
  {
    who: '40 models that all refer to each other, tracked as entities',
    write: (folder) => writeModels(folder, PACKAGES, 'entities'),
  },
];

async function measure({ quick }: Mode): Promise<Measured> {
  const figures: Figure[] = [];
  const profiles: Profile[] = [];
  for (const subject of SUBJECTS) {
    const measured = measureProject(subject, quick || subject.goal === undefined ? 3 : ROUNDS);
    figures.push(...measured.figures);
    profiles.push(...(measured.profiles ?? []));
  }
  return { figures, profiles };
}

function measureProject({ who, write, goal }: Subject, rounds: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-build-'));
  try {
    write(folder);
    const argsOf = (project: string): string[] => [join(PACKAGES, 'ts-patch/bin/tspc.js'), '-p', project];
    const build = (project: string): Cost => runMeasured(folder, argsOf(project));
    // One round to fill the caches of the disk and of compiled code.
    build('tsconfig.plain.json');
    build('tsconfig.json');
    const costs = Array.from({ length: rounds }, (_, round) => measureRound(build, round));
    const ratios = costs.map(({ plain, ours }) => ours.processor / plain.processor);
    const wall = quantile(
      costs.map(({ plain, ours }) => ours.milliseconds / plain.milliseconds),
      0.5,
    );
    const seconds = quantile(
      costs.map(({ plain }) => plain.processor / 1000),
      0.5,
    );
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
      figures: [base, ours],
      profiles: profileMissed(ours, { cwd: folder, args: argsOf('tsconfig.json') }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each of the two is first as often as second. */
function measureRound(build: (project: string) => Cost, round: number): { readonly plain: Cost; readonly ours: Cost } {
  if (round % 2 === 0) {
    const plain = build('tsconfig.plain.json');
    return { plain, ours: build('tsconfig.json') };
  }
  const ours = build('tsconfig.json');
  return { plain: build('tsconfig.plain.json'), ours };
}

/** What the plugin adds to a build. */
export const ROW: Row = {
  title: 'build, 1,000 files',
  unit: 'times',
  meaning:
    '1 is tspc without the plugin on the same project: processor time of the whole process, so that what else the machine does counts little.',
  limit: 1,
  measure,
};
