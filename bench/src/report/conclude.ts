import type { RowResult } from '../row.ts';
import { judge, type Verdict } from './judge.ts';

/** What was measured, and what was not. */
export interface Outcome {
  readonly results: readonly RowResult[];
  /** Names of rows that ended without a result. */
  readonly failures: readonly string[];
  /** `--check` */
  readonly check: boolean;
}

/** The end of a run. */
export interface Conclusion {
  /** A line for each row that was not measured and each goal that was missed or is open, and the sum. */
  readonly lines: readonly string[];
  /** 1 where a row was not measured; with `--check` also where a goal was missed by more than its noise. */
  readonly exitCode: 0 | 1;
}

/** Sums up a run: what a figure within its noise says is left open, so it fails nothing. */
export function conclude({ results, failures, check }: Outcome): Conclusion {
  const missed = listFigures(results, 'missed');
  const open = listFigures(results, 'within noise');
  const rows = `rows: ${results.length} measured, ${failures.length} not`;
  const goals = `goals: ${listFigures(results, 'held').length} held, ${open.length} exceeded within noise, ${missed.length} missed`;
  return {
    lines: [
      ...failures.map((name) => `not measured: ${name}`),
      ...missed.map((name) => `missed: ${name}`),
      ...open.map((name) => `within noise: ${name}`),
      `${rows}; ${goals}`,
    ],
    exitCode: failures.length > 0 || (check && missed.length > 0) ? 1 : 0,
  };
}

function listFigures(results: readonly RowResult[], verdict: Verdict): readonly string[] {
  return results.flatMap(({ title, figures }) =>
    figures.filter((figure) => judge(figure) === verdict).map(({ who }) => `${title}: ${who}`),
  );
}
