import { describe, expect, it } from 'vitest';
import { halfSpread, quantile, standardError } from '../../../bench/src/race/quantile.ts';

describe('quantile', () => {
  it('gives the value below which a share of the values lies, in whatever order they come', () => {
    const values = [9, 1, 5, 3, 7];
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share))).toEqual([1, 3, 5, 7, 9]);
  });
});

describe('halfSpread', () => {
  it('is half the width of the middle half, so that a single value far off changes nothing', () => {
    expect([halfSpread([1, 3, 5, 7, 9]), halfSpread([1, 3, 5, 7, 900])]).toEqual([2, 2]);
  });
});

describe('standardError', () => {
  it('grows with a single value far off', () => {
    expect([standardError([1, 3, 5, 7, 9]), standardError([1, 3, 5, 7, 84])].map((one) => one.toFixed(2))).toEqual([
      '1.41',
      '16.03',
    ]);
  });
});
