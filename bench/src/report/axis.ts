/** Where values stand on a chart: `place` gives 0–1 from left to right. */
export interface Axis {
  readonly place: (value: number) => number;
  /** Values that the axis names, ascending. */
  readonly ticks: readonly number[];
}

/** An axis over these values: of ratios, so that 0.5 is as far from 1 as 2 is; with room at both ends. */
export function logarithmicAxis(values: readonly number[]): Axis {
  const low = Math.log10(Math.min(...values)) - 0.08;
  const high = Math.log10(Math.max(...values)) + 0.08;
  const ticks: number[] = [];
  for (let exponent = Math.floor(low); exponent <= high; exponent++) {
    // Over three decades there is room for the powers of ten only.
    for (const step of high - low > 3 ? [1] : [1, 2, 5]) {
      const tick = Number(`${step}e${exponent}`);
      if (Math.log10(tick) >= low && Math.log10(tick) <= high) ticks.push(tick);
    }
  }
  return { place: (value) => (Math.log10(value) - low) / (high - low), ticks };
}

/** An axis from 0 to the largest of these values. */
export function linearAxis(values: readonly number[]): Axis {
  const most = Math.max(...values, Number.MIN_VALUE) * 1.08;
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? power;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => Number((i * step).toPrecision(6)));
  return { place: (value) => value / most, ticks };
}
