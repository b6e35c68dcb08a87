import { describe, expect, it } from 'vitest';
import { renderChart } from '../../../bench/src/report/render-chart.ts';
import { renderResults } from '../../../bench/src/report/render-results.ts';
import { renderRow } from '../../../bench/src/report/render-row.ts';
import type { RowResult } from '../../../bench/src/row.ts';

const RESULT: RowResult = {
  name: 'hit-number',
  title: 'hit, one number',
  unit: 'times',
  meaning: '1 is a Map.',
  limit: 0.25,
  figures: [
    { who: 'by hand', role: 'base', value: 1, noise: 0, detail: '77 ns' },
    { who: 'holdfast', role: 'ours', value: 0.5, noise: 0.04, goal: 0.35 },
    { who: 'memoize', role: 'peer', value: 2, noise: 0.1 },
  ],
  absent: [{ who: 'Python', reason: 'python3 does not run here' }],
  profiles: [{ who: 'holdfast', lines: [{ place: 'hit of holdfast', share: 0.5 }] }],
  measuredOn: '2025-11-21',
  machine: 'Node 24.21.0, 2 cores',
};

describe('renderRow', () => {
  it('makes a table with the goal and what became of it', () => {
    expect(renderRow(RESULT).split('\n')).toEqual([
      'hit, one number (hit-number)',
      '',
      '| who          | ratio         | goal   |        |                           |',
      '| ------------ | ------------- | ------ | ------ | ------------------------- |',
      '| by hand      | 1×            |        |        | 77 ns                     |',
      '| **holdfast** | 0.50× ± 0.040 | ≤0.35× | missed |                           |',
      '| memoize      | 2× ± 0.10     |        |        |                           |',
      '| Python       | not available |        |        | python3 does not run here |',
      '',
    ]);
  });
});

describe('renderResults', () => {
  const why = new Map([['hit-number', 'The clock takes 0.20×.']]);
  const sections = renderResults([RESULT], why).split(/^(?:## |<a )/m);

  it('sums up our goals beside limit and best of the field', () => {
    expect(sections[1]?.trimEnd().split('\n').slice(2)).toEqual([
      'Goals: 0 held, 0 exceeded within noise, 1 missed.',
      '',
      '| row | what | ours | goal | verdict | limit | best of the field |',
      '|---|---|---|---|---|---|---|',
      '| [hit, one number](#hit-number) |  | 0.50× ± 0.040 | ≤0.35× | **missed** | 0.25 | memoize 2 |',
    ]);
  });

  it('lists each missed goal with its figure, why, and where the time goes', () => {
    expect(sections[2]?.trimEnd().split('\n').slice(4)).toEqual([
      '**[hit, one number](#hit-number), holdfast**: 0.50× ± 0.040 instead of ≤0.35×.',
      '',
      'The clock takes 0.20×.',
      '',
      '<details><summary>Profile of holdfast</summary>',
      '',
      '| share | function |',
      '|---|---|',
      '| 50.0 % | `hit of holdfast` |',
      '',
      '</details>',
    ]);
  });

  it('says nothing of a reason once the goal is held', () => {
    const figures = RESULT.figures.map((figure) => (figure.role === 'ours' ? { ...figure, value: 0.3 } : figure));
    const page = renderResults([{ ...RESULT, figures, profiles: [] }], why);
    expect(page.split(/^(?:## |<a )/m)[2]).toBe('Missed goals\n\nNone.\n\n');
  });

  it('names rows without a goal below the table', () => {
    const figures = RESULT.figures.map(({ goal: _, ...figure }) => figure);
    const page = renderResults([{ ...RESULT, figures }], why);
    expect(
      page
        .split(/^(?:## |<a )/m)[1]
        ?.trimEnd()
        .split('\n')
        .slice(-3),
    ).toEqual(['Measured without a goal:', '', '- [hit, one number](#hit-number)']);
  });

  it('says who could not be measured, and why', () => {
    expect(sections[3]?.trimEnd().split('\n').at(-1)).toBe(
      '- hit, one number, Python: not available: python3 does not run here.',
    );
  });
});

describe('renderChart', () => {
  it('marks limit, goal, noise and value of each figure', () => {
    const lines = renderChart(RESULT).split('\n');
    expect(lines.filter((line) => line.includes('dasharray') || /holdfast|#c5221f|#000000/.test(line))).toEqual([
      '<line x1="384.7" x2="384.7" y1="54" y2="130" stroke="#1a7f37" stroke-dasharray="5 4"/>',
      '<text x="338" y="98" text-anchor="end" font-weight="bold">holdfast</text>',
      '<line x1="499.5" x2="529.7" y1="94" y2="94" stroke="#c5221f" stroke-width="2"/>',
      '<circle cx="515.2" cy="94" r="6" fill="#c5221f"/>',
      '<line x1="448" x2="448" y1="85" y2="103" stroke="#000000" stroke-width="3"/>',
    ]);
  });
});
