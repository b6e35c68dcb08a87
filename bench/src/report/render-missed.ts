import type { Figure, Profile, RowResult } from '../row.ts';
import { judge } from './judge.ts';
import { renderMeasured, renderValue } from './render-value.ts';

/** Where the time of a row's missed goal goes and why it cannot go, by the row's name. */
export type WhyMissed = ReadonlyMap<string, string>;

/** Each missed goal with its figure, its reason where one is known, and its profile where one was taken. */
export function renderMissed(results: readonly RowResult[], why: WhyMissed): string {
  const missed = results.flatMap((result) => renderRow(result, why));
  if (missed.length === 0) return 'None.';
  const hasProfile = missed.some((part) => part.includes('<details>'));
  return [...(hasProfile ? [PROFILES] : []), ...missed].join('\n\n');
}

const PROFILES =
  'A profile lists the functions that most time was spent in, each without what it calls: `(idle)` waits for a server, `(program)` and functions without a file are Node and V8 themselves.';

function renderRow(result: RowResult, why: WhyMissed): readonly string[] {
  const missed = result.figures.filter((figure) => judge(figure) === 'missed');
  const reason = why.get(result.name);
  return missed.length === 0
    ? []
    : [
        ...missed.map((figure) => renderFigure(figure, result)),
        ...(reason === undefined ? [] : [reason]),
        ...missed.flatMap(({ who }) => result.profiles?.filter((one) => one.who === who).map(renderProfile) ?? []),
      ];
}

function renderFigure(figure: Figure, { name, title, unit }: RowResult): string {
  const { who, goal = Number.NaN } = figure;
  return `**[${title}](#${name}), ${who}**: ${renderMeasured(figure, unit)} instead of ≤${renderValue(goal, unit)}.`;
}

function renderProfile({ who, lines }: Profile): string {
  const table = lines.map(({ place, share }) => `| ${(share * 100).toFixed(1)} % | \`${place}\` |`);
  const rows = ['| share | function |', '|---|---|', ...table].join('\n');
  return `<details><summary>Profile of ${who}</summary>\n\n${rows}\n\n</details>`;
}
