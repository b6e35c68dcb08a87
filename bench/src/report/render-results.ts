import type { Figure, Profile, RowResult } from '../row.ts';
import { judge } from './judge.ts';
import { NOT_HERE } from './not-here.ts';
import { renderNumber, renderValue } from './render-value.ts';

const INTRODUCTION = `# Results

Written by \`npm run bench\`; \`npm run bench -- --row <name>\` measures a row anew, \`--check\` fails where a goal is missed.

Ratios are the time of a call relative to the fastest code that a person would write for that one function, which is 1; less
is faster. Every contestant has a compiled loop of its own and runs in slices, by turns with the others; a ratio is the median
of the rounds, and ± is half the width of their middle half. Each row has a process of its own. A goal is *missed* where the
figure is over it by more than its noise, and *within noise* where it is over it by less.`;

/** The page of all results: a table of our figures, what was missed, then each row with its chart. */
export function renderResults(results: readonly RowResult[]): string {
  const parts = [
    INTRODUCTION,
    ...(results[0] === undefined ? [] : [`Measured with ${results[0].machine}.`]),
    '## At a glance',
    renderGlance(results),
    '## Missed goals',
    renderMissed(results),
    '## Not measured',
    renderNotMeasured(results),
    ...results.map(renderSection),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderGlance(results: readonly RowResult[]): string {
  const lines = results.flatMap((result) =>
    result.figures.filter(({ role }) => role === 'ours').map((figure) => renderOurs(figure, result)),
  );
  return ['| row | who | ours | goal | | limit | best of the field |', '|---|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

function renderOurs(figure: Figure, result: RowResult): string {
  const { unit, title, name, figures } = result;
  // `keyv: miss and store` is compared with `holdfast: miss and store` only.
  const { what } = splitName(figure);
  const peers = figures.filter((peer) => peer.role === 'peer' && splitName(peer).what === what);
  const [best] = peers.toSorted((a, b) => a.value - b.value);
  const limit = figures.find(({ role }) => role === 'limit')?.value ?? result.limit;
  const verdict = judge(figure);
  const cells = [
    `[${title}](#${name})`,
    figure.who,
    `${renderValue(figure.value, unit)} ± ${renderNumber(figure.noise)}`,
    figure.goal === undefined ? '' : `≤${renderValue(figure.goal, unit)}`,
    verdict === 'missed' ? '**missed**' : verdict === 'shown' ? '' : verdict,
    limit === undefined ? '' : renderNumber(limit),
    best === undefined ? '' : `${splitName(best).name} ${renderNumber(best.value)}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Of `keyv: miss and store`: who, and what was done; most figures say who only. */
function splitName({ who }: Figure): { readonly name: string; readonly what: string } {
  const at = who.indexOf(': ');
  return at === -1 ? { name: who, what: '' } : { name: who.slice(0, at), what: who.slice(at + 2) };
}

function renderMissed(results: readonly RowResult[]): string {
  const missed = results.flatMap((result) =>
    result.figures.filter((figure) => judge(figure) === 'missed').map((figure) => renderMiss(figure, result)),
  );
  return missed.length === 0 ? 'None.' : missed.join('\n\n');
}

function renderMiss({ who, value, noise, goal = Number.NaN }: Figure, { title, unit, profiles }: RowResult): string {
  const figure = `${renderValue(value, unit)} ± ${renderNumber(noise)} instead of ≤${renderValue(goal, unit)}`;
  const profile = profiles?.find((one) => one.who === who);
  return `**${title}: ${who}** has ${figure}.${profile === undefined ? '' : renderProfile(profile)}`;
}

function renderProfile({ lines }: Profile): string {
  const table = lines.map(({ place, share }) => `| ${(share * 100).toFixed(1)} % | \`${place}\` |`);
  return ` Where its time goes:\n\n| share | function |\n|---|---|\n${table.join('\n')}`;
}

function renderNotMeasured(results: readonly RowResult[]): string {
  const absent = results.flatMap(({ title, absent = [] }) =>
    absent.map(({ who, reason }) => `- ${title}, ${who}: not available: ${reason}.`),
  );
  return [...NOT_HERE.map(({ title, reason }) => `- ${title}: ${reason}.`), ...absent].join('\n');
}

function renderSection({ name, title, meaning, unit, figures, measuredOn }: RowResult): string {
  const lines = figures.map(({ who, role, value, noise, goal, detail = '' }) => {
    const ours = role === 'ours' ? `**${who}**` : who;
    const asked = goal === undefined ? '' : `≤${renderValue(goal, unit)}`;
    return `| ${ours} | ${renderValue(value, unit)} ± ${renderNumber(noise)} | ${asked} | ${detail} |`;
  });
  const table = ['| who | | goal | |', '|---|---|---|---|', ...lines].join('\n');
  return `<a id="${name}"></a>\n\n## ${title}\n\n${meaning} (${measuredOn})\n\n![${title}](results/${name}.svg)\n\n${table}`;
}
