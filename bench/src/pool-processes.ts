import { quantile } from './race/quantile.ts';
import { judge } from './report/judge.ts';
import type { Figure, RowResult } from './row.ts';

/**
 * One result of what several processes measured of a row. A figure that all of them have is the median of all their
 * rounds; its noise is the most that one of them showed, so that a difference between processes excuses nothing. The
 * rest is what the first one says. Profiles stay where the goal was missed in the end, rounds do not.
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
  const [{ rounds: _, ...first }] = figures;
  const rounds = figures.flatMap((figure) => figure.rounds ?? []);
  if (rounds.length === 0) return first;
  return { ...first, value: quantile(rounds, 0.5), noise: Math.max(...figures.map(({ noise }) => noise)) };
}
