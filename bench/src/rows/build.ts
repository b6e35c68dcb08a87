import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mode } from '../mode.ts';
import { halfSpread, quantile } from '../race/quantile.ts';
import type { Figure, Measured, Row } from '../row.ts';
import { type Cost, runMeasured } from '../scale/run-measured.ts';
import { type Annotated, writeProject } from '../scale/write-project.ts';

/** Of the repository, from `bench/dist/rows`. */
const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

const SUBJECTS: readonly { readonly annotated: Annotated; readonly who: string; readonly goal: number }[] = [
  { annotated: 'annotated', who: '2,000 annotated functions', goal: 1.1 },
  { annotated: 'plain', who: 'no annotations', goal: 1.01 },
];

async function measure({ quick }: Mode): Promise<Measured> {
  const figures: Figure[] = [];
  for (const subject of SUBJECTS) figures.push(...measureProject(subject, quick ? 3 : 9));
  return { figures };
}

function measureProject({ annotated, who, goal }: (typeof SUBJECTS)[number], rounds: number): readonly Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-build-'));
  try {
    writeProject(folder, PACKAGES, annotated);
    const build = (project: string): Cost =>
      runMeasured(folder, [join(PACKAGES, 'ts-patch/bin/tspc.js'), '-p', project]);
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
    return [
      { who: `tspc: ${who}`, role: 'base', value: 1, noise: 0, detail: `${seconds.toFixed(2)} s of processors` },
      {
        who: `holdfast: ${who}`,
        role: 'ours',
        value: quantile(ratios, 0.5),
        noise: halfSpread(ratios),
        goal,
        detail: `by the clock on the wall ${wall.toFixed(3)}`,
      },
    ];
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
