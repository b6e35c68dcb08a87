import { describe, expect, it } from 'vitest';
import { judge } from '../../../bench/src/report/judge.ts';

describe('judge', () => {
  const figure = { who: 'holdfast', role: 'ours', value: 1, noise: 0.1 } as const;

  it('holds a goal that the figure is at or below', () => {
    expect([judge({ ...figure, goal: 1 }), judge({ ...figure, goal: 2 })]).toEqual(['held', 'held']);
  });

  it('leaves open what is over the goal by no more than the noise', () => {
    expect(judge({ ...figure, goal: 0.9 })).toBe('within noise');
  });

  it('misses a goal that the figure is over by more than its noise', () => {
    expect(judge({ ...figure, goal: 0.89 })).toBe('missed');
  });

  it('asks nothing of a figure without a goal', () => {
    expect(judge(figure)).toBe('shown');
  });
});
