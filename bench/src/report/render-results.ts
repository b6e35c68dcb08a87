import type { Figure, RowResult, Unit } from '../row.ts';
import { judge, type Verdict } from './judge.ts';
import { NOT_HERE } from './not-here.ts';
import { renderMissed, type WhyMissed } from './render-missed.ts';
import { renderMeasured, renderNumber, renderValue } from './render-value.ts';

const INTRODUCTION = `# Results

What a call costs with Holdfast, beside code by hand and beside other packages (their versions stand in
[package.json](package.json)). Written by \`npm run bench\`; \`npm run bench -- --row <name>\` measures one row anew, \`--quick\`
takes a first look and keeps nothing, and \`--check\` fails where a goal is missed.

- **0.86×** is a ratio: 86 % of the time of the row's base, which is 1. The base is the fastest code that a person would write
  for that one function, unless the row says something else. Less is better everywhere on this page.
- **±** is half the width of the middle half of the rounds. All contestants of a row are measured in one process, by turns, in
  slices of 12 ms and each in a compiled loop of its own: first ours and the limit with the base, then the other packages with
  the base, so that none pays for what all of them leave to the collector of memory. A figure is the median of the rounds.
  Rows named *hit* and the two batches of 100 in memory are measured in three processes, one after another, the other packages
  in the first of them, and the rounds of all are taken together: how V8 compiles a call and where its data come to lie is
  decided once in a process, and the rounds of a single one do not show it. Of these rows ± is the most that one process
  showed, and times are those of the first.
  Times in ns, µs and ms differ from machine to machine, ratios hardly.
- **goal** is the most that ours is to be: it is *held*, or exceeded *within noise* (by no more than ±), or *missed*.
- **limit** is the fastest that could be: by code that leaves out what ours has to do, or by a prototype.
- **best of the field** is the fastest of the packages; what it leaves out (ttl, bound) stands in the row.`;

/** The page of all results: our goals in one table, what was missed and why, then each row with its chart. */
export function renderResults(results: readonly RowResult[], why: WhyMissed): string {
  const parts = [
    INTRODUCTION,
    ...(results[0] === undefined ? [] : [`Measured with ${results[0].machine}.`]),
    '## At a glance',
    renderSum(results),
    renderGlance(results),
    ...renderWithoutGoal(results),
    '## Missed goals',
    renderMissed(results, why),
    '## Not measured',
    renderNotMeasured(results),
    ...results.map(renderSection),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderSum(results: readonly RowResult[]): string {
  const verdicts = results.flatMap(({ figures }) => figures.map(judge));
  const count = (verdict: Verdict): number => verdicts.filter((one) => one === verdict).length;
  return `Goals: ${count('held')} held, ${count('within noise')} exceeded within noise, ${count('missed')} missed.`;
}

function renderGlance(results: readonly RowResult[]): string {
  const lines = results.flatMap((result) =>
    result.figures.filter(({ goal }) => goal !== undefined).map((figure) => renderGoal(figure, result)),
  );
  return [
    '| row | what | ours | goal | verdict | limit | best of the field |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function renderGoal(figure: Figure, result: RowResult): string {
  const { unit, title, name, figures } = result;
  // `keyv: miss and store` is compared with `holdfast: miss and store` only.
  const { what } = splitName(figure);
  const peers = figures.filter(
    (peer) => peer.role === 'peer' && splitName(peer).what === what && !/\bby hand\b/.test(peer.who),
  );
  const [best] = peers.toSorted((a, b) => a.value - b.value);
  const limit = figures.find(({ role }) => role === 'limit')?.value ?? result.limit;
  const verdict = judge(figure);
  const cells = [
    `[${title}](#${name})`,
    // Most rows have one figure of ours, which needs no name.
    figure.who === 'holdfast' ? '' : figure.who.replace(/^holdfast[:,] /, ''),
    renderMeasured(figure, unit),
    renderAsked(figure, unit),
    verdict === 'missed' ? '**missed**' : verdict,
    limit === undefined ? '' : renderNumber(limit),
    best === undefined ? '' : `${splitName(best).name} ${renderNumber(best.value)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function renderAsked({ goal }: Figure, unit: Unit): string {
  return goal === undefined ? '' : `≤${renderValue(goal, unit)}`;
}

/** Of `keyv: miss and store`: who, and what was done; most figures say who only. */
function splitName({ who }: Figure): { readonly name: string; readonly what: string } {
  const at = who.indexOf(': ');
  return at === -1 ? { name: who, what: '' } : { name: who.slice(0, at), what: who.slice(at + 2) };
}

function renderWithoutGoal(results: readonly RowResult[]): readonly string[] {
  const rows = results.filter(({ figures }) => figures.every(({ goal }) => goal === undefined));
  if (rows.length === 0) return [];
  return [`Measured without a goal:\n\n${rows.map(({ title, name }) => `- [${title}](#${name})`).join('\n')}`];
}

function renderNotMeasured(results: readonly RowResult[]): string {
  const absent = results.flatMap(({ title, absent = [] }) =>
    absent.map(({ who, reason }) => `- ${title}, ${who}: not available: ${reason}.`),
  );
  return [...NOT_HERE.map(({ title, reason }) => `- ${title}: ${reason}.`), ...absent].join('\n');
}

const HEADINGS: Readonly<Record<Unit, string>> = {
  times: 'ratio',
  milliseconds: 'time',
  percent: 'share',
  trips: 'round trips',
  bytes: 'bytes',
};

function renderSection({ name, title, meaning, unit, figures, measuredOn }: RowResult): string {
  const lines = figures.map((figure) => {
    const ours = figure.role === 'ours' ? `**${figure.who}**` : figure.who;
    return `| ${ours} | ${renderMeasured(figure, unit)} | ${renderAsked(figure, unit)} | ${figure.detail ?? ''} |`;
  });
  const table = [`| who | ${HEADINGS[unit]} | goal | |`, '|---|---|---|---|', ...lines].join('\n');
  return `<a id="${name}"></a>\n\n## ${title}\n\n${meaning} (${measuredOn})\n\n![${title}](results/${name}.svg)\n\n${table}`;
}
