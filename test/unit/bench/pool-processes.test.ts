import { describe, expect, it } from 'vitest';
import { poolProcesses } from '../../../bench/src/pool-processes.ts';
import { judge } from '../../../bench/src/report/judge.ts';
import type { Figure, RowResult } from '../../../bench/src/row.ts';

const PEER: Figure = { who: 'memoize', role: 'peer', value: 9, noise: 0, rounds: [9, 9, 9] };

/** What one process measured of ours in three rounds. */
function measured(rounds: readonly [number, number, number], others: readonly Figure[] = []): RowResult {
  const [, value] = rounds;
  const ours: Figure = { who: 'holdfast', role: 'ours', value, noise: 0, goal: 1, detail: `${value} ns`, rounds };
  return {
    name: 'row',
    title: 'row',
    unit: 'times',
    meaning: '1 is a Map.',
    figures: [ours, ...others],
    profiles: [{ who: 'holdfast', lines: [{ place: `hit ${value}`, share: 1 }] }],
    measuredOn: '2025-11-21',
    machine: 'Node 24.21.0, 2 cores',
  };
}

describe('poolProcesses', () => {
  it('takes the median of the rounds of all processes, and the rest of the first', () => {
    const pooled = poolProcesses(measured([0.5, 0.6, 0.7]), [measured([0.8, 0.9, 1]), measured([0.1, 0.2, 0.3])]);
    expect(pooled.figures).toEqual([
      { who: 'holdfast', role: 'ours', value: 0.6, noise: 0, goal: 1, detail: '0.6 ns' },
    ]);
  });

  it('takes the noise of the noisiest process, and none for how far they lie apart', () => {
    const [first, second, third] = [
      measured([1.02, 1.02, 1.02]),
      measured([1.05, 1.05, 1.05]),
      measured([1.5, 1.5, 1.5]),
    ];
    const noisy = { ...second, figures: second.figures.map((figure) => ({ ...figure, noise: 0.01 })) };
    const pooled = poolProcesses(first, [noisy, third]);
    expect(pooled.figures[0]).toMatchObject({ value: 1.05, noise: 0.01 });
    expect(pooled.figures.map(judge)).toEqual(['missed']);
  });

  it('leaves figures of the first process only as they are, without their rounds', () => {
    const { rounds: _, ...peer } = PEER;
    const pooled = poolProcesses(measured([0.5, 0.6, 0.7], [PEER]), [measured([0.5, 0.6, 0.7])]);
    expect(pooled.figures[1]).toEqual(peer);
  });

  it('keeps a figure that was counted, not measured in rounds', () => {
    const counted: Figure = { who: 'trips', role: 'ours', value: 2, noise: 0 };
    expect(poolProcesses(measured([0.5, 0.6, 0.7], [counted]), []).figures[1]).toEqual(counted);
  });

  it('keeps profiles of goals that were missed in the end only', () => {
    const missed = poolProcesses(measured([1.5, 1.5, 1.5]), [measured([1.6, 1.6, 1.6])]);
    expect(missed.profiles).toEqual([{ who: 'holdfast', lines: [{ place: 'hit 1.5', share: 1 }] }]);
    const held = poolProcesses(measured([1.5, 1.5, 1.5]), [measured([0.6, 0.6, 0.6]), measured([0.6, 0.6, 0.6])]);
    expect(held.profiles).toEqual([]);
  });

  it('refuses processes that measured something else', () => {
    const other = { ...measured([1, 1, 1]), figures: [PEER] };
    expect(() => poolProcesses(measured([1, 1, 1]), [other])).toThrow(
      new Error('row measured memoize in place of holdfast.'),
    );
  });
});
