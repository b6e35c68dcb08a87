import { describe, expect, it } from 'vitest';
import { conclude } from '../../../bench/src/report/conclude.ts';
import type { RowResult } from '../../../bench/src/row.ts';

function row(title: string, value: number): RowResult {
  return {
    name: title,
    title,
    unit: 'times',
    meaning: '1 is a Map.',
    figures: [
      { who: 'by hand', role: 'base', value: 1, noise: 0 },
      { who: 'holdfast', role: 'ours', value, noise: 0.1, goal: 1 },
      { who: 'memoize', role: 'peer', value: 9, noise: 0.1 },
    ],
    measuredOn: '2025-11-21',
    machine: 'Node 24.21.0, 2 cores',
  };
}

describe('conclude', () => {
  it('ends with 0 where every goal is held', () => {
    expect(conclude({ results: [row('held', 1)], failures: [], check: true })).toEqual({
      lines: ['rows: 1 measured, 0 not; goals: 1 held, 0 exceeded within noise, 0 missed'],
      exitCode: 0,
    });
  });

  it('ends with 0 where a goal is exceeded by no more than the noise', () => {
    expect(conclude({ results: [row('open', 1.1)], failures: [], check: true })).toEqual({
      lines: [
        'within noise: open: holdfast',
        'rows: 1 measured, 0 not; goals: 0 held, 1 exceeded within noise, 0 missed',
      ],
      exitCode: 0,
    });
  });

  it('ends with 1 where a goal is missed by more than the noise and was to be checked', () => {
    const results = [row('held', 0.5), row('missed', 1.11)];
    const lines = [
      'missed: missed: holdfast',
      'rows: 2 measured, 0 not; goals: 1 held, 0 exceeded within noise, 1 missed',
    ];
    expect([
      conclude({ results, failures: [], check: true }),
      conclude({ results, failures: [], check: false }),
    ]).toEqual([
      { lines, exitCode: 1 },
      { lines, exitCode: 0 },
    ]);
  });

  it('ends with 1 where a figure is no number', () => {
    expect(conclude({ results: [row('lost', Number.NaN)], failures: [], check: true }).exitCode).toBe(1);
  });

  it('ends with 1 where a row was not measured, checked or not', () => {
    expect(conclude({ results: [], failures: ['batch'], check: false })).toEqual({
      lines: ['not measured: batch', 'rows: 0 measured, 1 not; goals: 0 held, 0 exceeded within noise, 0 missed'],
      exitCode: 1,
    });
  });
});
