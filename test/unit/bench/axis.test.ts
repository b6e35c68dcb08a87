import { describe, expect, it } from 'vitest';
import { linearAxis, logarithmicAxis } from '../../../bench/src/report/axis.ts';

describe('logarithmicAxis', () => {
  it('puts a half as far from 1 as a double', () => {
    const { place } = logarithmicAxis([0.5, 2]);
    expect([place(1).toFixed(6), (place(0.5) + place(2)).toFixed(6)]).toEqual(['0.500000', '1.000000']);
  });

  it('names 1, 2 and 5 of each decade', () => {
    expect(logarithmicAxis([0.1, 10]).ticks).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
  });

  it('names powers of ten where there are many decades', () => {
    expect(logarithmicAxis([0.01, 1000]).ticks).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
  });
});

describe('linearAxis', () => {
  it('begins at 0 and has room for the largest value', () => {
    const { place, ticks } = linearAxis([0, 6]);
    expect([place(0), place(6) < 1, ticks]).toEqual([0, true, [0, 2, 4, 6]]);
  });
});
