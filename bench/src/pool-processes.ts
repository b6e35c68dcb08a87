import { halfSpread, quantile } from './race/quantile.ts';
import { judge } from './report/judge.ts';
import type { Figure, RowResult } from './row.ts';

/**
 * One result of what several processes measured of a row. A figure that others have too is the median of the rounds of
 * all of them, its noise half the width of their middle half, and its detail that of the process in the middle. Profiles
 * stay where the goal was missed in the end, rounds do not.
 *
 * @param first has all figures, and those first that the others have
 * @throws Error where another has another figure in the same place
 */
export function poolProcesses(first: RowResult, others: readonly RowResult[]): RowResult {
  const figures = first.figures.map((figure, at) => {
    const same = others.flatMap((other) => other.figures[at] ?? []);
    const stranger = same.find(({ who }) => who !== figure.who);
    if (stranger !== undefined) throw new Error(`${first.name} measured ${stranger.who} in place of ${figure.who}.`);
    return poolFigures([figure, ...same]);
  });
  const profiles = figures.flatMap((figure) => {
    if (judge(figure) !== 'missed') return [];
    const all = [first, ...others].flatMap((result) => result.profiles ?? []);
    return all.find(({ who }) => who === figure.who) ?? [];
  });
  return { ...first, figures, profiles };
}

function poolFigures(figures: readonly [Figure, ...Figure[]]): Figure {
  const sorted = figures.toSorted((a, b) => a.value - b.value);
  const { rounds: _, ...middle } = sorted[Math.floor((sorted.length - 1) / 2)] ?? figures[0];
  const rounds = figures.flatMap((figure) => figure.rounds ?? []);
  // With rounds of one process only this is what the process said itself.
  return rounds.length === 0 ? middle : { ...middle, value: quantile(rounds, 0.5), noise: halfSpread(rounds) };
}
