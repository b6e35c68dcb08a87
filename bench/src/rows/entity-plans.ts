import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mode } from '../mode.ts';
import { halfSpread, quantile } from '../race/quantile.ts';
import type { Figure, Measured, Row } from '../row.ts';

/** It uses the transformer's sources, so it is not compiled with these; from `bench/dist/rows`. */
const PROGRAM = fileURLToPath(new URL('../../entity-plans.ts', import.meta.url));

/** What one kind of program cost in a round. */
interface Measurement {
  /** `@tracks, by type` */
  readonly title: string;
  /** Of the whole program. */
  readonly index: number;
  /** Of one function. */
  readonly plan: number;
}

async function measure({ quick }: Mode): Promise<Measured> {
  const args = [PROGRAM, '--json', '--rounds', quick ? '1' : '5'];
  const text = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const rounds: readonly (readonly Measurement[])[] = JSON.parse(text);
  const titles = rounds[0]?.map(({ title }) => title) ?? [];
  const figures = titles.map((title, kind): Figure => {
    const measured = rounds.flatMap((round) => round[kind] ?? []);
    const plans = measured.map(({ plan }) => plan);
    const index = quantile(
      measured.map((one) => one.index),
      0.5,
    );
    const detail = `and ${index.toFixed(1)} ms once for the program`;
    return { who: title, role: 'ours', value: quantile(plans, 0.5), noise: halfSpread(plans), detail };
  });
  return { figures };
}

/** What it costs the build to find out where entities stand in results. */
export const ROW: Row = {
  title: 'build, finding where entities stand in the results of a function',
  unit: 'milliseconds',
  meaning:
    'Milliseconds of processor time for each of 1,000 functions, each with result types of its own of 20 fields, a nested entity and a list of itself, beside the reading of types. In a program without `@entity` nothing is looked for.',
  measure,
};
