import type { Figure, RowResult } from '../row.ts';
import { type Axis, linearAxis, logarithmicAxis } from './axis.ts';
import { judge } from './judge.ts';
import { renderMeasured, renderNumber } from './render-value.ts';

/** Of the axis. */
const LENGTH = 470;
/** Room for names at least, and for figures. */
const NAMES = 350;
const FIGURES = 170;
/** Of a letter of a bold name, about. */
const LETTER = 7.4;
const TOP = 58;
const LINE = 24;
const COLORS = { base: '#555555', limit: '#1a7f37', ours: '#0b57d0', peer: '#9a9a9a', missed: '#c5221f' } as const;

interface Chart {
  readonly axis: Axis;
  /** Where the axis begins. */
  readonly left: number;
  readonly bottom: number;
}

/**
 * A row as a chart in SVG: a line for each figure with its noise as a bar, the base at 1, the limit as a dashed line,
 * a goal as an upright stroke on its figure's line.
 */
export function renderChart(result: RowResult): string {
  const { title, figures, unit } = result;
  const bottom = TOP + figures.length * LINE;
  const longest = Math.max(...figures.map(({ who }) => who.length));
  const left = Math.max(NAMES, Math.ceil(longest * LETTER) + 24);
  const chart: Chart = { axis: chooseAxis(result), bottom, left };
  const limit = findLimit(result);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + LENGTH + FIGURES} ${bottom + 44}" font-family="sans-serif" font-size="13">`,
    `<title>${escape(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text([16, 26], title, 'font-size="16" font-weight="bold"'),
    ...chart.axis.ticks.map((tick) => renderTick(tick, chart)),
    ...(unit === 'times' ? [renderRule(1, chart, `stroke="${COLORS.base}"`)] : []),
    ...(limit === undefined ? [] : [renderLimit(limit, chart)]),
    ...figures.map((figure, index) => renderFigure(figure, { ...chart, y: TOP + index * LINE + LINE / 2, unit })),
    text(
      [left, bottom + 36],
      figures.some(({ goal }) => goal !== undefined) ? `${AXES[unit]}. ┃ goal` : AXES[unit],
      'fill="#555555" font-size="12"',
    ),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

const AXES: Readonly<Record<RowResult['unit'], string>> = {
  times: 'relative to the base of the row, 1; less is better',
  milliseconds: 'milliseconds; less is better',
  percent: 'percent; less is better',
  trips: 'round trips that the caller waits for; less is better',
  bytes: 'bytes; less is better',
};

function chooseAxis(result: RowResult): Axis {
  const { figures, unit } = result;
  const ends = figures.flatMap(({ value, noise, goal = value }) => [value - noise, value, value + noise, goal]);
  const limit = findLimit(result);
  const values = [...ends, ...(limit === undefined ? [] : [limit]), ...(unit === 'times' ? [1] : [])];
  const isRatio = unit === 'times' || unit === 'milliseconds' || unit === 'bytes';
  return isRatio && values.every((value) => value > 0) ? logarithmicAxis(values) : linearAxis(values);
}

/** Measured, or of the row's design. */
function findLimit({ figures, limit }: RowResult): number | undefined {
  const measured = figures.filter(({ role }) => role === 'limit').map(({ value }) => value);
  return measured.length > 0 ? Math.min(...measured) : limit;
}

function renderTick(tick: number, chart: Chart): string {
  const x = toX(tick, chart);
  const label = text([x, chart.bottom + 16], renderNumber(tick), 'text-anchor="middle" fill="#555555" font-size="12"');
  return `${renderRule(tick, chart, 'stroke="#e4e4e4"')}\n${label}`;
}

function renderRule(value: number, chart: Chart, style: string): string {
  const x = toX(value, chart);
  return `<line x1="${x}" x2="${x}" y1="${TOP - 4}" y2="${chart.bottom}" ${style}/>`;
}

function renderLimit(limit: number, chart: Chart): string {
  const label = `text-anchor="middle" fill="${COLORS.limit}" font-size="12"`;
  return [
    renderRule(limit, chart, `stroke="${COLORS.limit}" stroke-dasharray="5 4"`),
    text([toX(limit, chart), TOP - 10], `limit ${renderNumber(limit)}`, label),
  ].join('\n');
}

interface Place extends Chart {
  readonly y: number;
  readonly unit: RowResult['unit'];
}

function renderFigure(figure: Figure, place: Place): string {
  const { y, unit, left } = place;
  const right = left + LENGTH;
  const { who, role, value, noise, goal } = figure;
  const color = judge(figure) === 'missed' ? COLORS.missed : COLORS[role];
  const [x, low, high] = [value, value - noise, value + noise].map((one) => toX(one, place));
  const weight = role === 'ours' ? 'font-weight="bold"' : '';
  const parts = [
    text([left - 12, y + 4], who, `text-anchor="end" ${weight}`),
    `<line x1="${left}" x2="${right}" y1="${y}" y2="${y}" stroke="#f0f0f0"/>`,
    `<line x1="${low}" x2="${high}" y1="${y}" y2="${y}" stroke="${color}" stroke-width="2"/>`,
    `<circle cx="${x}" cy="${y}" r="${role === 'ours' ? 6 : 4.5}" fill="${color}"/>`,
    text([right + 12, y + 4], renderMeasured(figure, unit), weight),
  ];
  if (goal !== undefined) {
    const at = toX(goal, place);
    parts.push(`<line x1="${at}" x2="${at}" y1="${y - 9}" y2="${y + 9}" stroke="#000000" stroke-width="3"/>`);
  }
  return parts.join('\n');
}

function toX(value: number, { axis, left }: Chart): number {
  return Math.round((left + axis.place(value) * LENGTH) * 10) / 10;
}

function text([x, y]: readonly [number, number], content: string, style: string): string {
  return `<text x="${x}" y="${y}" ${style}>${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
