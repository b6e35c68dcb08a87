import type { Figure, RowResult, Unit } from '../row.ts';
import { judge } from './judge.ts';
import { renderMeasured, renderValue } from './render-value.ts';

/** A row as a table in Markdown, which reads well on a terminal too. */
export function renderRow(result: RowResult): string {
  const { title, name, unit, figures, absent = [] } = result;
  const cells = [
    ['who', unit === 'times' ? 'ratio' : 'figure', 'goal', '', ''],
    ['---', '---', '---', '---', '---'],
    ...figures.map((figure) => renderFigure(figure, unit)),
    ...absent.map(({ who, reason }) => [who, 'not available', '', '', reason]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0))) ?? [];
  const lines = cells.map((line) => `| ${line.map((cell, column) => pad(cell, widths[column] ?? 0)).join(' | ')} |`);
  return `${title} (${name})\n\n${lines.join('\n')}\n`;
}

function renderFigure(figure: Figure, unit: Unit): string[] {
  const { who, goal, detail = '' } = figure;
  const verdict = judge(figure);
  return [
    figure.role === 'ours' ? `**${who}**` : who,
    renderMeasured(figure, unit),
    goal === undefined ? '' : `≤${renderValue(goal, unit)}`,
    verdict === 'shown' ? '' : verdict,
    detail,
  ];
}

function pad(cell: string, width: number): string {
  return cell === '---' ? '-'.repeat(width) : cell.padEnd(width);
}
