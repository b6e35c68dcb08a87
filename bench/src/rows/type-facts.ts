import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mode } from '../mode.ts';
import { profileMissed } from '../profile/profile-process.ts';
import { halfSpread, quantile } from '../race/quantile.ts';
import type { Figure, Measured, Row } from '../row.ts';

/** It uses the transformer's sources, so it is not compiled with these; from `bench/dist/rows`. */
const PROGRAM = fileURLToPath(new URL('../../type-facts.ts', import.meta.url));

interface Round {
  readonly captures: number;
  readonly facts: number;
}

async function measure({ quick }: Mode): Promise<Measured> {
  const args = [PROGRAM, '--json', '--rounds', quick ? '3' : '9'];
  const text = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const rounds: readonly Round[] = JSON.parse(text);
  const figure = (who: string, of: (round: Round) => number): Figure => {
    const times = rounds.map(of);
    return { who, role: 'ours', value: quantile(times, 0.5), noise: halfSpread(times) };
  };
  const together = { ...figure('together', ({ captures, facts }) => captures + facts), goal: 0.3 };
  return {
    figures: [
      figure('captured data', ({ captures }) => captures),
      figure('facts and shape of the result', ({ facts }) => facts),
      together,
    ],
    profiles: profileMissed(together, { cwd: process.cwd(), args }),
  };
}

/** What reading types costs the build. */
export const ROW: Row = {
  title: 'build, reading the types of a function',
  unit: 'milliseconds',
  meaning:
    'Milliseconds of processor time for each of 1,000 functions, each with result types of its own of 20 fields, beside what the compiler does anyway.',
  measure,
};
